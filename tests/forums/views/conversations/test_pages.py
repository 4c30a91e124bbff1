"""The page of a conversation that lasts, and the ways that lead to it and on from it."""

from uuid import uuid4

import pytest
from django.urls import reverse

from forums.actions.conversations.harvesting import note_harvest
from forums.actions.conversations.rounds import close_round, open_round
from forums.actions.conversations.setting_up import close_conversation, open_words
from forums.models import Conversation, Post, PostKind, Terms, Thread, ThreadKind
from forums.queries.conversations import record
from forums.queries.conversations.record import page_of_record
from tests.factories import NOW, amina, ben, chloe, make_engagement, make_session, make_thread, minutes_later
from tests.factories.conversations import come, first_round, give, make_talk

pytestmark = pytest.mark.django_db
LARGEST = 60 * 1024


def opened(talk: Conversation) -> Conversation:
    close_conversation(conversation=talk, now=NOW)
    return open_words(conversation=talk)


def page(talk: Conversation, query: str = "") -> str:
    return reverse("conversation", args=[talk.slug]) + query


def test_question_by_question_what_was_said_what_came_of_it_and_who_is_heard(client):
    talk = make_talk(hosts="The Long Table")
    sipho, listener = come(talk), come(talk, chloe(), part="listener")
    one, two = talk.rounds.order_by("position")[:2]
    give(one, sipho, "We watch until nine.")
    open_round(round=two, now=NOW)
    give(two, come(talk, ben()), "Nobody pays.")
    note_harvest(round=one, notes={"came": "Traders watch."}, seen={})
    text = client.get(page(opened(talk))).content.decode()
    order = ["Who keeps watch?", "Traders watch.", "We watch until nine.", "Who pays them?", "Nobody pays."]
    assert sorted(order, key=text.index) == order
    assert "Sipho Mabaso, Street Traders&#x27; Forum" in text
    assert listener.name not in text
    assert "The Long Table" in text


def test_before_its_words_are_opened_others_read_its_questions_alone(client):
    talk = make_talk()
    give(first_round(talk), come(talk), "We watch until nine.")
    text = client.get(page(talk)).content.decode()
    assert "Who keeps watch?" in text
    assert "We watch until nine." not in text
    assert "Sipho" not in text
    client.force_login(amina())
    inside = client.get(page(talk))
    assert "We watch until nine." in inside.content.decode()
    assert inside["Cache-Control"] == "private, no-store"


def test_what_becomes_public_is_said_before_it_does(client):
    talk = make_talk(terms=Terms.ROLE)
    close_conversation(conversation=talk, now=NOW)
    client.force_login(amina())
    url = reverse("open_words", args=[talk.slug])
    assert "the role and municipality" in client.get(url).content.decode()
    client.post(url)
    assert Conversation.objects.get().has_open_words
    client.post(url, {"shut": "1"})
    assert not Conversation.objects.get().has_open_words


def test_the_record_leads_to_its_conversation_and_so_does_each_of_its_posts(client):
    talk = make_talk()
    post = give(first_round(talk), come(talk), "We watch until nine.").post
    opened(talk)
    record_thread = Thread.objects.get(kind=ThreadKind.CONVERSATION)
    assert client.get(reverse("thread_by_id", args=[record_thread.pk]))["Location"] == page(talk)
    to_post = client.get(f"/threads/{record_thread.pk}/posts/{post.number}/")["Location"]
    assert to_post == f"{page(talk)}?at={post.number}#post-{post.number}"
    client.force_login(ben())
    refused = client.post(
        reverse("reply", args=[record_thread.pk]), {"text": "Me, too.", "client_id": uuid4()}
    )
    assert refused.status_code == 409


def test_an_engagement_shows_its_conversations(client):
    engagement = make_engagement()
    talk = make_talk(engagement=engagement)
    shown = client.get(reverse("engagement", args=[engagement.slug])).content.decode()
    assert page(talk) in shown
    hidden = make_talk("not-yet", engagement=engagement, is_open=False)
    assert page(hidden) not in client.get(reverse("engagement", args=[engagement.slug])).content.decode()
    assert engagement.title in client.get(page(talk)).content.decode()


def test_threads_about_it_stand_on_its_page(client):
    talk = make_talk()
    make_thread(talk, title="And by day?")
    assert "And by day?" in client.get(page(talk)).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_three_as_for_one(client, count, django_assert_num_queries):
    talk = make_talk()
    for number in range(count):
        give(first_round(talk), come(talk, name=f"Person {number}"), f"Words {number}")
    opened(talk)
    client.get(page(talk))
    with django_assert_num_queries(17):
        client.get(page(talk))


# A long one ---------------------------------------------------------------------------------------
def brought(talk: Conversation, count: int) -> None:
    """A transcript as a meeting's record holds it."""
    session = make_session(talk)
    thread = Thread.objects.create(
        conversation=talk,
        live_session=session,
        is_record=True,
        title="Record of the session",
        opened_at=NOW,
        last_posted_at=NOW,
        last_post_number=count,
    )
    words = "The lights on our side of the rank went out in June, and nobody knew whom to phone. " * 3
    Post.objects.bulk_create(
        Post(
            thread=thread,
            number=number,
            path=str(number).zfill(6),
            kind=PostKind.SPEECH,
            byline=f"Speaker {number % 5}",
            source=words,
            html=f"<p>{number}: {words}</p>",
            plain=words,
            posted_at=minutes_later(number),
        )
        for number in range(1, count + 1)
    )


def test_a_long_transcript_has_pages_that_hold_each_post_once_and_are_small(client):
    talk = make_talk()
    post = give(first_round(talk), come(talk), "We watch until nine.").post
    brought(talk, 600)
    opened(talk)
    first = page_of_record(talk)
    assert first.count > 3
    pages = [page_of_record(talk, number=number) for number in range(1, first.count + 1)]
    seen = [said.post.pk for one in pages for part in one.parts for said in part.words]
    assert (len(seen), len(set(seen))) == (601, 601)
    assert seen[0] == post.pk
    sizes = [len(client.get(page(talk, f"?page={number}")).content) for number in range(1, first.count + 1)]
    assert max(sizes) < LARGEST
    assert pages[1].parts[0].is_continued


def test_the_address_of_a_word_leads_to_its_page(monkeypatch):
    monkeypatch.setattr(record, "MOST_ON_A_PAGE", 2)
    talk = make_talk()
    sipho = come(talk)
    one, two = talk.rounds.order_by("position")[:2]
    given = [give(one, sipho, f"Words {number}") for number in range(5)]
    open_round(round=two, now=NOW)
    two.refresh_from_db()
    given.append(give(two, sipho, "In the second."))
    close_round(round=one, now=NOW)
    at = [page_of_record(talk, at=one.post.number).number for one in given]
    assert at == [1, 1, 2, 2, 3, 3]
    assert page_of_record(talk, at=two.post.number).number == 3
    assert page_of_record(talk, number=99).number == 3


# Files --------------------------------------------------------------------------------------------
def test_its_file_holds_the_words_for_who_reads_them_and_else_the_questions(client):
    talk = make_talk()
    give(first_round(talk), come(talk), "We watch until nine.")
    url = reverse("conversation_file", args=[talk.slug, "txt"])
    without = client.get(url).content.decode()
    assert "Who keeps watch?" in without
    assert "We watch until nine." not in without
    opened(talk)
    assert "We watch until nine." in client.get(url).content.decode()
    assert client.get(reverse("conversation_file", args=[talk.slug, "exe"])).status_code == 404
