"""All listeners of a round, in a process of their own: their work must not count as the server's.

Reads one line of JSON after another from ``bench.live`` and answers each with one line: the page and
where to connect -> "joined"; then orders, until ``done``: ``settle`` waits for events, ``result`` tells
what the pages hold beside what they should, ``vote`` and ``return`` see ``bench.crowd_clients``.
"""

import asyncio
import gc
import json
import sys
import time
from itertools import cycle
from typing import Any

from bench.crowd_clients import come_back, storm, vote
from bench.folds import Fold, HubFold, StockFold
from bench.sockets import Socket

AT_ONCE = 40  # handshakes under way
LOOK_EVERY = 0.05
QUIET = 4.0  # seconds without a frame: what has not come by then is lost
GIVE_UP = 25.0  # seconds after the last event: nor is what comes later of any use
JOIN_WITHIN = 30.0


class Listeners:
    def __init__(self, *, arm: str, ports: list[int], paths: list[str], page: dict[str, Any]) -> None:
        fold = HubFold if arm == "hub" else StockFold
        self.folds: list[Fold] = [fold(page) for _ in paths]
        self.sockets = [
            Socket(port=port, path=path, on_text=fold.take)
            for path, fold, port in zip(paths, self.folds, cycle(ports), strict=False)
        ]

    async def join(self) -> None:
        """Connect everybody. Ours are in once the hub has answered a resume; stock's, once connected."""
        places = asyncio.Semaphore(AT_ONCE)

        async def connect(socket: Socket) -> None:
            async with places:
                await asyncio.get_running_loop().create_connection(lambda: socket, "127.0.0.1", socket.port)
                await socket.open

        async with asyncio.timeout(JOIN_WITHIN):
            await asyncio.gather(*map(connect, self.sockets))
            for socket, fold in zip(self.sockets, self.folds, strict=True):
                if isinstance(fold, HubFold):
                    socket.send_text(b'{"command":"resume","after":%d}' % fold.seq)
            while not all(fold.is_joined for fold in self.folds if isinstance(fold, HubFold)):
                await asyncio.sleep(LOOK_EVERY)

    async def leave(self) -> None:
        """Go one after another: the default Redis layer fails when a hundred leave at once."""
        for socket in self.sockets:
            socket.close()
            await asyncio.sleep(0.001)

    async def settle(self, *, seqs: list[int]) -> None:
        """Wait until every page includes every event, or nothing has come for a while."""
        begin = time.monotonic()
        while not all(seq in fold.applied for fold in self.folds for seq in seqs):
            now = time.monotonic()
            last = max(begin, *(fold.last_at for fold in self.folds))
            if now - last > QUIET or now - begin > GIVE_UP:
                return
            await asyncio.sleep(LOOK_EVERY)

    def result(
        self, *, committed: dict[str, float], questions: list[dict], own: list[list[dict]]
    ) -> dict[str, Any]:
        """Latencies in ms of every update that arrived, and what is wrong with the pages."""
        times = {int(seq): at for seq, at in committed.items()}
        latencies = [
            round((fold.applied[seq] - at) * 1000, 1)
            for seq, at in times.items()
            for fold in self.folds
            if seq in fold.applied
        ]
        room = {question["id"]: question for question in questions}
        return {
            "latencies": latencies,
            "lost": len(times) * len(self.folds) - len(latencies),
            "differing": sum(
                fold.questions != room or fold.own != {question["id"]: question for question in private}
                for fold, private in zip(self.folds, own, strict=True)
            ),
            "cut": sum(socket.is_closed for socket in self.sockets),
        }


async def serve_round(job: dict[str, Any]) -> None:
    if "storm" in job:
        answer(await storm(**job["storm"]))
        return
    listeners = Listeners(**job)
    await listeners.join()
    answer("joined")
    while "done" not in (order := await next_line()):
        [(what, given)] = order.items()
        match what:
            case "settle":
                await listeners.settle(**given)
                answer("settled")
            case "result":
                answer(listeners.result(**given))
            case "vote":
                answer(await vote(listeners, **given))
            case "return":
                answer(await come_back(listeners, **given))
    await listeners.leave()
    answer("left")


async def next_line() -> Any:
    return json.loads(await asyncio.to_thread(sys.stdin.readline))


def answer(what: object) -> None:
    print(json.dumps(what), flush=True)


def main() -> None:
    gc.disable()  # a pause here would look like a slow server
    while line := sys.stdin.readline():
        asyncio.run(serve_round(json.loads(line)))
        gc.collect()


if __name__ == "__main__":
    main()
