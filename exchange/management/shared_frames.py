"""A frame for thousands of sockets is put into bytes once, and is the same bytes for each of them.

Servers encode each message of each socket anew. Ours are not masked (RFC 6455, 5.1) and not compressed,
so that the wire form of a text is one value; the hub hands the same text to every socket of a room.
"""

import asyncio
import struct
from functools import lru_cache
from typing import Any

from daphne import server
from daphne.ws_protocol import WebSocketFactory, WebSocketProtocol
from twisted.internet.tcp import Connection
from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.protocol import State

WHOLE_TEXT = 0x81
KEPT = 16  # of the newest texts; a room has one under way, and a private one now and then


@lru_cache(maxsize=KEPT)
def wire_form(text: str) -> bytes:
    """The text as a WebSocket frame of a server (RFC 6455, 5.2)."""
    payload = text.encode()
    size = len(payload)
    if size < 126:
        return struct.pack("!BB", WHOLE_TEXT, size) + payload
    if size < 1 << 16:
        return struct.pack("!BBH", WHOLE_TEXT, 126, size) + payload
    return struct.pack("!BBQ", WHOLE_TEXT, 127, size) + payload


class UvicornSocket(WebSocketsSansIOProtocol):
    """uvicorn's socket, but for texts to a client that is open."""

    async def send(self, message: Any) -> None:
        if "text" not in message or self.conn.state is not State.OPEN or not self.handshake_complete:
            await super().send(message)
            return
        await self.writable.wait()
        if self.disconnected:
            raise ClientDisconnected
        if not self.close_sent:
            self.transport.write(wire_form(message["text"]))


class DaphneSocket(WebSocketProtocol):
    """Daphne's socket, but for texts to a client that is open; and one that tells when it is full.

    Twisted asks its producer to pause when 64 KB wait to be sent, and to resume when nothing does.
    """

    def onOpen(self) -> None:  # noqa: N802 - the names are Twisted's and Autobahn's
        self.writable = asyncio.Event()
        self.writable.set()
        self.transport.unregisterProducer()  # it was the HTTP channel's
        self.transport.registerProducer(self, True)
        super().onOpen()

    def pauseProducing(self) -> None:  # noqa: N802
        self.writable.clear()

    def resumeProducing(self) -> None:  # noqa: N802
        self.writable.set()
        if self.transport.disconnecting:
            self.transport.unregisterProducer()  # else Twisted waits for more of it before it hangs up

    def stopProducing(self) -> None:  # noqa: N802
        self.writable.set()

    def serverSend(self, content: Any, binary: bool = False) -> None:  # noqa: N802
        if binary or self.state != self.STATE_OPEN or self.send_queue:
            super().serverSend(content, binary)
        else:
            self._write(wire_form(content))

    def _write(self, frame: bytes) -> None:
        """Give it to the system at once, where nothing waits before it: Twisted would come back for it
        in the loop's next turn, which costs more than the sending."""
        sent = self.transport.writeSomeData(frame) if self._is_idle() else 0
        if not isinstance(sent, int):
            sent = 0  # the line is dead: Twisted finds it so, and ends it
        if sent < len(frame):
            self.transport.write(frame[sent:])

    def _is_idle(self) -> bool:
        """Whether this is a plain line (TLS has bytes of its own between) on which nothing waits."""
        line = self.transport
        if not isinstance(line, Connection) or line.TLS:
            return False
        return line.connected and not (line.dataBuffer or line._tempDataBuffer or line.disconnecting)


class DaphneSocketFactory(WebSocketFactory):
    protocol = DaphneSocket


class DaphneServer(server.Server):
    """Daphne, whose sockets make the application wait while a client takes nothing."""

    async def handle_reply(self, protocol: Any, message: Any) -> None:
        if message["type"] == "websocket.send" and protocol.state == protocol.STATE_OPEN:
            await protocol.writable.wait()
        await super().handle_reply(protocol, message)


def share_frames() -> None:
    """Daphne has no option for its factory: it is put in its place, before a server runs."""
    server.WebSocketFactory = DaphneSocketFactory
