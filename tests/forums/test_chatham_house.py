"""The same conversation twice: attributed, and under Chatham House, with people who can be told anywhere.

In the attributed twin a probe must find them, or it proves nothing; in the other it finds nobody: not in
a page, an address, a header, a file of any format with what it says of itself, a feed, the API, a socket,
a mail to others, nor in the order and the times of what was said.
"""

import json
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client

from casestudies.exports import FORMATS
from casestudies.sitemaps import all_sections
from exchange.notices.actions.mailing import send_what_is_due
from exchange.notices.actions.telling import tell as notify
from exchange.notices.models import NoticeReason
from forums.actions.conversations.rounds import close_round
from forums.actions.telling import POST
from forums.live.groups import thread_room
from forums.live.threads import ThreadReader
from forums.models import (
    ConsentRequest,
    Contribution,
    Participant,
    Post,
    PostKind,
    Question,
    Terms,
)
from forums.presentation.live_files import FORMATS as SESSION_FORMATS
from tests.factories import NOW, amina, chloe, run_jobs
from tests.factories.conversations import come, first_round, give
from tests.forums.chatham_house import (
    ASKED,
    NAMES,
    ORGANISATIONS,
    SAYINGS,
    SEARCHED,
    Told,
    addresses,
    addresses_of_session,
    answered,
    base,
    begin,
    found_in,
    frames,
    hold_live,
    identities_of,
    outsiders,
    records,
    tell,
)

pytestmark = pytest.mark.django_db

MUST_SHOW = [
    r"^/conversations/who-keeps-watch/$",
    *(rf"^/conversations/who-keeps-watch\.{ending}$" for ending in FORMATS),
    r"^/threads/\d+/\?order=tree$",
    r"^/threads/\d+/since/",
    *(rf"^/threads/\d+/words\.{ending}$" for ending in ("md", "txt", "html", "json", "docx", "pdf", "csv")),
    r"^/feeds/threads/\d+\.atom$",
    r"^/api/v1/threads/\d+/posts$",
    r"^/api/v1/recorded-learning$",
    r"^/learning/[\w-]+/$",
    *(rf"^/learning/[\w-]+\.{ending}$" for ending in FORMATS),
    r"^/words/",
    r"^/search/",
    r"^/live/a-night-watch/outcome/$",
    *(rf"^/live/a-night-watch/questions\.{ending}$" for ending in SESSION_FORMATS),
]
"""Where the attributed twin has to name people: else the probe looks at nothing."""


def test_the_probe_finds_people_in_the_attributed_twin_and_nobody_under_chatham_house():
    told = tell(Terms.ATTRIBUTED)
    seen = found_in(told, Client())
    for pattern in MUST_SHOW:
        shown = {url: found for url, found in seen.items() if re.match(pattern, url)}
        assert shown, f"{pattern}: nothing was looked at"
        assert any(shown.values()), f"{pattern}: the probe is blind there"


HELD_THERE = {
    r"^/open-data/lessons\.csv$": "mind lamps.",
    r"^/open-data/case-studies\.(json|geojson)$": "the-taxi-rank",
    r"^/open-data/open-data\.zip$": "mind lamps.",
    r"^/oai\?verb=ListRecords": "the-taxi-rank",
    r"^/sitemaps/threads-1\.xml$": "record-of-the-session-a-night-watch",
    r"^/sitemaps/recorded-learning-1\.xml$": "/learning/a-night-watch/",
    r"^/feeds/recorded-learning\.atom$": "a night watch",
    r"^/feeds/lessons\.atom$": "mind lamps.",
    r"^/feeds/live-sessions\.atom$": "a night watch",
    r"^/feeds/threads\.atom$": "record of the session",
    r"^/live/a-night-watch/report\.(docx|odt|epub|pdf|json)$": "a night watch",
}
"""What stands, also under Chatham House, where no name does in either twin: that the probe reads it."""


