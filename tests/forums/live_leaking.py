"""A secret in a question of a live session, and every place where somebody might come across it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.core import mail
from django.test import Client
from django.urls import reverse

from exchange.notices.actions.mailing import send_what_is_due
from exchange.notices.models import Notice, NoticeSettings, Pace
from forums import access
from forums.live.groups import Audience, room_of
from forums.live.payloads import SessionReader, session_state
from forums.models import LiveSession, Question, Watch, WatchLevel
from forums.presentation.live_documents import document_of_questions
from forums.presentation.live_questions import said_questions
from tests.factories import NOW, ask, ben, chloe, close, join, make_session, run_jobs
from tests.forums.leaking import body

SECRET = "xylozoograph"
WORD = "lanternfish"
SENTENCE = f"Why does the {SECRET} stand beside the {WORD}?"


@dataclass
class Room:
    """A guest asked it, Ben asked something else; Chloé joined, follows the session's thread and is told
    at once. Nobody whom the probes ask is a facilitator."""

    session: LiveSession
    question: Question
    other: Question

    @property
    def url(self) -> str:
        return reverse("live_session", args=[self.session.slug])

    def at(self, name: str, **more: object) -> str:
        return reverse(name, kwargs={"slug": self.session.slug, **more})

    def close(self) -> None:
        close(self.session)
        run_jobs()
        self.session.refresh_from_db()
        self.question.refresh_from_db()


def open_room() -> Room:
    session = make_session(is_moderated=True)
    other = ask(join(session, ben()), "Who keeps the lights on?", is_let_through=True)
    question = ask(join(session, guest_name="Zola"), SENTENCE, is_let_through=True)
    join(session, chloe())
    NoticeSettings.objects.create(user=chloe(), watched_pace=Pace.AT_ONCE, direct_pace=Pace.AT_ONCE)
    return Room(session, question, other)


def frames(room: Room) -> str:
    """What the sockets of attendees and screens are told, whole and from before it was asked."""
    session = LiveSession.objects.get(pk=room.session.pk)
    told = []
    for audience in (Audience.ATTENDEES, Audience.SCREENS):
        told.append(session_state(session, audience))
        told.append(SessionReader().changes(room_of(session, audience), 0).shared)
    return json.dumps(told, default=str)


def mails(room: Room, _client: Client) -> str:
    """What Chloé gets who follows every thread of the session."""
    for thread in room.session.threads.all():
        scope = f"thread:{thread.pk}"
        Watch.objects.get_or_create(
            user=chloe(), scope=scope, defaults={"level": WatchLevel.EVERY_POST, "set_at": NOW}
        )
    run_jobs()
    send_what_is_due(now=NOW + timedelta(days=2))
    letters = [letter for letter in mail.outbox if chloe().email in letter.to]
    kept = "\n".join(map(str, Notice.objects.values_list("source", "source_id")))
    return kept + "\n".join(letter.message().as_string() for letter in letters)


def _on_paper(room: Room, _client: Client) -> str:
    """What a PDF is printed from; its own bytes hold glyphs, not letters."""
    return repr(document_of_questions(room.session, said_questions(room.session), [], whole=False))


Probe = Callable[[Room, Client], bytes | str]

IN_THE_ROOM: dict[str, Probe] = {
    "page": lambda room, client: body(client, room.url),
    "page, newest first": lambda room, client: body(client, f"{room.url}?order=newest"),
    "similar questions": lambda room, client: body(
        client, f"{room.at('similar_questions')}?text=Why+the+{WORD}+beside"
    ),
    "socket": lambda room, _client: frames(room),
}
AFTERWARDS: dict[str, Probe] = {
    "page": lambda room, client: body(client, room.url),
    "socket": lambda room, _client: frames(room),
    "outcome": lambda room, client: body(client, room.at("session_outcome")),
    **{
        f"questions as {extension}": lambda room, client, extension=extension: body(
            client, room.at("questions_file", extension=extension)
        )
        for extension in ("csv", "xlsx", "docx", "json")
    },
    "questions on paper": _on_paper,
    "thread": lambda room, client: b"".join(
        body(client, f"/threads/{thread.pk}/") for thread in room.session.threads.all()
    ),
    **{
        f"thread as {extension}": lambda room, client, extension=extension: b"".join(
            body(client, reverse("thread_file", args=[thread.pk, thread.slug, extension]))
            for thread in room.session.threads.all()
        )
        for extension in ("html", "json")
    },
    "feed of the thread": lambda room, client: b"".join(
        body(client, reverse("feed_thread", args=[thread.pk])) for thread in room.session.threads.all()
    ),
    "posts in the API": lambda room, client: b"".join(
        body(client, f"/api/v1/threads/{thread.pk}/posts") for thread in room.session.threads.all()
    ),
    "search": lambda _room, client: body(client, f"/search/?q={WORD}"),
}
ALWAYS_SILENT: dict[str, Probe] = {
    "report": lambda room, client: body(client, room.at("session_report")),
    "screen of a closed session": lambda room, client: body(
        client, f"{room.at('screen')}?key={access.screen_key(room.session)}"
    ),
    "lists and feeds": lambda _room, client: b"".join(
        body(client, url)
        for url in ("/", "/live/", "/feeds/live-sessions.atom", "/live/calendar.ics", "/sitemap.xml")
    ),
    "notices": lambda _room, client: body(client, "/notices/"),
    "mail": mails,
}


def found_on(room: Room, client: Client, probes: dict[str, Probe]) -> dict[str, bool]:
    """On which surfaces the secret is found."""
    said = {name: probe(room, client) for name, probe in probes.items()}
    return {
        name: SECRET in (words.decode(errors="replace") if isinstance(words, bytes) else words).casefold()
        for name, words in said.items()
    }
