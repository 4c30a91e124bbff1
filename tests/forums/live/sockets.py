"""Sockets for tests: spoken to through the whole ASGI application."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from typing import Any
from urllib.parse import urlencode

from channels.testing import WebsocketCommunicator
from django.db import connections

from exchange.asgi import application
from exchange.live import hub, tickets
from forums.actions.live.desk import hide_question, let_through
from forums.live.consumers import LiveSessionConsumer
from forums.live.groups import Audience, room_of
from forums.live.payloads import listener_key, session_state
from forums.models import LiveSession, Participant, Question
from tests.exchange.live.room import PATIENCE
from tests.factories import amina
from tests.forums.live.pages import Page, folded

ORIGIN = "http://127.0.0.1:8000"
ATTENDEES, FACILITATORS, SCREENS = Audience


class Socket:
    """A page's socket."""

    def __init__(self, path: str, page: Page, *, origin: str | None = ORIGIN) -> None:
        headers = [(b"origin", origin.encode())] if origin else []
        self.wire = WebsocketCommunicator(application, path, headers)
        self.page = page
        self.texts: list[str] = []

    async def hear(self) -> dict[str, Any]:
        text = await self.wire.receive_from(PATIENCE)
        self.texts.append(text)
        frame = json.loads(text)
        if self.page.hear(frame) == "resume":
            await self.say(command="resume", after=self.page.seq)
        return frame

    async def say(self, **command: Any) -> None:
        await self.wire.send_to(text_data=json.dumps(command))

    async def until(self, seq: int) -> None:
        while self.page.seq < seq:
            await self.hear()

    async def until_resumed(self) -> list[dict[str, Any]]:
        """Ask again from where the page is; returns what came before the answer's end."""
        await self.say(command="resume", after=self.page.seq)
        frames = [await self.hear()]
        while frames[-1]["type"] != "resumed":
            frames.append(await self.hear())
        return frames[:-1]

    async def closed_with(self) -> int:
        """The code of the close that comes after whatever was still said."""
        while True:
            output = await self.wire.receive_output(PATIENCE)
            if output["type"] == "websocket.close":
                return output["code"]


def path_of(session: LiveSession, **query: Any) -> str:
    return f"/live/{session.slug}/socket/?{urlencode(query)}"


@contextlib.asynccontextmanager
async def connected(
    session: LiveSession,
    audience: Audience = ATTENDEES,
    participant: Participant | None = None,
    *,
    after: Any = -1,
    page: Page | None = None,
    **query: Any,
) -> AsyncIterator[Socket]:
    ticket = tickets.issue(tickets.Ticket(room_of(session, audience), listener_key(participant)))
    page = page or Page(audience, seq=after if isinstance(after, int) else -1)
    socket = Socket(path_of(session, **{"ticket": ticket, "after": after, **query}), page)
    assert await socket.wire.connect(PATIENCE) == (True, None)
    try:
        yield socket
    finally:
        await socket.wire.disconnect(timeout=PATIENCE)


@contextlib.asynccontextmanager
async def everybody(session: LiveSession, *people: Participant) -> AsyncIterator[list[Socket]]:
    """An attendee's socket for each of the people, then one of the desk and one of the screen."""
    async with contextlib.AsyncExitStack() as stack:
        yield [
            *[await stack.enter_async_context(connected(session, ATTENDEES, person)) for person in people],
            *[
                await stack.enter_async_context(connected(session, audience))
                for audience in (FACILITATORS, SCREENS)
            ],
        ]


async def do(act: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Act as a view does: on a thread, with a connection of its own."""

    def run() -> Any:
        try:
            return act(*args, **kwargs)
        finally:
            connections.close_all()

    return await asyncio.to_thread(run)


def hide(question: Question, reason: str = "") -> None:
    hide_question(question=question, by=amina(), reason=reason)


def show(question: Question) -> None:
    let_through(question=question, by=amina())


def head_of(session: LiveSession) -> int:
    return LiveSession.objects.get(pk=session.pk).last_seq


async def assert_all_have_the_fold(session: LiveSession, *sockets: Socket) -> None:
    """Each page has come to what the server says, own questions apart."""
    head = await do(head_of, session)
    for socket in sockets:
        await socket.until(head)
        fold = await do(session_state, await do(LiveSession.objects.get, pk=session.pk), socket.page.audience)
        assert socket.page.state == folded(fold)
        assert socket.page.applied == sorted(socket.page.applied)


def rooms() -> list[str]:
    """The rooms that somebody hears in this test's loop."""
    return sorted(hub.hub_of_this_loop(LiveSessionConsumer.reader).rooms)
