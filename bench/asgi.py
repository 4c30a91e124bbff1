"""The site as ``serve`` serves it, with the stock consumer beside our own and a door for the script.

``python -m bench.asgi PORT SERVER`` serves it with the real ``serve`` command.
"""

import asyncio
import json
import sys
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any
from unittest import mock

from exchange import asgi as site  # first: it loads the apps

# isort: split
from asgiref.sync import ThreadSensitiveContext, sync_to_async
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.core.management import call_command
from django.db import connections
from django.urls import path

from bench.bare import BareBroadcast
from bench.room import load_room
from bench.script import Step, write_script
from bench.stock import StockConsumer, StockPubSubConsumer, announce, content_of
from exchange.live import bell
from forums.routing import websocket_urlpatterns

PLAY = "/bench/play/"
BARE = "/bench/bare/"
bare = BareBroadcast()


async def http(scope: dict[str, Any], receive: Callable, send: Callable) -> None:
    if scope["path"] == BARE:
        await _answer(send, await bare.start())
        return
    if scope["path"] != PLAY:
        await site.django_application(scope, receive, send)
        return
    body = b""
    more = True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    await _answer(send, await play(**json.loads(body)))


async def _answer(send: Callable, what: Any) -> None:
    answer = json.dumps(what).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(answer))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": answer})


async def play(*, arm: str, session_id: int, **script: Any) -> dict[int, float]:
    """Perform the script; returns when each event was committed (monotonic clock), by seq.

    Acts begin when they are due, whether or not the server has done with those before: a server
    that falls behind must not be spared the load. Only the commits keep the script's order. Both
    arms are told of a commit at the same place: stock's announcement stands where our bell hangs.
    """
    room = await _as_a_view(load_room, session_id)
    log = Log(seq=room.session.last_seq)
    tell_our_hub = bell.ring

    def ring(rooms: Iterable[str], seq: int) -> None:
        log.note(seq)
        if arm == "hub":
            tell_our_hub(rooms, seq)
        elif arm == "bare":
            bare.tell(content_of(session_id, seq))
        else:
            announce(arm, session_id, seq)

    def act(seq: int, step: Step) -> None:
        log.wait_for(seq - 1)
        try:
            room.perform(step)
        finally:
            log.note(seq)  # an act that fails must not hold up the others: gather tells of it

    with mock.patch.object(bell, "ring", ring):
        acts = []
        begin = time.monotonic()
        for seq, step in enumerate(write_script(people=len(room.people), **script), log.seq + 1):
            await asyncio.sleep(max(0, begin + step.at - time.monotonic()))
            acts.append(asyncio.create_task(_as_a_view(act, seq, step)))
        await asyncio.gather(*acts)
    return log.committed


class Log:
    """When each event was committed; acts wait here for their turn."""

    def __init__(self, seq: int) -> None:
        self.seq = seq
        self.committed: dict[int, float] = {}
        self._condition = threading.Condition()

    def note(self, seq: int) -> None:
        with self._condition:
            self.committed.setdefault(seq, time.monotonic())
            self._condition.notify_all()

    def wait_for(self, seq: int) -> None:
        with self._condition:
            self._condition.wait_for(lambda: seq == self.seq or seq in self.committed)


async def _as_a_view(function: Callable, *args: Any) -> Any:
    """Run in a thread of its own with a connection of its own, as Django runs a request's view."""

    def run() -> Any:
        try:
            return function(*args)
        finally:
            connections.close_all()

    async with ThreadSensitiveContext():
        return await sync_to_async(run)()


application = ProtocolTypeRouter(
    {
        "http": http,
        "websocket": AllowedHostsOriginValidator(
            URLRouter(
                [
                    path("bench/stock/<int:session_id>/", StockConsumer.as_asgi()),
                    path("bench/stock-pubsub/<int:session_id>/", StockPubSubConsumer.as_asgi()),
                    *websocket_urlpatterns,
                ]
            )
        ),
    }
)

if __name__ == "__main__":
    site.application = application
    call_command("serve", port=int(sys.argv[1]), server=sys.argv[2])
