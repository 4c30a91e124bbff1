"""One room with thousands of phones: how soon a change is applied, and what a socket costs.

5,000 on one process of uvicorn, 2,000 on Daphne.
"""

import os
from collections.abc import Iterator

from bench.processes import OtherWork, listener_process, server_process
from bench.report import at_most
from bench.rounds import Tally, make_stage

ROOMS = {"uvicorn": 5000, "daphne": 2000}
RATE, SECONDS = 4.0, 12
P95_GOAL, P99_GOAL = 250, 500  # ms
SOCKET_GOAL = 40  # KB of memory


def run() -> Iterator[tuple[str, bool]]:
    for server, size in ROOMS.items():
        with server_process(dict(os.environ), server) as process, listener_process() as listeners:
            tally, others = Tally(), OtherWork()
            stage = make_stage([process], listeners)
            stage.play(
                arm="hub", size=size, tally=tally, seed=7, rate=RATE, events=int(RATE * SECONDS), is_even=True
            )
            yield from figures(f"live-room-{server}-{size}", tally, others)
            yield at_most(f"live-room-{server}-{size}-memory", tally.bytes_a_socket / 1024, "KB", SOCKET_GOAL)


def figures(name: str, tally: Tally, others: OtherWork) -> Iterator[tuple[str, bool]]:
    yield f"# {name}: others took {others.share():.0%} of the machine meanwhile", True
    yield at_most(f"{name}-p95", tally.percentile(0.95), "ms", P95_GOAL)
    yield at_most(f"{name}-p99", tally.percentile(0.99), "ms", P99_GOAL)
    yield at_most(f"{name}-lost", tally.lost, "updates", 0)
    yield at_most(f"{name}-wrong-at-the-end", tally.differing, "listeners", 0)
