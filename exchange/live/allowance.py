"""How often one socket may ask for something that costs the server more than it costs the asker."""

import time


class Allowance:
    """So many at once, and one more each while."""

    def __init__(self, *, at_once: int, seconds_for_one: float) -> None:
        self.at_once = at_once
        self.seconds_for_one = seconds_for_one
        self._left = float(at_once)
        self._counted_at = time.monotonic()

    def take_one(self) -> bool:
        """Whether one more is allowed now."""
        now = time.monotonic()
        self._left = min(self.at_once, self._left + (now - self._counted_at) / self.seconds_for_one)
        self._counted_at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True
