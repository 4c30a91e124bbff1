"""A conversation with people who can be told anywhere, and all that somebody outside might look at.

It is written, brought from elsewhere and held live; told once attributed and once under Chatham House.
"""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from urllib.parse import unquote
from uuid import uuid4

import pikepdf
from django.test import Client

from casestudies.dump import current_edition, write_open_dump
from casestudies.exports import FORMATS
from exchange.notices.models import NoticeSettings, Pace
from exchange.people.models import User
from forums import access
from forums.actions.consents import agree, ask_for_consents
from forums.actions.consents.sealing import forget
from forums.actions.conversations.contributing import react_to
from forums.actions.conversations.rounds import close_round
from forums.actions.conversations.setting_up import close_conversation, open_words
from forums.actions.live.captions import Said, map_speaker, paste_captions
from forums.actions.live.entering import enter_question
from forums.actions.live.hands import call_hand, raise_hand
from forums.actions.live.minutes import write_minute
from forums.actions.live.presenters import add_presenter
from forums.actions.live.recording import set_recording
from forums.actions.reviewing import publish_summary, submit_summary
from forums.actions.summaries import save_item
from forums.live.groups import Audience, room_of
from forums.live.payloads import SessionReader, session_state
from forums.models import (
    ConsentRequest,
    ContributionReactionKind,
    Conversation,
    Insight,
    LiveSession,
    Post,
    Summary,
    Terms,
    Watch,
    WatchLevel,
)
from forums.presentation.live_files import FORMATS as SESSION_FORMATS
from tests.factories import (
    NOW,
    amina,
    answer,
    ask,
    chloe,
    cite,
    close,
    dineo,
    join,
    make_case_study,
    make_engagement,
    make_member,
    make_municipality,
    make_session,
    vote,
)
from tests.factories.conversations import come, first_round, give, make_talk
from tests.forums.elsewhere import bring_in, vtt
from tests.pdf_words import words_of_pdf

NAMES = ("Quetzalina Moerdyk", "Xolelwa Zibonele", "Wilhelmus Vosloorus")
ORGANISATIONS = ("Zephyrbank Collective", "Obelisk Watch", "Marmalade Trust")
TOWNS = {"QFT": "Quillfontein", "XBR": "Xanthoberg", "WDL": "Wobblydal"}
SEARCHED = "lanternfish"
SAYINGS = [f"Saying {number} of the {SEARCHED} watch." for number in range(8)]
SPOKEN = "We said by the river that lamps last longer."
ASKED = f"Who feeds the {SEARCHED} at night?"
ROLES = ("Chief of vigils", "Warden of ferries", "Clerk of bridges")
PAST = timedelta(days=40)


@dataclass
class Told:
    """A conversation with its session and who took part in it."""

    talk: Conversation
    session: LiveSession
    people: list[User]

    @property
    def summary(self) -> Summary:
        return Summary.objects.get(live_session=self.session)

    @property
    def at_session(self) -> str:
        return f"/live/{self.session.slug}/"

    @property
    def identities(self) -> set[str]:
        """Whatever would give somebody away, folded."""
        return {one for person in self.people for one in identities_of(person)}


def identities_of(person: User) -> set[str]:
    place = NAMES.index(person.display_name)
    said = {
        NAMES[place],
        *NAMES[place].split(),
        ORGANISATIONS[place],
        list(TOWNS.values())[place],
        ROLES[place],
    }
    return {one.casefold() for one in {*said, person.email, person.handle}}


def members() -> list[User]:
    """With an account: a name, an address, a handle, an organisation, a municipality."""
    for code, town in TOWNS.items():
        make_municipality(code, town)
    return [
        make_member(name, municipality_code=code, role_line=role)
        for name, code, role in zip(NAMES, TOWNS, ROLES, strict=True)
    ]


def begin(terms: Terms) -> tuple[Conversation, list[User]]:
    engagement = make_engagement()
    engagement.case_studies.add(make_case_study())
    return make_talk(terms=terms, allows_own_terms=False, engagement=engagement), members()


