"""The same conversation twice: attributed, and under Chatham House, with people who can be told anywhere.

In the attributed twin a probe must find them, or it proves nothing; in the other it finds nobody: not in
a page, an address, a header, a file of any format with what it says of itself, a feed, the API, a socket,
a mail to outsiders, nor in the order and the times of what was said.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from urllib.parse import unquote

import pikepdf
import pytest
from django.core import mail
from django.test import Client

from casestudies.exports import FORMATS
from exchange.notices.actions.mailing import send_what_is_due
from exchange.notices.models import NoticeSettings, Pace
from exchange.people.models import User
from forums.actions.consents import agree, ask_for_consents
from forums.actions.consents.sealing import forget
from forums.actions.conversations.contributing import react_to
from forums.actions.conversations.rounds import close_round
from forums.actions.conversations.setting_up import close_conversation, open_words
from forums.actions.reviewing import publish_summary, submit_summary
from forums.actions.summaries import save_item
from forums.live.groups import thread_room
from forums.live.threads import ThreadReader
from forums.models import (
    ConsentRequest,
    Contribution,
    ContributionReactionKind,
    Conversation,
    Insight,
    Post,
    PostKind,
    Summary,
    Terms,
    Watch,
    WatchLevel,
)
from tests.factories import NOW, amina, chloe, cite, dineo, make_member, make_municipality, make_summary
from tests.factories.conversations import come, first_round, give, make_talk
from tests.forums.elsewhere import bring_in, vtt
from tests.pdf_words import words_of_pdf

pytestmark = pytest.mark.django_db

NAMES = ("Quetzalina Moerdyk", "Xolelwa Zibonele", "Wilhelmus Vosloorus")
ORGANISATIONS = ("Zephyrbank Collective", "Obelisk Watch", "Marmalade Trust")
TOWNS = {"QFT": "Quillfontein", "XBR": "Xanthoberg", "WDL": "Wobblydal"}
SEARCHED = "lanternfish"
SAYINGS = [f"Saying {number} of the {SEARCHED} watch." for number in range(8)]
SPOKEN = "We said by the river that lamps last longer."
ROLES = ("Chief of vigils", "Warden of ferries", "Clerk of bridges")
PAST = timedelta(days=40)


@dataclass
class Told:
    """A conversation that is over: its summary published, its words open, and who spoke is forgotten."""

    talk: Conversation
    summary: Summary
    people: list[User]

    @property
    def identities(self) -> set[str]:
        """Whatever would give somebody away, folded."""
        said = {*NAMES, *ORGANISATIONS, *TOWNS.values(), *ROLES}
        said |= {part for name in NAMES for part in name.split()}
        said |= {person.email for person in self.people} | {person.handle for person in self.people}
        return {one.casefold() for one in said}


def members() -> list[User]:
    """With an account: a name, an address, a handle, an organisation, a municipality."""
    for code, town in TOWNS.items():
        make_municipality(code, town)
    return [
        make_member(name, municipality_code=code, role_line=role)
        for name, code, role in zip(NAMES, TOWNS, ROLES, strict=True)
    ]


def tell(terms: Terms) -> Told:
    talk = make_talk(terms=terms, allows_own_terms=False)
    people = members()
    seats = [
        come(talk, person, affiliation=organisation, role=role, municipality_code=person.municipality_code)
        for person, organisation, role in zip(people, ORGANISATIONS, ROLES, strict=True)
    ]
    watcher = chloe()
    NoticeSettings.objects.create(user=watcher, watched_pace=Pace.AT_ONCE, direct_pace=Pace.AT_ONCE)
    for place, saying in enumerate(SAYINGS):
        give(first_round(talk), seats[place % 3], saying, now=NOW + timedelta(minutes=place))
    close_round(round=first_round(talk), now=NOW + timedelta(hours=1))
    content = vtt([(NAMES[0], SPOKEN), (NAMES[1], "Ours were stolen."), (NAMES[0], "Then we painted them.")])
    spoken = bring_in(talk, {NAMES[0]: seats[0], NAMES[1]: seats[1]}, content)
    written = Post.objects.get(thread__conversation=talk, plain=SAYINGS[0])
    react_to(post=written, participant=seats[2], kind=ContributionReactionKind.HOLDS_HERE, on=True, now=NOW)
    Watch.objects.create(
        user=watcher, scope=f"thread:{written.thread_id}", level=WatchLevel.EVERY_POST, set_at=NOW
    )
    summary = _summary(talk, written, spoken[0])
    close_conversation(conversation=talk, now=NOW)
    open_words(conversation=talk, now=NOW)
    publish_summary(summary=submit_summary(summary=summary, by=amina()), by=dineo(), now=NOW)
    forget(now=NOW + PAST)
    summary.refresh_from_db()
    talk.refresh_from_db()
    return Told(talk, summary, people)


def _summary(talk: Conversation, written: Post, spoken: Post) -> Summary:
    summary = make_summary(written.thread)
    summary.threads.add(spoken.thread)
    item = cite(summary, written, SAYINGS[0])
    save_item(
        item=item,
        seen_revision=1,
        prose="Lamps matter.",
        lesson_statement="Mind lamps.",
        lesson_kind="worked",
    )
    cite(summary, spoken, SPOKEN)
    Insight.objects.create(
        conversation=talk, text="Lamps first.", quotation=item.quotations.get(), position=1, made_at=NOW
    )
    ask_for_consents(summary=summary, by=amina(), now=NOW)
    for request in ConsentRequest.objects.filter(quotation__items__summary=summary).distinct():
        agree(request=request, now=NOW)
    return summary


OFFERED = re.compile(r"<option\b[^>]*>.*?</option>", re.DOTALL)  # a filter offers every municipality there is


# What is looked at --------------------------------------------------------------------------------
def opened(content: bytes) -> str:
    """All words of a file, and what it says of itself."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return "\n".join([*packed.namelist(), *(opened(packed.read(name)) for name in packed.namelist())])
    if content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            about = [str(value) for value in pdf.docinfo.values()] + [str(pdf.open_metadata())]
        return "\n".join([words_of_pdf(content), *about])
    return unescape(OFFERED.sub("", content.decode(errors="replace")))