def test_under_chatham_house_nobody_is_found_anywhere():
    told = tell(Terms.CHATHAM_HOUSE)
    for who, client in outsiders():
        named = {url: found for url, found in found_in(told, client).items() if found}
        assert named == {}, who
    assert SAYINGS[0] in answered(Client(), base(told))  # the words themselves are there
    assert ASKED in answered(Client(), f"{told.at_session}outcome/")
    for pattern, words in HELD_THERE.items():
        places = [url for url in addresses(told) if re.match(pattern, url)]
        assert places, f"{pattern}: nothing was looked at"
        assert [url for url in places if words not in answered(Client(), url).casefold()] == []


def test_each_part_of_the_sitemap_is_looked_at():
    told = tell(Terms.CHATHAM_HOUSE)
    parts = {url.split("/")[-1].rpartition("-")[0] for url in addresses(told) if "/sitemaps/" in url}
    assert parts == {"pages", *(section.name for section in all_sections() if section.rows().exists())}


# Letters ------------------------------------------------------------------------------------------
def letters(told: Told) -> list[EmailMessage]:
    """All mail that was sent, with one about each post of its records to somebody who follows them."""
    said = Post.objects.filter(thread__conversation=told.talk)
    for post in said:
        notify(
            recipient_ids=[chloe().pk], reason=NoticeReason.WATCHED, source=POST, source_id=post.pk, now=NOW
        )
    run_jobs()
    send_what_is_due(now=NOW + timedelta(days=2))
    assert [letter for letter in mail.outbox if chloe().email in letter.to], "nobody was written to"
    return mail.outbox


def named_in(letter: EmailMessage, told: Told) -> set[str]:
    """Whoever else stands in a letter: what says who it is for is its own."""
    own = {one for person in told.people if person.email in letter.to for one in identities_of(person)}
    text = "\n".join([letter.subject, letter.body, str(letter.extra_headers), letter.from_email]).casefold()
    return {one for one in told.identities - own if one in text}


def test_letters_name_people_in_the_attributed_twin():
    told = tell(Terms.ATTRIBUTED)
    assert any(named_in(letter, told) for letter in letters(told) if chloe().email in letter.to)


def test_letters_to_anybody_name_nobody_else_under_chatham_house():
    told = tell(Terms.CHATHAM_HOUSE)
    sent = letters(told)
    assert [(letter.to, named_in(letter, told)) for letter in sent if named_in(letter, told)] == []
    assert any(SAYINGS[0] in letter.body for letter in sent)


# Sockets ------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_the_sockets_of_its_record_carry_a_number_and_nothing_else():
    told = tell(Terms.CHATHAM_HOUSE)
    for thread in records(told.talk):
        room, reader = thread_room(thread), ThreadReader()
        for update in (reader.changes(room, 0), reader.snapshot(room)):
            assert (set(update.shared), update.private) == ({"count"}, {})


DESK = ("", "agenda/", "record/", "people/", "pulse/", "follow-up/", "queue.csv", "queue.json", "queue.xlsx")


def held_live(terms: Terms) -> tuple[Told, dict[str, str]]:
    """The session while it is open: what each audience is told by its socket."""
    talk, people = begin(terms)
    session = hold_live(talk, people)
    return Told(talk, session, people), frames(session)


def test_the_sockets_of_its_session_name_people_in_the_attributed_twin():
    told, frames_of = held_live(Terms.ATTRIBUTED)
    for audience, text in frames_of.items():
        assert [one for one in told.identities if one in text], audience


def test_the_sockets_of_its_session_name_nobody_to_anybody_under_chatham_house():
    told, frames_of = held_live(Terms.CHATHAM_HOUSE)
    for audience, text in frames_of.items():
        assert ASKED.casefold() in text
        assert [one for one in told.identities if one in text] == [], audience
        assert "speaker" not in text.replace('"speakers"', "")


def test_no_page_of_its_desk_names_anybody_under_chatham_house():
    told, _frames = held_live(Terms.CHATHAM_HOUSE)
    client = Client()
    client.force_login(amina())
    for page in (
        "",
        "agenda/",
        "record/",
        "people/",
        "pulse/",
        "follow-up/",
        "queue.csv",
        "queue.json",
        "queue.xlsx",
    ):
        url = f"{told.at_session}desk/{page}".replace("desk/queue", "desk/queue")
        text = answered(client, url).casefold()
        assert [one for one in told.identities if one in text] == [], page


