"""Lines of figures, and what a list of times comes to."""

from collections.abc import Sequence


def figure(name: str, value: float, unit: str, goal: float) -> tuple[str, bool]:
    """The line of one figure, and whether it is within its goal."""
    is_met = value <= goal
    return f"bench: {name} {value:.1f} {unit} (goal ≤{goal:g}) {'met' if is_met else 'short'}", is_met


def percentile(times: Sequence[float], share: float) -> float:
    """The value below which ``share`` of them lie, by nearest rank."""
    ranked = sorted(times)
    return ranked[min(int(len(ranked) * share), len(ranked) - 1)]