def tell(terms: Terms) -> Told:
    """One that is over: its summary published, its words open, and who spoke is forgotten."""
    talk, people = begin(terms)
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
    session = hold_live(talk, people)
    Watch.objects.create(
        user=watcher, scope=f"thread:{written.thread_id}", level=WatchLevel.EVERY_POST, set_at=NOW
    )
    summary = _summary(session, written, spoken[0])
    close_conversation(conversation=talk, now=NOW)
    open_words(conversation=talk, now=NOW)
    publish_summary(summary=submit_summary(summary=summary, by=amina()), by=dineo(), now=NOW)
    forget(now=NOW + PAST)
    talk.refresh_from_db()
    session.refresh_from_db()
    write_open_dump(NOW)
    return Told(talk, session, people)


def hold_live(talk: Conversation, people: list[User]) -> LiveSession:
    """All that happens in a session. Who may be named is, as far as its terms let anybody be."""
    session = make_session(talk, title="A night watch")
    joined = [join(session, person, municipality_code=person.municipality_code) for person in people]
    names_people = not session.is_chatham_house
    called = NAMES[2] if names_people else ""
    if names_people:
        add_presenter(session=session, name=called, by=amina(), now=NOW)
    first = ask(joined[0], ASKED, now=NOW)
    vote(first, joined[1])
    answer(first, "Whoever wakes.")
    for place, asker in enumerate(joined):
        ask(asker, f"What of lamp {place}?", now=NOW + timedelta(minutes=place))
    enter_question(session=session, text="Said aloud?", name=called, by=amina(), client_id=uuid4(), now=NOW)
    call_hand(hand=raise_hand(participant=joined[1], now=NOW), by=amina(), now=NOW)
    write_minute(session=session, text="Lamps were praised.", by=amina(), now=NOW)
    set_recording(session=session, url="https://films.example/a.mp4", starts_at=NOW, by=amina(), now=NOW)
    said = [
        Said(f"Lamp {place} is lit.", NOW + timedelta(seconds=9 * place), name)
        for place, name in enumerate(NAMES)
    ]
    paste_captions(session=session, said=said, by=amina(), now=NOW)
    if names_people:
        for speaker, person in zip(session.speakers.order_by("number"), joined, strict=True):
            map_speaker(speaker=speaker, participant=person, by=amina(), now=NOW)
    session.refresh_from_db()
    return session


def _summary(session: LiveSession, written: Post, spoken: Post) -> Summary:
    summary = close(session, now=NOW + timedelta(hours=2))
    summary.threads.add(written.thread, spoken.thread)
    item = cite(summary, written, SAYINGS[0])
    save_item(
        item=item,
        seen_revision=1,
        prose="Lamps matter.",
        lesson_statement="Mind lamps.",
        lesson_kind="worked",
    )
    cite(summary, spoken, SPOKEN)
    cite(summary, Post.objects.get(question__text=ASKED), ASKED)
    Insight.objects.create(
        conversation=written.thread.conversation,
        text="Lamps first.",
        quotation=item.quotations.get(),
        position=1,
        made_at=NOW,
    )
    ask_for_consents(summary=summary, by=amina(), now=NOW)
    for request in ConsentRequest.objects.filter(quotation__items__summary=summary).distinct():
        agree(request=request, now=NOW)
    return summary


# What is looked at --------------------------------------------------------------------------------
OFFERED = re.compile(r"<option\b[^>]*>.*?</option>", re.DOTALL)  # a filter offers every municipality there is


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


def records(talk: Conversation) -> list[int]:
    posts = Post.objects.filter(thread__conversation=talk, thread__is_record=True)
    return sorted(set(posts.values_list("thread", flat=True)))


def addresses(told: Told) -> Iterator[str]:
    """Where its words and its people could stand, for somebody who is not in it."""
    yield from (base(told), f"{base(told)}?page=2", "/conversations/", f"/search/?q={SEARCHED}", "/")
    yield from (f"{base(told)}take-part/", f"{base(told)}prepare/people/", f"{base(told)}prepare/transcript/")
    yield from (f"{base(told)[:-1]}.{ending}" for ending in FORMATS)
    for thread in (
        Post.objects.filter(thread__conversation=told.talk).values_list("thread", flat=True).distinct()
    ):
        yield from _of_thread(thread)
    yield from addresses_of_session(told.session)
    learning = told.summary.learning
    assert learning, "it was published"
    yield from (f"/learning/{learning.slug}/", "/learning/", "/lessons/")
    yield from (f"/learning/{learning.slug}.{ending}" for ending in FORMATS)
    for quotation in told.summary.items.values_list("quotations__public_id", flat=True):
        yield f"/words/{quotation}/"
    yield from (f"/engagements/{told.talk.engagement.slug}/", f"/themes/{told.talk.theme.slug}/")
    yield from ("/threads/", f"/threads/?q={SEARCHED}", f"/search.csv?q={SEARCHED}")
    yield from _for_programs()


