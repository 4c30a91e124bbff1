"""A room for browsers whose sockets are blocked: server-sent events, and a state to ask for again and again.

The same hub, tickets and frames as a socket's. A stream holds one coroutine and an outbox with bounds:
no thread, no connection to the database. Plain ASGI, for behind Django's middleware a request holds a
thread as long as it lasts.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

from exchange.live import tickets
from exchange.live.consumer import seq_of
from exchange.live.hub import Counter, Hub, Reader, RoomGone, hub_of_this_loop
from exchange.live.outbox import Outbox

HERE_EACH_SECONDS = 20.0  # proxies cut what is silent, and each end notices when the other is gone
SEND_WITHIN_SECONDS = 20.0
HERE = b"event: here\ndata:\n\n"
GONE = b"event: gone\ndata:\n\n"
RESUMED = '{"type":"resumed"}'

logger = logging.getLogger(__name__)
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]


class Refusal(Exception):
    """What is answered instead of a room."""

    def __init__(self, status: int) -> None:
        self.status = status


class Ear:
    """Somebody who listens to a room without a socket."""

    def __init__(self, hub: Hub, ticket: tickets.Ticket, after: int) -> None:
        self.hub = hub
        self.room = ticket.room
        self.key = ticket.key
        self.is_calm = ticket.is_calm
        self.outbox = Outbox(after)
        self.is_dismissed = False

    def take(self, text: str, seq: int | None = None) -> None:
        self.outbox.put(text, seq)

    def dismiss(self) -> None:
        self.is_dismissed = True
        self.outbox.stir()

    async def catch_up(self) -> None:
        """Frames were dropped: the newest state takes their place."""
        with self.outbox.beginning_anew():
            await self.hub.resume(self.room, self, self.outbox.seq)
            self.outbox.put(RESUMED)


class Door:
    """Lets whoever has a ticket hear rooms of one kind; subclasses say in which way."""

    def __init__(self, reader: Reader, counter: Counter | None = None) -> None:
        self.reader = reader
        self.counter = counter

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        try:
            if scope["method"] != "GET":
                raise Refusal(405)
            async with self._listening(scope) as ear:
                await self.answer(scope, ear, receive, send)
        except Refusal as refusal:
            await respond(send, refusal.status)

    async def answer(self, scope: MutableMapping[str, Any], ear: Ear, receive: Receive, send: Send) -> None:
        raise NotImplementedError

    @contextlib.asynccontextmanager
    async def _listening(self, scope: MutableMapping[str, Any]) -> AsyncIterator[Ear]:
        """In the room, brought to where it is. Raises Refusal."""
        asked = parse_qs(scope["query_string"].decode("latin-1"))
        try:
            ticket = tickets.check(asked.get("ticket", [""])[0])
        except tickets.TicketRefused as error:
            raise Refusal(403) from error
        last = header(scope, b"last-event-id") or asked.get("after", ["-1"])[0]
        ear = Ear(hub_of_this_loop(self.reader, self.counter), ticket, seq_of(last))
        try:
            with ear.outbox.beginning_anew():
                await ear.hub.join(ear.room, ear, ear.outbox.seq)
        except RoomGone as error:
            raise Refusal(404) from error
        except Exception as error:  # whatever the database raises: come back with the same seq
            logger.exception("Room %s could not be read for a stream.", ear.room)
            raise Refusal(503) from error
        try:
            yield ear
        finally:
            ear.hub.leave(ear.room, ear)


class RoomEvents(Door):
    """Frames as server-sent events; the id of each is the seq that a page has come to with it."""

    async def answer(self, scope: MutableMapping[str, Any], ear: Ear, receive: Receive, send: Send) -> None:
        headers = [(b"content-type", b"text/event-stream"), (b"x-accel-buffering", b"no")]
        await begin(send, 200, headers)
        ways_to_end = [
            asyncio.create_task(self._write(ear, send), name=f"live events {ear.room}"),
            asyncio.create_task(until_left(receive), name=f"live events {ear.room}, the other end"),
        ]
        try:
            await asyncio.wait(ways_to_end, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in ways_to_end:
                task.cancel()
            await asyncio.gather(*ways_to_end, return_exceptions=True)
        with contextlib.suppress(TimeoutError):
            await say(send, b"", more=False)

    async def _write(self, ear: Ear, send: Send) -> None:
        """Until the room is gone or cannot be read, or the browser takes nothing any more."""
        try:
            await say(send, HERE)  # at once, so that a browser knows that it gets through
            while not ear.is_dismissed:
                await self._write_next(ear, send)
            await say(send, GONE)
        except RoomGone:
            await say(send, GONE)
        except TimeoutError:
            logger.info("A stream of room %s takes nothing any more.", ear.room)
        except Exception:  # whatever the database raises: it comes back with its seq
            logger.exception("Room %s could not be read for a stream.", ear.room)

    async def _write_next(self, ear: Ear, send: Send) -> None:
        try:
            async with asyncio.timeout(HERE_EACH_SECONDS):
                text = await ear.outbox.next()
        except TimeoutError:
            await say(send, HERE)
            return
        if text:
            await say(send, f"id: {ear.outbox.seq}\ndata: {text}\n\n".encode())
        elif not ear.is_dismissed:
            await ear.catch_up()


class RoomState(Door):
    """What came behind a seq, as one small JSON: for where even a stream is held back."""

    async def answer(self, scope: MutableMapping[str, Any], ear: Ear, receive: Receive, send: Send) -> None:
        texts = []
        while len(ear.outbox):
            texts.append(await ear.outbox.next())
        tag = f'"{ear.outbox.seq}"'.encode()
        if not texts and header(scope, b"if-none-match").encode() == tag:
            await respond(send, 304, headers=[(b"etag", tag)])
            return
        frames = ",".join(text for text in texts if text)
        headers = [(b"content-type", b"application/json"), (b"etag", tag)]
        await respond(send, 200, b'{"frames":[' + frames.encode() + b"]}", headers)


async def until_left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def header(scope: MutableMapping[str, Any], name: bytes) -> str:
    found: Iterable[bytes] = (value for key, value in scope["headers"] if key == name)
    return next(iter(found), b"").decode("latin-1")


async def begin(send: Send, status: int, headers: Headers) -> None:
    always = [(b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff")]
    await send({"type": "http.response.start", "status": status, "headers": [*headers, *always]})


async def say(send: Send, body: bytes, *, more: bool = True) -> None:
    async with asyncio.timeout(SEND_WITHIN_SECONDS):
        await send({"type": "http.response.body", "body": body, "more_body": more})


async def respond(send: Send, status: int, body: bytes = b"", headers: Headers | None = None) -> None:
    length = (b"content-length", str(len(body)).encode())
    await begin(send, status, [*(headers or []), *([] if status == 304 else [length])])
    await say(send, body, more=False)
