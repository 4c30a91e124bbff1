from dataclasses import dataclass


@dataclass(frozen=True)
class Reacted:
    """How often people reacted to a post in one way, and whether this person did."""

    kind: str
    label: str
    count: int = 0
    is_own: bool = False

    @property
    def way(self) -> str:
        """What pressing the button again would do."""
        return "off" if self.is_own else "on"

    @property
    def pressed(self) -> str:
        return str(self.is_own).lower()

    @property
    def shown(self) -> str:
        return f" {self.count}" if self.count else ""
