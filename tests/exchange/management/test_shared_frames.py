"""One frame for all sockets: on the wire as a server's own, on both servers, on slow and dead lines."""

import asyncio
import contextlib
import json
import os
import socket
import struct
import sys
import urllib.request
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from twisted.internet.testing import StringTransport
from websockets.asyncio.client import ClientConnection, connect
from websockets.frames import Frame, Opcode

from exchange.live.hub import Update, encoded
from exchange.management.shared_frames import DaphneSocket, wire_form
from tests import processes
from tests.exchange.management.room_server import word_of
from tests.site import OUR_VARIABLES

PATIENCE = 30.0
RESET = struct.pack("ii", 1, 0)  # SO_LINGER with no time: closing sends a reset
EDGES = [125, 126, 65535, 65536]  # sizes at which a frame's head grows
MEGABYTE = 1_000_000


@pytest.mark.parametrize("size", [0, *EDGES])
@pytest.mark.parametrize("letter", ["x", "é", "🌍"])
def test_a_text_is_on_the_wire_as_the_websockets_library_would_send_it(size, letter):
    text = letter * (size // len(letter.encode()))
    text += "x" * (size - len(text.encode()))
    assert wire_form(text) == Frame(Opcode.TEXT, text.encode()).serialize(mask=False)
    assert wire_form(text) is wire_form(text)


def test_over_tls_the_frame_goes_the_way_of_its_transport():
    line = StringTransport()  # as that of TLS, it knows nothing of a system's socket
    phone = DaphneSocket()
    phone.transport = line
    phone._write(b"frame")
    assert line.value() == b"frame"


class Room:
    """A room on a real server."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.url = f"http://{processes.LOOPBACK}:{port}"
        self.words: list[str] = []

    def ask(self, path: str = "/") -> dict[str, Any]:
        with urllib.request.urlopen(self.url + path, timeout=PATIENCE) as answer:  # noqa: S310
            said: dict[str, Any] = json.load(answer)
        return said

    async def say(self, *sizes: int) -> None:
        """Have the room tell words of these many bytes."""
        self.words += [word_of(len(self.words) + more, size) for more, size in enumerate(sizes)]
        await asyncio.to_thread(self.ask, "/say/" + "/".join(map(str, sizes)))

    async def until(self, **so: int) -> None:
        async with asyncio.timeout(PATIENCE):
            while not so.items() <= (await asyncio.to_thread(self.ask)).items():
                await asyncio.sleep(0.02)

    async def fill(self, lines: int) -> None:
        """Tell megabyte after megabyte, until that many lines take nothing more."""
        async with asyncio.timeout(PATIENCE):
            while (await asyncio.to_thread(self.ask))["waiting"] < lines:
                await self.say(MEGABYTE)

    @contextlib.asynccontextmanager
    async def phone(self, *, receive_buffer: int = 0) -> AsyncIterator["Phone"]:
        start = await asyncio.to_thread(self.ask)
        line = socket.socket()
        if receive_buffer:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        line.connect((processes.LOOPBACK, self.port))
        line.setblocking(False)
        address = f"ws://{processes.LOOPBACK}:{self.port}/?ticket={start['ticket']}&after={start['seq']}"
        options = {"compression": None, "ping_interval": None, "max_size": None, "close_timeout": 5}
        async with connect(address, sock=line, **options) as wire:
            await self.until(in_the_room=start["in_the_room"] + 1)
            yield Phone(wire, start["seq"])


class Phone:
    def __init__(self, wire: ClientConnection, seq: int) -> None:
        self.wire = wire
        self.began = self.seq = seq
        self.words: list[str] = []
        self.sizes: list[int] = []

    async def until(self, seq: int) -> list[str]:
        """Fold what comes until it has come to ``seq``; returns the words since this phone began."""
        async with asyncio.timeout(PATIENCE):
            while self.seq < seq:
                text = await self.wire.recv(decode=True)
                self.sizes.append(len(text.encode()))
                frame = json.loads(text)
                if frame["type"] == "changes":
                    assert frame["from"] <= self.seq < frame["to"]
                    self.words += frame["words"][self.seq - frame["from"] :]
                    self.seq = frame["to"]
        return self.words

    def cut(self) -> None:
        line = self.wire.transport.get_extra_info("socket")
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        self.wire.transport.abort()


@pytest.fixture(scope="module", params=["daphne", "uvicorn"])
def server(request) -> Iterator[tuple[int, Any]]:
    own = {name: value for name, value in os.environ.items() if name not in OUR_VARIABLES}

    def answers(port: int) -> bool:
        with contextlib.suppress(OSError):
            return Room(port).ask()["seq"] == 0
        return False

    with processes.temporary_folder("exchange-room-") as folder:
        log = folder / "log"
        with processes.started(
            lambda port: [
                sys.executable,
                "-m",
                "tests.exchange.management.room_server",
                request.param,
                str(port),
            ],
            answers=answers,
            log=log,
            cwd=processes.PROJECT,
            env={**own, "VAR_DIR": str(folder)},
        ) as (_process, port):
            yield port, log
            assert "Traceback" not in log.read_text()


@pytest.fixture
async def room(server) -> Room:
    room = Room(server[0])
    await room.until(in_the_room=0)  # who was there before
    room.words = [""] * room.ask()["seq"]
    return room


@pytest.mark.servers
async def test_frames_of_every_size_arrive_whole_on_every_phone(room):
    async with contextlib.AsyncExitStack() as stack:
        phones = [await stack.enter_async_context(room.phone()) for _ in range(3)]
        began = len(room.words)
        for size in EDGES:
            seq = len(room.words)
            around = encoded(Update(after=seq, to=seq + 1, shared={"words": [""]})).shared
            await room.say(size - len(around))
            for phone in phones:
                await phone.until(len(room.words))
        await room.say(*range(10, 300))
        for phone in phones:
            assert await phone.until(len(room.words)) == room.words[began:]
            assert phone.sizes[: len(EDGES)] == EDGES


@pytest.mark.servers
async def test_who_reads_nothing_is_not_written_to_without_end_and_comes_to_the_same(room):
    async with room.phone(receive_buffer=65536) as slow, room.phone() as other:
        began = len(room.words)
        slow.wire.transport.pause_reading()
        for _ in range(12):  # 24 MB: more than any system takes in for it
            await room.say(MEGABYTE, MEGABYTE)
            await other.until(len(room.words))
        await room.until(in_the_room=2, waiting=1, behind=1)
        assert other.words == room.words[began:]
        slow.wire.transport.resume_reading()
        assert await slow.until(len(room.words)) == room.words[began:]
        await room.until(in_the_room=2, waiting=0, behind=0)
        await room.say(20)
        assert await slow.until(len(room.words)) == room.words[began:]
        assert len(slow.sizes) < len(other.sizes)  # one frame took the place of several


@pytest.mark.servers
async def test_a_line_that_is_full_and_was_closed_by_its_phone_is_hung_up(room):
    async with room.phone(receive_buffer=65536) as phone:
        phone.wire.transport.pause_reading()
        await room.fill(1)
        closing = asyncio.create_task(phone.wire.close())
        await asyncio.sleep(0.2)
        phone.wire.transport.resume_reading()
        async with asyncio.timeout(4):  # the phone itself would hang up after five seconds
            await closing
    await room.until(in_the_room=0)


@pytest.mark.servers
async def test_lines_that_die_are_in_nobodys_way(room):
    async with contextlib.AsyncExitStack() as stack:
        buffers = [65536, 65536, 0, 0, 0, 0]
        phones = [await stack.enter_async_context(room.phone(receive_buffer=size)) for size in buffers]
        began = len(room.words)
        for phone in phones[:2]:
            phone.wire.transport.pause_reading()
        await room.fill(2)
        for phone in phones[:4]:  # two in the midst of what they do not read, two that are idle
            phone.cut()
        await room.say(100)
        for phone in phones[4:]:
            assert await phone.until(len(room.words)) == room.words[began:]
        await room.until(in_the_room=2, waiting=0)
