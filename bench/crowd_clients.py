"""What a crowd does at once, as seen by its phones: all vote, all come, all come back."""

import asyncio
import json
import time
import uuid
from random import Random
from typing import TYPE_CHECKING, Any

from bench.folds import HubFold
from bench.sockets import Socket

if TYPE_CHECKING:
    from bench.clients import Listeners

LOOK_EVERY = 0.05
GIVE_UP = 60.0
FIRST_WAIT = 0.5  # as in static/js/room-socket.js
LONGEST_WAIT = 20.0


async def vote(listeners: "Listeners", *, questions: list[str], seconds: float) -> dict[str, Any]:
    """Each listener votes once, evenly over some seconds: when each saw its own vote counted."""
    loop, random = asyncio.get_running_loop(), Random(5)  # noqa: S311
    sent: list[tuple[HubFold, str, float]] = []
    pause = seconds / len(listeners.sockets)
    frames_before = [fold.frames for fold in listeners.folds]
    begin = loop.time()
    for number, (socket, fold) in enumerate(zip(listeners.sockets, listeners.folds, strict=True)):
        await asyncio.sleep(max(0.0, begin + number * pause - loop.time()))
        client_id = str(uuid.UUID(int=random.getrandbits(128), version=4))
        command = {
            "command": "vote",
            "question": random.choice(questions),
            "on": True,
            "client_id": client_id,
        }
        sent.append((fold, client_id, time.monotonic()))
        socket.send_text(json.dumps(command, separators=(",", ":")).encode())
    took = loop.time() - begin
    deadline = loop.time() + GIVE_UP
    while loop.time() < deadline and not all(_is_shown(fold, client_id) for fold, client_id, _at in sent):
        await asyncio.sleep(LOOK_EVERY)
    shown = [
        (fold.applied[fold.votes[client_id]] - at) * 1000
        for fold, client_id, at in sent
        if _is_shown(fold, client_id)
    ]
    heard = [
        fold.frames - before - len(fold.votes)
        for fold, before in zip(listeners.folds, frames_before, strict=True)
    ]
    return {
        "shown": [round(value, 1) for value in shown],
        "missing": len(sent) - len(shown),
        "refused": sum(len(fold.refused) for fold in listeners.folds),
        "frames_a_second": max(heard) / max(took, seconds),
        "seconds": took,
    }


def _is_shown(fold: HubFold, client_id: str) -> bool:
    return client_id in fold.votes and fold.votes[client_id] in fold.applied


async def storm(*, port: int, paths: list[str], rate: float, page: dict[str, Any]) -> dict[str, Any]:
    """Phones come, ``rate`` a second: how long each waits for its first content."""
    loop = asyncio.get_running_loop()
    waits: list[float] = []
    failed = 0

    async def come(path: str) -> None:
        nonlocal failed
        began, first = time.monotonic(), loop.create_future()

        def heard(text: bytes) -> None:
            if not first.done() and b'"type":"state"' in text[:40]:
                first.set_result(None)

        socket = Socket(port=port, path=path, on_text=heard)
        try:
            async with asyncio.timeout(GIVE_UP):
                await loop.create_connection(lambda: socket, "127.0.0.1", port)
                await socket.open
                await first
            waits.append((time.monotonic() - began) * 1000)
        except (OSError, TimeoutError):
            failed += 1
        finally:
            if hasattr(socket, "transport"):
                socket.close()

    begin = loop.time()
    async with asyncio.TaskGroup() as group:
        for number, path in enumerate(paths):
            await asyncio.sleep(max(0.0, begin + number / rate - loop.time()))
            group.create_task(come(path))
        came = loop.time() - begin
    return {"waits": [round(value, 1) for value in waits], "failed": failed, "seconds": came}


async def come_back(listeners: "Listeners", *, seed: int) -> dict[str, Any]:
    """All lines go dead at once; each comes back by the rules of the page."""
    loop, random = asyncio.get_running_loop(), Random(seed)  # noqa: S311
    for socket in listeners.sockets:
        socket.transport.abort()
    begin = loop.time()
    times: list[float] = []

    async def return_by_rule(number: int) -> None:
        fold, wait = listeners.folds[number], FIRST_WAIT
        while True:
            await asyncio.sleep(wait * random.uniform(0.5, 1.5))
            wait = min(wait * 2, LONGEST_WAIT)
            path = listeners.sockets[number].path.partition("&after=")[0] + f"&after={fold.seq}"
            socket = Socket(port=listeners.sockets[number].port, path=path, on_text=fold.take)
            fold.is_joined = False
            try:
                async with asyncio.timeout(20):
                    await loop.create_connection(lambda: socket, "127.0.0.1", socket.port)  # noqa: B023
                    await socket.open
                    socket.send_text(b'{"command":"resume","after":%d}' % fold.seq)
                    while not fold.is_joined:
                        await asyncio.sleep(LOOK_EVERY)
            except (OSError, TimeoutError):
                if hasattr(socket, "transport"):
                    socket.close()
                continue
            listeners.sockets[number] = socket
            times.append(loop.time() - begin)
            return

    async with asyncio.TaskGroup() as group:
        for number in range(len(listeners.sockets)):
            group.create_task(return_by_rule(number))
    return {"seconds": max(times), "p50": sorted(times)[len(times) // 2]}
