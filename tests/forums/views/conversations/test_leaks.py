"""A Chatham House conversation names nobody. The probe finds each name in an attributed twin first."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from exchange.people.models import Organisation, User
from forums.actions.conversations.rounds import close_round
from forums.actions.conversations.setting_up import close_conversation, open_words, shut_words
from forums.models import Conversation, Post, Terms, Thread
from tests.factories import NOW, make_member, make_municipality, minutes_later
from tests.factories.conversations import come as come_to
from tests.factories.conversations import first_round, give, make_talk
from tests.pdf_words import words_of_pdf

pytestmark = pytest.mark.django_db

NAME, ORGANISATION, PLACE, GUEST, MINUTE = "Quillworth", "Zebrafold", "Xanthoville", "Marzipaner", "11:23"
WORDS = ("The lights went out in June.", "Nobody was paid in July.", "The log was closed in August.")


@dataclass
class Talk:
    conversation: Conversation
    record: Thread
    speaker: User

    @property
    def slug(self) -> str:
        return self.conversation.slug


def at(clock: str) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return NOW.replace(hour=hour, minute=minute)


def held(terms: str) -> Talk:
    """Two people speak, one by a link; then everybody reads it."""
    house, _made = Organisation.objects.get_or_create(slug="zebrafold", name=ORGANISATION, kind="ngo")
    place = make_municipality("XAN", PLACE)
    speaker = make_member(f"Thandeka {NAME}", organisation=house, municipality_code=place.code)
    talk = make_talk(f"talk-{terms}".replace("_", "-"), terms=terms, hosts=f"{ORGANISATION}")
    round = first_round(talk)
    member = come_to(talk, speaker)
    guest = come_to(talk, name=f"Bongi {GUEST}", affiliation=ORGANISATION, municipality_code=place.code)
    for person, words in zip((member, guest, member), WORDS, strict=True):
        give(round, person, words, now=at(MINUTE))
    close_round(round=round, now=minutes_later(60))
    conversation = close_conversation(conversation=talk, now=NOW + timedelta(days=1))
    conversation = open_words(conversation=conversation, now=NOW + timedelta(days=1))
    return Talk(conversation, Thread.objects.get(conversation=talk, is_record=True), speaker)


def body(client: Client, url: str) -> str:
    response = client.get(url, follow=True)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"".join(packed.read(name) for name in packed.namelist())
    elif content.startswith(b"%PDF"):
        return words_of_pdf(content) + content.decode("latin-1")
    return content.decode("utf-8", "replace").replace("<mark>", "").replace("</mark>", "")


SURFACES: dict[str, Callable[[Talk], str]] = {
    "page": lambda talk: reverse("conversation", args=[talk.slug]),
    "text": lambda talk: reverse("conversation_file", args=[talk.slug, "txt"]),
    "html": lambda talk: reverse("conversation_file", args=[talk.slug, "html"]),
    "word": lambda talk: reverse("conversation_file", args=[talk.slug, "docx"]),
    "pdf": lambda talk: reverse("conversation_file", args=[talk.slug, "pdf"]),
    "thread": lambda talk: reverse("thread_by_id", args=[talk.record.pk]),
    "thread as JSON": lambda talk: reverse("thread_file", args=[talk.record.pk, talk.record.slug, "json"]),
    "thread as CSV": lambda talk: reverse("thread_file", args=[talk.record.pk, talk.record.slug, "csv"]),
    "feed": lambda talk: reverse("feed_thread", args=[talk.record.pk]),
    "since": lambda talk: reverse("thread_since", args=[talk.record.pk]) + "?after=0",
    "API": lambda talk: f"/api/v1/threads/{talk.record.pk}/posts",
    "search": lambda talk: "/search/?q=lights",
}


@pytest.mark.parametrize("surface", SURFACES)
def test_what_names_people_in_an_attributed_twin_names_nobody_under_chatham_house(client, surface):
    twin = held(Terms.ATTRIBUTED)
    seen = body(client, SURFACES[surface](twin))
    assert [planted for planted in (NAME, WORDS[0]) if planted not in seen] == []
    shut_words(conversation=twin.conversation)
    talk = held(Terms.CHATHAM_HOUSE)
    hidden = body(client, SURFACES[surface](talk))
    assert WORDS[0] in hidden
    planted = (NAME, GUEST, ORGANISATION, PLACE, MINUTE, talk.speaker.email, talk.speaker.handle)
    assert [one for one in planted if one in hidden] == []


def test_where_people_are_from_is_named_under_role_terms_and_never_under_chatham_house(client):
    page = SURFACES["page"]
    assert PLACE in body(client, page(held(Terms.ROLE)))
    assert PLACE not in body(client, page(held(Terms.CHATHAM_HOUSE)))


def test_the_speakers_own_page_leads_to_no_words_of_theirs(client):
    talk = held(Terms.CHATHAM_HOUSE)
    page = body(client, reverse("person", args=[talk.speaker.handle]))
    assert not any(words in page for words in WORDS)


def test_neither_times_nor_revisions_nor_marks_of_read_tell_who_or_when():
    talk = held(Terms.CHATHAM_HOUSE)
    said = Post.objects.filter(thread=talk.record, kind="contribution")
    assert len(set(said.values_list("posted_at", flat=True))) == 1
    revisions = [revision for post in said for revision in post.revisions.all()]
    assert {revision.saved_by for revision in revisions} == {None}
    assert {revision.saved_at for revision in revisions} == {said[0].posted_at}
    assert {(post.author, post.client_id) for post in said} == {(None, None)}


def test_before_the_words_are_opened_only_those_inside_read_them(client):
    talk = make_talk(terms=Terms.CHATHAM_HOUSE)
    round, sipho = first_round(talk), come_to(talk)
    give(round, sipho, WORDS[0])
    close_round(round=round, now=NOW)
    record = Thread.objects.get(conversation=talk, is_record=True)
    assert WORDS[0] not in body(client, reverse("conversation", args=[talk.slug]))
    assert WORDS[0] not in body(client, reverse("conversation_file", args=[talk.slug, "txt"]))
    assert client.get(reverse("thread_by_id", args=[record.pk])).status_code == 404
    client.force_login(make_member("Amina Dlamini"))
    assert WORDS[0] in body(client, reverse("conversation", args=[talk.slug]))
