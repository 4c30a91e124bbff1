"""The socket of a room: checks a ticket, joins the hub, writes what the hub hands it."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable
from typing import Any
from urllib.parse import parse_qs

from channels.consumer import get_handler_name
from channels.generic.websocket import AsyncJsonWebsocketConsumer

from exchange.live import tickets
from exchange.live.allowance import Allowance
from exchange.live.at_once import done_at_once
from exchange.live.complaints import Complaint, frame_of
from exchange.live.hub import Counter, Hub, Reader, RoomGone, hub_of_this_loop
from exchange.live.outbox import Outbox

TICKET_REFUSED = 4401  # fetch a new ticket, then come back with your seq
NOT_A_COMMAND = 4400
ROOM_GONE = 4404  # load the page again: it says what became of it
TOO_SLOW = 4408  # it did not take what it was sent: come back with your seq
COME_BACK = 4503  # the room could not be read just now: come back with your seq

RESUMED = '{"type":"resumed"}'
LARGEST_MESSAGE = 8192  # characters; servers refuse more than as many bytes by themselves
SEND_WITHIN_SECONDS = 20.0
CLOSE_WITHIN_SECONDS = 2.0
RESUMES_AT_ONCE, SECONDS_FOR_ONE_RESUME = 10, 2.0

logger = logging.getLogger(__name__)


class RoomConsumer(AsyncJsonWebsocketConsumer):
    """Subclasses name their ``reader``, the command handlers in ``commands``, and who counts the sockets."""

    # No layer for a socket: frames come from the hub, and a layer that is down must refuse nobody.
    channel_layer_alias = ""

    reader: Reader
    counter: Counter | None = None
    commands: dict[str, str] = {"resume": "resume"}

    hub: Hub
    room: str = ""
    key: str = ""
    writing: asyncio.Task[None] | None = None
    is_calm: bool = False

    async def __call__(self, *asgi: Any) -> None:
        try:
            await super().__call__(*asgi)
        finally:  # also where the server gives up on a socket before it heard of its end
            self._leave()

    async def dispatch(self, message: dict[str, Any]) -> None:
        """What Channels does, without a thread for each message that closes database connections.

        A socket has none: the hub and the ballots keep theirs on threads of their own.
        """
        await getattr(self, get_handler_name(message))(message)

    async def connect(self) -> None:
        asked = parse_qs(self.scope["query_string"].decode("latin-1"))
        await self.accept()
        try:
            ticket = tickets.check(asked.get("ticket", [""])[0])
        except tickets.TicketRefused:
            await self.close(TICKET_REFUSED)
            return
        self.room, self.key, self.is_calm = ticket.room, ticket.key, ticket.is_calm
        after = seq_of(asked.get("after", ["-1"])[0])
        self.outbox = Outbox(after)
        self.resumes = Allowance(at_once=RESUMES_AT_ONCE, seconds_for_one=SECONDS_FOR_ONE_RESUME)
        self.catching_up = asyncio.Lock()  # one at a time: what is told again has no gap
        self.hub = hub_of_this_loop(self.reader, self.counter)
        async with self.catching_up:
            await self._hear(self.hub.join(self.room, self, after))

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if not self.room:  # it was closed and still talks
            return
        if len(text_data or "") > LARGEST_MESSAGE or len(bytes_data or b"") > LARGEST_MESSAGE:
            await self._end(NOT_A_COMMAND, Complaint.TOO_LARGE)
            return
        try:
            content = await self.decode_json(text_data or "")
            handler = self.commands[content["command"]]
        except (ValueError, KeyError, TypeError, RecursionError):
            await self._end(NOT_A_COMMAND, Complaint.NOT_A_COMMAND)
            return
        await getattr(self, handler)(content)

    async def resume(self, content: dict[str, object]) -> None:
        """A client noticed a gap, or woke up: say again what came behind its seq."""
        if not self.resumes.take_one():
            self.take(frame_of(Complaint.TOO_OFTEN))
            return
        async with self.catching_up:
            if await self._hear(self.hub.resume(self.room, self, seq_of(content.get("after")))):
                self.take(RESUMED)

    async def _hear(self, what_came: Awaitable[None]) -> bool:
        try:
            await what_came
        except RoomGone:
            await self._end(ROOM_GONE)
            return False
        except Exception:  # whatever the database raises: the client's seq is good in a moment as well
            logger.exception("Room %s could not be read for a socket.", self.room)
            await self._end(COME_BACK)
            return False
        return True

    def take(self, text: str, seq: int | None = None) -> None:
        """Send a frame here and now, as long as the socket takes what it is given; else let it wait."""
        if self.writing is not None:
            self.outbox.put(text, seq)
            return
        try:
            rest = done_at_once(self.base_send({"type": "websocket.send", "text": text}))
        except Exception:  # whatever the server raises for a line that is dead
            self._leave()
            return
        if seq is not None:
            self.outbox.seq = seq
        if rest is not None:
            self.writing = asyncio.create_task(self._write(rest), name=f"live outbox {self.room}")

    def dismiss(self) -> None:
        self.ending = asyncio.create_task(self._end(ROOM_GONE), name=f"live end {self.room}")

    async def _write(self, rest: Awaitable[None]) -> None:
        """Wait for a frame that the socket did not take at once, then send what came meanwhile."""
        try:
            async with asyncio.timeout(SEND_WITHIN_SECONDS):
                await rest
            while self.room and (self.outbox or self.outbox.is_behind):
                text = await self.outbox.next()
                if text is None:
                    await self._catch_up()
                    continue
                async with asyncio.timeout(SEND_WITHIN_SECONDS):
                    await self.send(text)
        except TimeoutError:
            logger.info("A socket of room %s takes nothing any more.", self.room)
            self._leave()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(CLOSE_WITHIN_SECONDS):
                    await self.close(TOO_SLOW)
        except OSError:  # what servers raise for a line that is dead; a TimeoutError is one too
            self._leave()
        finally:
            self.writing = None

    async def _catch_up(self) -> None:
        """Frames were dropped: the newest state takes their place, told from the last seq that was sent."""
        async with self.catching_up:
            with self.outbox.beginning_anew():
                if await self._hear(self.hub.resume(self.room, self, self.outbox.seq)):
                    self.outbox.put(RESUMED)  # its own may have been among what was dropped

    async def _end(self, code: int, complaint: Complaint | None = None) -> None:
        """Say why, if there is something to say, and close."""
        self._leave()
        if complaint:
            await self.send(frame_of(complaint))
        await self.close(code)

    def _leave(self) -> None:
        if self.room:
            self.hub.leave(self.room, self)
            if self.writing is not None and asyncio.current_task() is not self.writing:
                self.writing.cancel()
            self.room = ""


def seq_of(value: object) -> int:
    """A seq that a client names; anything that is none asks for the full state."""
    try:
        return max(-1, int(value)) if isinstance(value, int | str) else -1
    except ValueError:
        return -1
