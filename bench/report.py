"""Lines of a bench, and whether a figure is met: ``(line, is_met)``."""


def peer(name: str, what: str) -> str:
    return f"peer: {name} {what}"


def at_most(name: str, value: float, unit: str, goal: float) -> tuple[str, bool]:
    return _figure(name, value, unit, f"≤{goal:g}", is_met=value <= goal)


def at_least(name: str, value: float, goal: float, unit: str = "times") -> tuple[str, bool]:
    return _figure(name, value, unit, f"≥{goal:g}", is_met=value >= goal)


def _figure(name: str, value: float, unit: str, goal: str, *, is_met: bool) -> tuple[str, bool]:
    return f"bench: {name} {value:.4g} {unit} (goal {goal}) {'met' if is_met else 'short'}", is_met
