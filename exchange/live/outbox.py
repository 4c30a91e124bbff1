"""What waits to be sent to one socket. It has bounds: a slow phone costs neither memory nor the others."""

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

MOST_FRAMES = 32
MOST_CHARACTERS = 512 * 1024  # a single frame may be larger, and a full state is sent whatever its size


class Outbox:
    """Frames for one socket in order, until there are too many.

    Then all that wait are dropped, for what is newer says it all: ``is_behind`` turns true, nothing more
    is taken, and whoever writes asks the hub again from ``seq``, the last that its client was sent.
    """

    def __init__(self, seq: int) -> None:
        self.seq = seq
        self.is_behind = False
        self._waiting: deque[tuple[str, int | None, int]] = deque()
        self._characters = 0  # of what is counted
        self._is_counting = True
        self._stirred = asyncio.Event()

    def __len__(self) -> int:
        return len(self._waiting)

    def put(self, text: str, seq: int | None = None) -> None:
        """Add a frame; ``seq`` is what its client has come to once it has it, if it moves on by it."""
        if self.is_behind:
            return
        size = len(text) if self._is_counting else 0
        if self._is_counting and self._is_full_with(size):
            self._waiting.clear()
            self._characters = 0
            self.is_behind = True
        else:
            self._waiting.append((text, seq, size))
            self._characters += size
        self._stirred.set()

    def _is_full_with(self, size: int) -> bool:
        return bool(self._waiting) and (
            len(self._waiting) >= MOST_FRAMES or self._characters + size > MOST_CHARACTERS
        )

    async def next(self) -> str | None:
        """The frame to send now; None says that some were dropped (``is_behind``), or that it was stirred."""
        if not self._waiting and not self.is_behind:
            self._stirred.clear()
            await self._stirred.wait()
        if not self._waiting:
            return None
        text, seq, size = self._waiting.popleft()
        self._characters -= size
        if seq is not None:
            self.seq = seq
        return text

    def stir(self) -> None:
        """Wake whoever writes, though there is nothing to send."""
        self._stirred.set()

    @contextmanager
    def beginning_anew(self) -> Iterator[None]:
        """Within it comes what a client needs to begin, or in place of what was dropped.

        That is taken whatever its size: dropped again for it, it would be asked for without end.
        """
        self.is_behind = False
        self._is_counting = False
        try:
            yield
        finally:
            self._is_counting = True