def _of_thread(thread: int) -> Iterator[str]:
    yield from (f"/threads/{thread}/?order=tree", f"/threads/{thread}/?order=stream")
    yield from (f"/threads/{thread}/since/?after=0", f"/threads/{thread}/people/?q=x")
    yield from (f"/threads/{thread}/words.{ending}" for ending in (*FORMATS, "csv"))
    yield f"/feeds/threads/{thread}.atom"
    yield from (f"/api/v1/threads/{thread}", f"/api/v1/threads/{thread}/posts")
    for number in Post.objects.filter(thread=thread).values_list("number", flat=True):
        yield from (f"/threads/{thread}/posts/{number}/", f"/threads/{thread}/posts/{number}/history/")


def addresses_of_session(session: LiveSession) -> Iterator[str]:
    at = f"/live/{session.slug}/"
    yield from (at, f"{at}outcome/", f"{at}report/", f"{at}captions/read/", f"{at}ticket/", f"{at}you/")
    yield from (f"{at}minutes/", f"{at}desk/", f"{at}similar/?text=lamp", f"/j/{session.code}/")
    yield from (f"{at}screen/?key={access.screen_key(session)}", f"{at}screen/ticket/")
    yield from (f"{at}report.{ending}" for ending in FORMATS)
    yield from (f"{at}questions.{ending}" for ending in SESSION_FORMATS)
    yield from ("/live/", "/live/calendar.ics")


def _for_programs() -> Iterator[str]:
    """Feeds, the API, OAI-PMH, each part of the sitemap, each file of the open data."""
    feeds = ("threads", "lessons", "recorded-learning", "engagements", "case-studies", "live-sessions")
    yield from (f"/feeds/{name}.atom" for name in feeds)
    schema = json.loads(Client().get("/api/v1/openapi.json").content)
    yield from sorted(path for path in schema["paths"] if "{" not in path)
    yield from (f"/oai?verb={verb}&metadataPrefix=oai_dc" for verb in ("ListRecords", "ListIdentifiers"))
    yield from ("/oai?verb=Identify", "/oai?verb=ListSets")
    yield from ("/sitemap.xml", *sitemap_parts())
    edition = current_edition()
    assert edition, "the open data was written"
    yield from ("/open-data/", *(f"/open-data/{path.name}" for path in sorted(edition.folder.iterdir())))


def sitemap_parts() -> list[str]:
    index = Client().get("/sitemap.xml").content.decode()
    return re.findall(r"<loc>https?://[^/<]+(/sitemaps/[^<]+)</loc>", index)


LISTS_PLACES = re.compile(r"/api/v1/municipalities|/open-data/(municipalities\.csv|open-data\.zip)")
"""Where every municipality there is stands: it ties none to anybody."""


def found_in(told: Told, client: Client) -> dict[str, set[str]]:
    """By address, the identities that stand in what it answers; the way there counts, too."""
    seen: dict[str, set[str]] = {}
    for url in addresses(told):
        places = {town.casefold() for town in TOWNS.values()} if LISTS_PLACES.match(url) else set()
        known = told.identities - places
        text = f"{url}\n{answered(client, url)}".casefold()
        seen[url] = {one for one in known if one in text}
    return seen


def outsiders() -> list[tuple[str, Client]]:
    member = Client()
    member.force_login(chloe())
    return [("a visitor", Client()), ("a member", member)]


def frames(session: LiveSession) -> dict[str, str]:
    """What the sockets of each audience are told, whole and step by step."""
    told = {}
    for audience in Audience:
        step = SessionReader().changes(room_of(session, audience), 0)
        state = session_state(LiveSession.objects.get(pk=session.pk), audience)
        told[audience.value] = json.dumps([state, step.shared, step.private], default=str).casefold()
    return told