def test_while_it_is_held_live_outsiders_learn_nothing_of_it():
    told, _frames = held_live(Terms.CHATHAM_HOUSE)
    for who, client in outsiders():
        for url in addresses_of_session(told.session):
            if "/screen/" in url:  # the link is for the wall of the room
                continue
            text = answered(client, url).casefold()
            assert ASKED.casefold() not in text, (who, url)
            assert [one for one in told.identities if one in text] == [], (who, url)


# What the database still knows --------------------------------------------------------------------
def test_no_row_that_others_read_tells_who_spoke():
    told = tell(Terms.CHATHAM_HOUSE)
    posts = Post.objects.filter(thread__conversation=told.talk).exclude(kind=PostKind.PROMPT)
    assert set(posts.values_list("author", flat=True)) == {None}
    assert set(posts.values_list("revisions__saved_by", flat=True)) == {None}
    assert set(Contribution.objects.values_list("participant", flat=True)) == {None}
    assert set(ConsentRequest.objects.values_list("participant", "user")) == {(None, None)}
    assert set(Participant.objects.values_list("user", "guest_name", "municipality_code")) == {(None, "", "")}
    assert (
        Question.objects.values("asker").distinct().count() == 2
    )  # who agreed to be quoted, and who was heard


def test_order_and_times_tell_nothing():
    told = tell(Terms.CHATHAM_HOUSE)
    own = {"thread__conversation": told.talk}
    said = list(Post.objects.filter(kind=PostKind.CONTRIBUTION, **own).order_by("number"))
    assert [post.plain for post in said] != SAYINGS  # one time in 40,000 by chance
    assert len({post.posted_at for post in said}) == 1
    of_others = Post.objects.filter(**own).exclude(kind__in=(PostKind.CONTRIBUTION, PostKind.PROMPT))
    assert len(set(of_others.values_list("posted_at", flat=True))) == 1
    asked = ConsentRequest.objects.values_list("answered_at", flat=True)
    assert len(set(asked)) == 1
    assert len(set(Question.objects.values_list("asked_at", flat=True))) == 1
    assert len(set(told.session.events.values_list("happened_at", flat=True))) == 1


def test_questions_of_equal_votes_stand_by_lot():
    told = tell(Terms.CHATHAM_HOUSE)
    asked = Post.objects.filter(
        thread__conversation=told.talk, kind=PostKind.QUESTION, question__vote_count=0
    )
    lots = list(asked.order_by("number").values_list("question__public_id", flat=True))
    assert len(lots) == 4
    assert lots == sorted(lots)


def test_no_file_of_its_session_tells_a_time_or_leads_to_the_recording():
    told = tell(Terms.CHATHAM_HOUSE)
    answers = {
        ending: answered(Client(), f"{told.at_session}questions.{ending}") for ending in SESSION_FORMATS
    }
    assert [ending for ending, text in answers.items() if "films.example" in text] == []
    for said in json.loads(Client().get(f"{told.at_session}questions.json").content)["questions"]:
        assert (said["asked_at"], said["answered_at"], said["moments"]) == (None, None, [])
    outcome = answered(Client(), f"{told.at_session}outcome/")
    assert "films.example" not in outcome
    assert not re.search(r"<time[^>]*>\d\d:\d\d", outcome)


def test_while_it_is_held_no_outsider_reads_a_word_or_a_name():
    talk, people = begin(Terms.CHATHAM_HOUSE)
    seat = come(talk, people[0], affiliation=ORGANISATIONS[0], municipality_code="QFT")
    give(first_round(talk), seat, SAYINGS[0])
    close_round(round=first_round(talk), now=NOW)
    for who, client in outsiders():
        for url in (
            f"/conversations/{talk.slug}/",
            f"/conversations/{talk.slug}.json",
            f"/search/?q={SEARCHED}",
        ):
            text = answered(client, url)
            assert SAYINGS[0] not in text, (who, url)
            assert NAMES[0] not in text, (who, url)
