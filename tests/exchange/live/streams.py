"""A browser at the other end of a stream of events, in memory."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlencode

from exchange.live import tickets
from exchange.live.events import Door
from tests.exchange.live.room import PATIENCE

Event = tuple[str, dict[str, Any]]


class Browser:
    """One request to a door; while ``takes`` is not set, what is sent to it hangs."""

    def __init__(self, door: Door, query: dict[str, Any], headers: dict[str, str], method: str) -> None:
        self.takes = asyncio.Event()
        self.takes.set()
        self.came: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.leaves = asyncio.Event()
        scope = {
            "type": "http",
            "method": method,
            "query_string": urlencode(query).encode(),
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        }
        self.task = asyncio.create_task(door(scope, self._receive, self._send))

    async def _receive(self) -> dict[str, Any]:
        await self.leaves.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        await self.takes.wait()
        await self.came.put(dict(message))

    async def next(self) -> dict[str, Any]:
        async with asyncio.timeout(PATIENCE):
            return await self.came.get()

    async def status(self) -> int:
        return int((await self.next())["status"])

    async def event(self) -> Event:
        """The next event that says more than that the stream is there: its id, and the frame."""
        while True:
            body = (await self.next())["body"].decode()
            if not body.startswith("event: here"):
                lines = dict(line.split(": ", 1) for line in body.strip().split("\n") if ": " in line)
                return lines.get("id", lines.get("event", "end")), json.loads(lines.get("data", "{}"))

    async def answer(self) -> tuple[int, dict[bytes, bytes], bytes]:
        """A whole answer: status, headers, body."""
        begun, body = await self.next(), await self.next()
        return begun["status"], dict(begun["headers"]), body["body"]


def ticket_to(room: str = "room", *, key: str = "", is_calm: bool = False) -> str:
    return tickets.issue(tickets.Ticket(room, key, is_calm))


@contextlib.asynccontextmanager
async def asking(
    door: Door,
    *,
    ticket: str | None = None,
    after: int = 0,
    headers: dict[str, str] | None = None,
    method: str = "GET",
) -> AsyncIterator[Browser]:
    query = {"ticket": ticket_to() if ticket is None else ticket, "after": after}
    browser = Browser(door, query, headers or {}, method)
    try:
        yield browser
    finally:
        browser.takes.set()
        browser.leaves.set()
        async with asyncio.timeout(PATIENCE):
            await browser.task
