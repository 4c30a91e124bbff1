"""One room over a log in memory, behind a server as ``serve`` starts it: real sockets, and no database.

``python -m tests.exchange.management.room_server SERVER PORT``. A socket to any path is in the room. A GET
tells what is so; ``/say/<size>/…`` first adds a word of each size to the log.
"""

import json
import sys
from typing import Any
from weakref import WeakSet

from exchange import asgi  # first: it loads the apps

# isort: split
from exchange.live import bell, tickets
from exchange.live.consumer import RoomConsumer
from exchange.management import serving
from tests.exchange.live.room import Log
from tests.processes import LOOPBACK

ROOM = "room"
log = Log()
here: "WeakSet[Consumer]" = WeakSet()


class Consumer(RoomConsumer):
    reader = log

    async def connect(self) -> None:
        here.add(self)
        await super().connect()


socket = Consumer.as_asgi()


def word_of(number: int, size: int) -> str:
    """The log's ``number``-th word, of so many bytes."""
    head = f"{number} "
    rest = size - len(head)
    return head + "🌍" * (rest // 4) + "x" * (rest % 4)


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["type"] == "websocket":
        await socket(scope, receive, send)
        return
    words = log.entries[ROOM]
    if scope["path"].startswith("/say/"):
        for size in scope["path"].split("/")[2:]:
            log.append(word_of(len(words), int(size)))
        bell.ring([ROOM], len(words))
    in_the_room = [consumer for consumer in here if consumer.room]
    tells = {
        "ticket": tickets.issue(tickets.Ticket(ROOM)),
        "seq": len(words),
        "in_the_room": len(in_the_room),
        "waiting": sum(consumer.writing is not None for consumer in in_the_room),
        "behind": sum(consumer.outbox.is_behind for consumer in in_the_room),
    }
    body = json.dumps(tells).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


if __name__ == "__main__":
    assert asgi.application
    kind, port = sys.argv[1:]
    serving.run(serving.ServerKind(kind), application, host=LOOPBACK, port=int(port))
