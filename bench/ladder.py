"""How many events a second each arm can show to 2,000 listeners with p95 ≤ 500 ms: step by step upwards.

The same events for everybody, from the same actions on the same kind of database, in the process that
serves. What counts is that a listener's state includes an event, whether it came alone or with others.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass

from bench.processes import OtherWork, listener_process, server_process
from bench.report import at_least, at_most, peer
from bench.rounds import Stage, Tally, make_stage
from tests import servers

SIZE = 2000
FIRST_RATE, HIGHEST_RATE = 2.0, 128.0  # events a second
REFINEMENTS = 2
SECONDS, FEWEST_EVENTS = 4.0, 12
LATENCY_LIMIT = 500  # ms, p95

OF_BARE, OF_STOCK_ON_DAPHNE, OF_STOCK_ON_UVICORN = 0.9, 5, 15


@dataclass
class Climb:
    """What an arm held, and the tallies of its steps by rate."""

    held: float
    tallies: dict[float, Tally]

    @property
    def cpu_per_update(self) -> float:
        """At the first step, which every arm has taken."""
        return self.tallies[FIRST_RATE].cpu_per_update

    @property
    def is_right(self) -> bool:
        return not any(tally.differing for tally in self.tallies.values())


def climb(stage: Stage, arm: str) -> Climb:
    """Twice the rate for as long as it is held, then halfway between what was held and what was not."""
    tallies: dict[float, Tally] = {}

    def holds(rate: float) -> bool:
        tally = tallies[rate] = Tally()
        events = max(FEWEST_EVENTS, int(rate * SECONDS))
        stage.play(arm=arm, size=SIZE, tally=tally, seed=len(tallies), rate=rate, events=events)
        return not tally.lost and tally.percentile(0.95) <= LATENCY_LIMIT

    held, missed = 0.0, FIRST_RATE
    while holds(missed):
        held, missed = missed, missed * 2
        if missed > HIGHEST_RATE:
            return Climb(held, tallies)
    for _step in range(REFINEMENTS):
        between = (held + missed) / 2
        held, missed = (between, missed) if holds(between) else (held, between)
    return Climb(held, tallies)


def run() -> Iterator[tuple[str, bool]]:
    others = OtherWork()
    found: dict[str, Climb] = {}
    with servers.redis() as redis_url, listener_process() as listeners:
        for server, env, arms in (
            ("daphne", {}, ("stock", "hub")),
            ("daphne", {"REDIS_URL": redis_url}, ("stock", "stock-pubsub")),
            ("uvicorn", {}, ("bare", "hub")),
        ):
            with server_process(os.environ | env, server) as process:
                stage = make_stage([process], listeners)
                for arm in arms:
                    name = f"{arm}-{server}" + ("-redis" if env else "")
                    came_to = found[name] = climb(stage, arm)
                    yield peer(f"live-ladder-{name}", told(came_to)), True
    yield f"# others took {others.share():.0%} of the machine meanwhile", True
    stock = max(0.5, *(one.held for name, one in found.items() if name.startswith("stock")))
    bare = max(0.5, found["bare-uvicorn"].held)
    ours = {server: found[f"hub-{server}"] for server in ("daphne", "uvicorn")}
    yield at_least("live-ladder-of-bare-websockets", ours["uvicorn"].held / bare, OF_BARE)
    yield at_least("live-ladder-of-stock-on-daphne", ours["daphne"].held / stock, OF_STOCK_ON_DAPHNE)
    yield at_least("live-ladder-of-stock-on-uvicorn", ours["uvicorn"].held / stock, OF_STOCK_ON_UVICORN)
    for server, one in ours.items():
        yield at_most(f"live-ladder-wrong-on-{server}", 0 if one.is_right else 1, "arms", 0)


def told(climb: Climb) -> str:
    cpu = f"{climb.cpu_per_update:.0f} µs of processor for each applied update at {FIRST_RATE:g} a second"
    return f"{climb.held:g} events a second to {SIZE} sockets; {cpu}"
