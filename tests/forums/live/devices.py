"""Browsers without a browser: cookies and POSTs over HTTP, and a live socket that can be cut."""

import asyncio
import contextlib
import html
import json
import random
import re
import socket
import struct
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from http.cookiejar import CookieJar
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from exchange.live.consumer import TICKET_REFUSED
from tests.forums.live.pages import Page

PATIENCE = 30.0
RESET = struct.pack("ii", 1, 0)  # SO_LINGER with no time: closing sends a reset, nothing more


class Device:
    """One person's cookies, and what they send. Each request goes to any of the site's processes."""

    def __init__(self, urls: list[str], *, seed: int = 0) -> None:
        self.urls = urls
        self.chance = random.Random(seed)  # noqa: S311
        self.cookies = CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self.cookies)
        )

    def get(self, path: str, *, accept: str = "text/html") -> str:
        request = self._request(path, accept=accept)
        with self._opener.open(request, timeout=PATIENCE) as answer:
            return answer.read().decode()

    def post(self, path: str, fields: Mapping[str, str]) -> tuple[int, Any]:
        """Send a form as the page's scripts do; returns status and JSON (or the page that was led to)."""
        try:
            with self._opener.open(self._request(path, fields), timeout=PATIENCE) as answer:
                status, text = answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            with refused:
                status, text = refused.code, refused.read().decode()
        with contextlib.suppress(ValueError):
            return status, json.loads(text)
        return status, text

    def post_and_be_cut(self, path: str, fields: Mapping[str, str], until: Callable[[], bool]) -> None:
        """Send a form and lose the connection before a byte of the answer is read, once ``until`` says so."""
        request = self._request(path, fields)
        self.cookies.add_cookie_header(request)
        request.add_header("Host", request.host)
        request.add_header("Content-Type", "application/x-www-form-urlencoded")
        request.add_header("Content-Length", str(len(request.data)))
        lines = [f"POST {path} HTTP/1.1", *(f"{name}: {value}" for name, value in request.header_items())]
        host, port = request.host.split(":")
        with socket.create_connection((host, int(port)), timeout=PATIENCE) as wire:
            wire.sendall("\r\n".join([*lines, "", ""]).encode() + request.data)
            deadline = time.monotonic() + PATIENCE
            while not until():
                assert time.monotonic() < deadline
                time.sleep(0.005)
            wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)

    def log_in(self, email: str, password: str) -> None:
        self.get("/accounts/login/")
        status, page = self.post("/accounts/login/", {"login": email, "password": password})
        assert status == 200, page

    def _request(
        self, path: str, fields: Mapping[str, str] | None = None, *, accept: str = "application/json"
    ) -> urllib.request.Request:
        token = next((cookie.value or "" for cookie in self.cookies if cookie.name == "csrftoken"), "")
        return urllib.request.Request(  # noqa: S310 - to our own server
            self.chance.choice(self.urls) + path,
            data=None if fields is None else urllib.parse.urlencode(fields).encode(),
            headers={"Accept": accept, "X-CSRFToken": token},
        )


def data_of(page: str, name: str) -> str:
    """What a page's ``data-…`` attribute says."""
    found = re.search(rf'data-{name}="([^"]*)"', page)
    assert found, page
    return html.unescape(found[1])


class Line:
    """A page's socket, under the rules of static/js/room-socket.js but for shorter pauses.

    It is cut by others again and again, and comes back with its seq until it is told to end.
    """

    def __init__(
        self, page: Page, *, urls: list[str], path: str, ticket: str, renew: Callable[[], str], seed: int
    ) -> None:
        self.page = page
        self.urls = urls
        self.path = path
        self.ticket = ticket
        self.renew = renew
        self.chance = random.Random(seed)  # noqa: S311
        self.wire: ClientConnection | None = None
        self.cuts = self.connects = self.gaps = self.renewals = 0
        self.went_back: list[Any] = []
        self.moved = asyncio.Event()
        self.has_signal = asyncio.Event()

    async def run(self) -> None:
        """Until cancelled."""
        self.moved, self.has_signal = asyncio.Event(), asyncio.Event()  # each test has a loop of its own
        self.has_signal.set()
        while True:
            await self.has_signal.wait()
            try:
                await self._listen()
            except (OSError, WebSocketException, TimeoutError):
                pass
            finally:
                wire, self.wire = self.wire, None
            if wire is not None and wire.close_code == TICKET_REFUSED:
                self.ticket = await asyncio.to_thread(self.renew)
                self.renewals += 1
            await asyncio.sleep(self.chance.uniform(0.01, 0.15))

    def connected(self, *, after: int) -> connect:
        """Another connection of this line."""
        url = self.chance.choice(self.urls)
        query = urllib.parse.urlencode({"ticket": self.ticket, "after": after})
        return connect(
            f"{url.replace('http', 'ws', 1)}{self.path}?{query}",
            origin=url,
            compression=None,
            ping_interval=None,
            proxy=None,
            max_queue=None,
            close_timeout=1,
        )

    async def _listen(self) -> None:
        async with self.connected(after=self.page.seq) as self.wire:
            self.connects += 1
            told = self.page.seq
            async for text in self.wire:
                frame = json.loads(text)
                if frame["type"] in {"changes", "state"}:
                    if frame["to"] < told or frame["from"] > told:
                        self.went_back.append((told, frame["from"], frame["to"]))
                    told = frame["to"]
                if self.page.hear(frame) == "resume":
                    self.gaps += 1
                    await self._ask_again()
                self.moved.set()

    async def _ask_again(self) -> None:
        assert self.wire is not None
        await self.wire.send(json.dumps({"command": "resume", "after": self.page.seq}))

    async def wake(self) -> None:
        """The phone is looked at again."""
        if self.wire is not None:
            with contextlib.suppress(OSError, WebSocketException):
                await self._ask_again()

    def cut(self) -> None:
        """End the TCP connection: with a reset, or as a client that crashed."""
        if self.wire is None or self.wire.transport.is_closing():
            return
        if self.chance.random() < 0.7:
            wire = self.wire.transport.get_extra_info("socket")
            wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        self.wire.transport.abort()
        self.cuts += 1

    async def lose_signal(self, seconds: float) -> None:
        """As in a lift: cut, and not back before."""
        self.has_signal.clear()
        self.cut()
        await asyncio.sleep(seconds)
        self.has_signal.set()

    async def sleep(self, seconds: float) -> None:
        """A phone that reads nothing, though its line stands."""
        wire = self.wire
        if wire is not None and not wire.transport.is_closing():
            wire.transport.pause_reading()
            await asyncio.sleep(seconds)
            if not wire.transport.is_closing():
                wire.transport.resume_reading()

    async def until(self, seq: int) -> None:
        async with asyncio.timeout(PATIENCE):
            while self.page.seq < seq:
                self.moved.clear()
                await self.moved.wait()
