"""The two servers that the site runs on, with one behaviour: limits, pings, no compression of frames.

Daphne is the embedded default and works everywhere. uvicorn is recommended for large rooms (ADR 11).
"""

import logging
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from enum import StrEnum
from typing import Any

import uvicorn
from daphne.endpoints import build_endpoint_description_strings

from exchange.management.requests import LARGEST_BODY, TOO_LARGE, take_in_plainly
from exchange.management.shared_frames import DaphneServer, UvicornSocket, share_frames

PING_SECONDS = 25
LARGEST_MESSAGE = 8192  # bytes; a client has next to nothing to say (docs/live-protocol.md)
CONNECT_WITHIN_SECONDS = 20
SWITCH_SECONDS = 0.001  # Python's 5 ms hold up a commit ten times, beside a loop that tells thousands
BACKLOG = 4096  # phones that come back together after a cut

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]


class ServerKind(StrEnum):
    DAPHNE = "daphne"
    UVICORN = "uvicorn"


def run(kind: ServerKind, application: Any, *, host: str, port: int) -> None:
    """Serve until the process is told to end."""
    sys.setswitchinterval(SWITCH_SECONDS)
    if kind is ServerKind.UVICORN:
        _run_uvicorn(application, host=host, port=port)
    else:
        _run_daphne(application, host=host, port=port)


def _run_daphne(application: Any, *, host: str, port: int) -> None:
    logging.getLogger("daphne").setLevel(logging.WARNING)
    take_in_plainly()
    share_frames()
    DaphneServer(
        application=application,
        endpoints=build_endpoint_description_strings(host=host, port=port),
        server_name="",
        websocket_connect_timeout=CONNECT_WITHIN_SECONDS,
        ping_interval=PING_SECONDS,
        ping_timeout=PING_SECONDS,
        websocket_max_message_size=LARGEST_MESSAGE,
        websocket_max_frame_size=LARGEST_MESSAGE,
        verbosity=0,
    ).run()


def _run_uvicorn(application: Any, *, host: str, port: int) -> None:
    uvicorn.run(
        BodyLimit(application),
        host=host,
        port=port,
        backlog=BACKLOG,
        lifespan="off",
        ws=UvicornSocket,
        ws_max_size=LARGEST_MESSAGE,
        ws_ping_interval=PING_SECONDS,
        ws_ping_timeout=PING_SECONDS,
        ws_per_message_deflate=False,
        proxy_headers=False,  # BEHIND_PROXY says what to believe, in one place
        server_header=False,
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=5,
    )


class BodyLimit:
    """Closes a request whose body goes beyond what any form may have, before Django has stored it."""

    def __init__(self, application: Application) -> None:
        self.application = application

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.application(scope, receive, send)
            return
        if _length_of(scope) > LARGEST_BODY:
            await _refuse(send)
            return
        try:
            await self.application(scope, Counted(receive), send)
        except BodyTooLarge:
            await _refuse(send)


class BodyTooLarge(Exception):
    """More came than was allowed."""


class Counted:
    """Hands a request's body on as long as it keeps within the limit."""

    def __init__(self, receive: Receive) -> None:
        self.receive = receive
        self.received = 0

    async def __call__(self) -> Message:
        message = await self.receive()
        self.received += len(message.get("body", b""))
        if self.received > LARGEST_BODY:
            raise BodyTooLarge
        return message


def _length_of(scope: MutableMapping[str, Any]) -> int:
    lengths = [value for name, value in scope["headers"] if name == b"content-length"]
    return int(lengths[0]) if lengths and lengths[0].isdigit() else 0


async def _refuse(send: Send) -> None:
    status = int(TOO_LARGE.split(b" ", 2)[1])
    headers = [(b"connection", b"close"), (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
