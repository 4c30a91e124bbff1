"""The figures of one room: a line for each peer, then one for each figure of ours with its goal.

Ratios are to the better of the peers. README.md says where the goals come from.
"""

from collections.abc import Iterator, Mapping

from bench.rounds import Tally
from exchange.live.hub import MERGE_SECONDS

PERCENTILES = {"p50": 0.50, "p95": 0.95, "p99": 0.99}
LATENCY_GOALS = {"p50": 250, "p95": 350, "p99": 500}  # ms
CPU_RATIO_GOALS = {200: 0.5, 1000: 0.2}  # by number of sockets
LATENCY_RATIO_GOAL = 0.5  # where one process is more than a stock consumer can serve
TOO_MANY_FOR_STOCK = 1000


def lines(*, name: str, size: int, hub: Tally, peers: Mapping[str, Tally]) -> Iterator[str]:
    for peer, tally in peers.items():
        yield peer_line(f"live-{peer}-{size}", tally)
    yield from our_lines(f"live-{name}-{size}", size, hub, list(peers.values()))


def peer_line(name: str, tally: Tally) -> str:
    latency = ", ".join(f"{label} {tally.percentile(share):.0f} ms" for label, share in PERCENTILES.items())
    return (
        f"peer: {name} latency {latency}; cpu {tally.cpu_per_update:.0f} µs an update; "
        f"{tally.lost} of {tally.updates} updates lost or 25 s late; {tally.cut} sockets cut by the server; "
        f"{tally.differing} listeners wrong at the end"
    )


def our_lines(name: str, size: int, hub: Tally, peers: list[Tally]) -> Iterator[str]:
    for label, share in PERCENTILES.items():
        ours = hub.percentile(share)
        stock = min(peer.percentile(share) for peer in peers)
        goal = LATENCY_RATIO_GOAL if size >= TOO_MANY_FOR_STOCK else within_a_merge_of(stock)
        yield figure(f"{name}-latency-{label}", ours, "ms", LATENCY_GOALS[label])
        yield figure(f"{name}-latency-{label}-ratio", ours / stock, "of-stock", goal)
    stock_cpu = min(peer.cpu_per_update for peer in peers)
    goal = CPU_RATIO_GOALS[size]
    yield figure(f"{name}-cpu-per-update", hub.cpu_per_update, "µs", round(stock_cpu * goal))
    yield figure(f"{name}-cpu-ratio", hub.cpu_per_update / stock_cpu, "of-stock", goal)
    yield figure(f"{name}-lost", hub.lost, "updates", 0)
    yield figure(f"{name}-wrong-at-the-end", hub.differing, "listeners", 0)


def within_a_merge_of(stock: float) -> float:
    """The hub may keep a change for as long as it merges, and no longer."""
    return round(1 + MERGE_SECONDS * 1000 / stock, 2)


def figure(name: str, value: float, unit: str, goal: float) -> str:
    shown = f"{value:.2f}" if unit == "of-stock" else f"{value:.0f}"
    return f"bench: {name} {shown} {unit} (goal ≤{goal:g}) {'met' if value <= goal else 'short'}"
