"""The figures: the peer's first, then ours with its goal, a line each."""

from collections.abc import Iterator

from bench.rounds import Tally

PERCENTILES = {"p50": 0.50, "p95": 0.95, "p99": 0.99}


def peer_lines(name: str, tally: Tally) -> Iterator[str]:
    for label, share in PERCENTILES.items():
        yield f"peer: {name}-latency-{label} {tally.percentile(share):.0f} ms"
    yield f"peer: {name}-cpu-per-update {tally.cpu_per_update:.0f} µs"
    yield f"peer: {name}-lost {tally.lost} updates"


def bench_line(name: str, value: float, unit: str, goal: float) -> str:
    shown = f"{value:.2f}" if isinstance(value, float) and value < 10 else f"{value:.0f}"
    verdict = "met" if value <= goal else "short"
    return f"bench: {name} {shown} {unit} (goal ≤{goal:g}) {verdict}"
