"""The socket of a room: checks a ticket, joins the hub, writes what the hub hands it."""

import asyncio
import contextlib
from urllib.parse import parse_qs

from channels.generic.websocket import AsyncJsonWebsocketConsumer

from exchange.live import tickets
from exchange.live.hub import Hub, Reader, hub_of_this_loop

TICKET_REFUSED = 4401  # fetch a new ticket, then come back with your seq
NOT_A_COMMAND = 4400


class RoomConsumer(AsyncJsonWebsocketConsumer):
    """Subclasses name their ``reader`` and the command handlers in ``commands``."""

    # No layer for a socket: frames come from the hub, and a layer that is down must refuse nobody.
    channel_layer_alias = ""

    reader: Reader
    commands: dict[str, str] = {"resume": "resume"}

    hub: Hub
    room: str = ""
    key: str = ""

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
        await self.hub.join(self.room, self, seq_of(asked.get("after", ["-1"])[0]))

    async def disconnect(self, code: int) -> None:
        if not self.room:
            return
        self.hub.leave(self.room, self)
        self.writing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self.writing

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        try:
            content = await self.decode_json(text_data or "")
            handler = self.commands[content["command"]]
        except (ValueError, KeyError, TypeError):
            await self.close(NOT_A_COMMAND)
            return
        if self.room:
            await getattr(self, handler)(content)

    async def resume(self, content: dict[str, object]) -> None:
        """A client noticed a gap, or woke up: say again what came behind its seq."""
        after = seq_of(content.get("after"))
        await self.hub.resume(self.room, self, after)
        self.take('{"type":"resumed"}')

    def take(self, text: str) -> None:
        self.outbox.put_nowait(text)

    async def _write(self) -> None:
        while True:
            await self.send(await self.outbox.get())


def seq_of(value: object) -> int:
    """A seq that a client names; anything that is none asks for the full state."""
    try:
        return max(-1, int(str(value)))
    except ValueError:
        return -1
