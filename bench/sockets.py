"""The least of RFC 6455 that a listener needs: its own work must not be what is measured."""

import asyncio
import base64
import os
from collections.abc import Callable

TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
UNMASKING = bytes(4)  # a mask of zeros changes nothing


class Socket(asyncio.Protocol):
    """One WebSocket. ``on_text`` gets each message; ``open`` is done once the server agrees."""

    def __init__(self, *, port: int, path: str, on_text: Callable[[bytes], None]) -> None:
        self.port = port
        self.path = path
        self.on_text = on_text
        self.open = asyncio.get_running_loop().create_future()
        self.is_closed = False
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        key = base64.b64encode(os.urandom(16)).decode()
        transport.write(
            f"GET {self.path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nOrigin: http://127.0.0.1:{self.port}\r\n"
            f"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {key}\r\n\r\n".encode()
        )

    def connection_lost(self, error: Exception | None) -> None:
        self.is_closed = True
        if not self.open.done():
            self.open.set_exception(ConnectionError(f"{self.path}: closed before it opened"))

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self.open.done():
            self._shake_hands()
        if self.open.done():
            self._read_frames()

    def send_text(self, text: bytes) -> None:
        self._send(TEXT, text)

    def close(self) -> None:
        self.transport.close()

    def _shake_hands(self) -> None:
        head, end, rest = self._buffer.partition(b"\r\n\r\n")
        if not end:
            return
        if head.startswith(b"HTTP/1.1 101 "):
            self._buffer = rest
            self.open.set_result(None)
        else:
            self._buffer = b""
            self.open.set_exception(ConnectionError(f"{self.path}: {head.splitlines()[0].decode()}"))

    def _read_frames(self) -> None:
        buffer, at = self._buffer, 0
        while len(buffer) >= at + 2:
            begin = at + 2
            length = buffer[at + 1]  # servers do not mask
            if length >= 126:
                begin += 2 if length == 126 else 8
                if len(buffer) < begin:
                    break
                length = int.from_bytes(buffer[at + 2 : begin])
            if len(buffer) < begin + length:
                break
            opcode = buffer[at] & 15  # neither server splits a message into several frames
            at = begin + length
            if opcode == TEXT:
                self.on_text(buffer[begin:at])
            elif opcode == PING:
                self._send(PONG, buffer[begin:at])
            elif opcode == CLOSE:
                self.transport.close()
        self._buffer = buffer[at:]

    def _send(self, opcode: int, payload: bytes) -> None:
        assert len(payload) < 126, "longer than a listener ever needs"
        self.transport.write(bytes([128 | opcode, 128 | len(payload)]) + UNMASKING + payload)
