"""The socket of a room: checks a ticket, joins the hub, writes what the hub hands it."""

import asyncio
import logging
from collections.abc import Awaitable
from typing import Any
from urllib.parse import parse_qs

from channels.generic.websocket import AsyncJsonWebsocketConsumer

from exchange.live import tickets
from exchange.live.hub import Hub, Reader, hub_of_this_loop

TICKET_REFUSED = 4401  # fetch a new ticket, then come back with your seq
NOT_A_COMMAND = 4400
COME_BACK = 4503  # the room could not be read just now: come back with your seq

logger = logging.getLogger(__name__)


class RoomConsumer(AsyncJsonWebsocketConsumer):
    """Subclasses name their ``reader`` and the command handlers in ``commands``."""

    # No layer for a socket: frames come from the hub, and a layer that is down must refuse nobody.
    channel_layer_alias = ""

    reader: Reader
    commands: dict[str, str] = {"resume": "resume"}

    hub: Hub
    room: str = ""
    key: str = ""

    async def __call__(self, *asgi: Any) -> None:
        try:
            await super().__call__(*asgi)
        finally:  # also where the server gives up on a socket before it heard of its end
            self._leave()

    async def connect(self) -> None:
        asked = parse_qs(self.scope["query_string"].decode("latin-1"))
        await self.accept()
        try:
            ticket = tickets.check(asked.get("ticket", [""])[0])
        except tickets.TicketRefused:
            await self.close(TICKET_REFUSED)
            return
        self.room, self.key = ticket.room, ticket.key
        self.outbox: asyncio.Queue[str] = asyncio.Queue()
        self.writing = asyncio.create_task(self._write(), name=f"live outbox {self.room}")
        self.hub = hub_of_this_loop(self.reader)
        await self._hear(self.hub.join(self.room, self, seq_of(asked.get("after", ["-1"])[0])))

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if not self.room:  # it was closed and still talks
            return
        try:
            content = await self.decode_json(text_data or "")
            handler = self.commands[content["command"]]
        except (ValueError, KeyError, TypeError, RecursionError):
            self._leave()
            await self.close(NOT_A_COMMAND)
            return
        await getattr(self, handler)(content)

    async def resume(self, content: dict[str, object]) -> None:
        """A client noticed a gap, or woke up: say again what came behind its seq."""
        if await self._hear(self.hub.resume(self.room, self, seq_of(content.get("after")))):
            self.take('{"type":"resumed"}')

    async def _hear(self, what_came: Awaitable[None]) -> bool:
        try:
            await what_came
        except Exception:  # whatever the database raises: the client's seq is good in a moment as well
            logger.exception("Room %s could not be read for a socket.", self.room)
            self._leave()
            await self.close(COME_BACK)
            return False
        return True

    def _leave(self) -> None:
        if self.room:
            self.hub.leave(self.room, self)
            self.writing.cancel()
            self.room = ""

    def take(self, text: str) -> None:
        self.outbox.put_nowait(text)

    async def _write(self) -> None:
        while True:
            await self.send(await self.outbox.get())


def seq_of(value: object) -> int:
    """A seq that a client names; anything that is none asks for the full state."""
    try:
        return max(-1, int(value)) if isinstance(value, int | str) else -1
    except ValueError:
        return -1