def answered(client: Client, url: str) -> str:
    """What comes back: the words, the headers, and the address where it ended."""
    response = client.get(url, follow=True)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    led = [unquote(to) for to, _status in response.redirect_chain]
    return "\n".join([opened(content), str(response.headers), *led])


def base(told: Told) -> str:
    return f"/conversations/{told.talk.slug}/"


def records(told: Told) -> list[int]:
    posts = Post.objects.filter(thread__conversation=told.talk, thread__is_record=True)
    return sorted(set(posts.values_list("thread", flat=True)))


def addresses(told: Told) -> Iterator[str]:
    """Where its words and its people could stand, for somebody who is not in it."""
    learning = told.summary.learning
    yield from (base(told), f"{base(told)}?page=2", "/conversations/", f"/search/?q={SEARCHED}", "/")
    yield from (f"{base(told)}take-part/", f"{base(told)}prepare/people/", f"{base(told)}prepare/transcript/")
    yield from (f"{base(told)[:-1]}.{ending}" for ending in FORMATS)
    for thread in records(told):
        yield from (f"/threads/{thread}/?order=tree", f"/threads/{thread}/?order=stream")
        yield from (f"/threads/{thread}/since/?after=0", f"/threads/{thread}/people/?q=x")
        yield from (f"/threads/{thread}/words.{ending}" for ending in (*FORMATS, "csv"))
        yield from (
            f"/feeds/threads/{thread}.atom",
            f"/api/v1/threads/{thread}",
            f"/api/v1/threads/{thread}/posts",
        )
        for number in Post.objects.filter(thread=thread).values_list("number", flat=True):
            yield from (f"/threads/{thread}/posts/{number}/", f"/threads/{thread}/posts/{number}/history/")
    yield from (f"/learning/{learning.slug}/", "/learning/", "/lessons/")
    yield from (f"/learning/{learning.slug}.{ending}" for ending in FORMATS)
    for quotation in told.summary.items.values_list("quotations__public_id", flat=True):
        yield f"/words/{quotation}/"
    yield from ("/threads/", f"/threads/?q={SEARCHED}", "/feeds/threads.atom", "/sitemap.xml", "/live/")
    yield from (
        "/api/v1/threads",
        "/api/v1/lessons",
        "/api/v1/learning",
        "/oai?verb=ListRecords&metadataPrefix=oai_dc",
    )


