"""The figures of one room: the peers' first, then ours with its goal, a line each."""

from collections.abc import Iterator, Mapping

from bench.rounds import Tally

PERCENTILES = {"p50": 0.50, "p95": 0.95, "p99": 0.99}
LATENCY_GOALS = {"p50": 200, "p95": 350, "p99": 500}  # ms
# README.md says why. By number of sockets, to the better of the stock consumers beside us.
LATENCY_RATIO_GOALS = {200: 4.0, 1000: 0.5}
CPU_RATIO_GOALS = {200: 0.5, 1000: 0.2}


def lines(*, name: str, size: int, hub: Tally, peers: Mapping[str, Tally]) -> Iterator[str]:
    for peer, tally in peers.items():
        yield peer_line(f"live-{peer}-{size}", tally)
    yield from our_lines(f"live-{name}-{size}", size, hub, list(peers.values()))


def peer_line(name: str, tally: Tally) -> str:
    latency = ", ".join(f"{label} {tally.percentile(share):.0f} ms" for label, share in PERCENTILES.items())
    return (
        f"peer: {name} latency {latency}; cpu {tally.cpu_per_update:.0f} µs an update; "
        f"{tally.lost} of {tally.updates} updates lost; {tally.differing} listeners wrong at the end"
    )


def our_lines(name: str, size: int, hub: Tally, peers: list[Tally]) -> Iterator[str]:
    for label, share in PERCENTILES.items():
        ours = hub.percentile(share)
        ratio = ours / min(peer.percentile(share) for peer in peers)
        yield figure(f"{name}-latency-{label}", ours, "ms", LATENCY_GOALS[label])
        yield figure(f"{name}-latency-{label}-ratio", ratio, "of-stock", LATENCY_RATIO_GOALS[size])
    stock_cpu = min(peer.cpu_per_update for peer in peers)
    goal = CPU_RATIO_GOALS[size]
    yield figure(f"{name}-cpu-per-update", hub.cpu_per_update, "µs", round(stock_cpu * goal))
    yield figure(f"{name}-cpu-ratio", hub.cpu_per_update / stock_cpu, "of-stock", goal)
    yield figure(f"{name}-lost", hub.lost, "updates", 0)
    yield figure(f"{name}-wrong-at-the-end", hub.differing, "listeners", 0)


def figure(name: str, value: float, unit: str, goal: float) -> str:
    shown = f"{value:.2f}" if unit == "of-stock" else f"{value:.0f}"
    return f"bench: {name} {shown} {unit} (goal ≤{goal:g}) {'met' if value <= goal else 'short'}"
