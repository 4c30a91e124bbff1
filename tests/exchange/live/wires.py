"""Sockets over a log in memory: a consumer without Django's database, and a phone that may take nothing."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlencode

from channels.testing import WebsocketCommunicator

from exchange.live import tickets
from exchange.live.consumer import RoomConsumer
from tests.exchange.live.room import PATIENCE, Log


class Wire:
    """A socket to a room; while ``takes`` is not set, what is sent to it hangs."""

    def __init__(self, log: Log, *, after: int, key: str) -> None:
        class Consumer(RoomConsumer):
            reader = log

        self.takes = asyncio.Event()
        self.takes.set()
        self.hanging = asyncio.Event()
        application = Consumer.as_asgi()

        async def slowly(scope: Any, receive: Any, send: Any) -> None:
            async def send_when_taken(message: Any) -> None:
                if not self.takes.is_set():
                    self.hanging.set()
                    await self.takes.wait()
                await send(message)

            await application(scope, receive, send_when_taken)

        ticket = tickets.issue(tickets.Ticket("room", key))
        query = urlencode({"ticket": ticket, "after": after})
        self.communicator = WebsocketCommunicator(slowly, f"/?{query}")

    async def hear(self) -> dict[str, Any]:
        frame: dict[str, Any] = json.loads(await self.communicator.receive_from(PATIENCE))
        return frame

    async def say(self, message: str | bytes) -> None:
        kind = "text" if isinstance(message, str) else "bytes"
        await self.communicator.send_input({"type": "websocket.receive", kind: message})

    async def end(self) -> tuple[list[dict[str, Any]], int]:
        """What was still said, and the code of the close."""
        said = []
        while True:
            output = await self.communicator.receive_output(PATIENCE)
            if output["type"] == "websocket.close":
                return said, output["code"]
            said.append(json.loads(output["text"]))


@contextlib.asynccontextmanager
async def wire_to(log: Log, *, after: int = 0, key: str = "") -> AsyncIterator[Wire]:
    wire = Wire(log, after=after, key=key)
    assert await wire.communicator.connect(PATIENCE) == (True, None)
    try:
        yield wire
    finally:
        wire.takes.set()
        await wire.communicator.disconnect(timeout=PATIENCE)