def found_in(told: Told, client: Client) -> dict[str, set[str]]:
    """By address, the identities that stand in what it answers; the way there counts, too."""
    known = told.identities
    seen: dict[str, set[str]] = {}
    for url in addresses(told):
        text = f"{url}\n{answered(client, url)}".casefold()
        seen[url] = {one for one in known if one in text}
    return seen


def outsiders() -> list[tuple[str, Client]]:
    member = Client()
    member.force_login(chloe())
    return [("a visitor", Client()), ("a member", member)]


# The probe, and what it proves --------------------------------------------------------------------
MUST_SHOW = [
    r"^/conversations/who-keeps-watch/$",
    rf"^/conversations/who-keeps-watch\.({'|'.join(FORMATS)})$",
    r"^/threads/\d+/\?order=tree$",
    r"^/threads/\d+/since/",
    r"^/threads/\d+/words\.(md|txt|html|json|docx|pdf|csv)$",
    r"^/feeds/threads/\d+\.atom$",
    r"^/api/v1/threads/\d+/posts$",
    r"^/learning/[\w-]+/$",
    rf"^/learning/[\w-]+\.({'|'.join(FORMATS)})$",
    r"^/words/",
    r"^/search/",
]
"""Where the attributed twin has to name people: else the probe looks at nothing."""


def test_the_probe_finds_people_in_the_attributed_twin_and_nobody_under_chatham_house():
    told = tell(Terms.ATTRIBUTED)
    seen = found_in(told, Client())
    for pattern in MUST_SHOW:
        shown = {url: found for url, found in seen.items() if re.match(pattern, url)}
        assert shown, f"{pattern}: nothing was looked at"
        assert any(shown.values()), f"{pattern}: the probe is blind there"


def test_under_chatham_house_nobody_is_found_anywhere():
    told = tell(Terms.CHATHAM_HOUSE)
    for who, client in outsiders():
        named = {url: found for url, found in found_in(told, client).items() if found}
        assert named == {}, who
    assert SAYINGS[0] in answered(Client(), base(told))  # the words themselves are there


def test_mail_to_outsiders_names_nobody():
    told = tell(Terms.CHATHAM_HOUSE)
    send_what_is_due(now=NOW + timedelta(days=2))
    letters = [letter.message().as_string() for letter in mail.outbox if chloe().email in letter.to]
    text = "\n".join(letters).casefold()
    assert [one for one in told.identities if one in text] == []


@pytest.mark.django_db(transaction=True)
def test_the_sockets_of_its_record_carry_a_number_and_nothing_else():
    told = tell(Terms.CHATHAM_HOUSE)
    for thread in records(told):
        room, reader = thread_room(thread), ThreadReader()
        for update in (reader.changes(room, 0), reader.snapshot(room)):
            assert (set(update.shared), update.private) == ({"count"}, {})


def test_no_row_that_others_read_tells_who_spoke():
    told = tell(Terms.CHATHAM_HOUSE)
    posts = Post.objects.filter(thread__conversation=told.talk).exclude(kind=PostKind.PROMPT)
    assert set(posts.values_list("author", flat=True)) == {None}
    assert set(posts.values_list("revisions__saved_by", flat=True)) == {None}
    assert set(Contribution.objects.values_list("participant", flat=True)) == {None}
    assert set(ConsentRequest.objects.values_list("participant", "user")) == {(None, None)}


def test_order_and_times_tell_nothing():
    told = tell(Terms.CHATHAM_HOUSE)
    own = {"thread__conversation": told.talk}
    said = list(Post.objects.filter(kind=PostKind.CONTRIBUTION, **own).order_by("number"))
    assert [post.plain for post in said] != SAYINGS  # one time in 40,000 by chance
    assert len({post.posted_at for post in said}) == 1
    spoken = Post.objects.filter(kind=PostKind.SPEECH, **own)
    assert len(set(spoken.values_list("posted_at", flat=True))) == 1
    asked = ConsentRequest.objects.values_list("answered_at", flat=True)
    assert len(set(asked)) == 1


def test_while_it_is_held_no_outsider_reads_a_word_or_a_name():
    talk = make_talk(terms=Terms.CHATHAM_HOUSE, allows_own_terms=False)
    people = members()
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
