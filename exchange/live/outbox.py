"""What waits to be sent to one socket. It has bounds: a slow phone costs neither memory nor the others."""

import asyncio
from collections import deque

MOST_FRAMES = 32
MOST_CHARACTERS = 512 * 1024  # one frame may be larger: a full state is sent whatever its size


class Outbox:
    """Frames for one socket in order, until there are too many.

    Then all that wait are dropped, for what is newer says it all: ``is_behind`` turns true, nothing more
    is taken, and whoever writes asks the hub again from ``seq``, the last that its client was sent.
    """

    def __init__(self, seq: int) -> None:
        self.seq = seq
        self.is_behind = False
        self._waiting: deque[tuple[str, int | None]] = deque()
        self._characters = 0
        self._stirred = asyncio.Event()

    def __len__(self) -> int:
        return len(self._waiting)

    def put(self, text: str, seq: int | None = None) -> None:
        """Add a frame; ``seq`` is what its client has come to once it has it, if it moves on by it."""
        if self.is_behind:
            return
        if self._waiting and (
            len(self._waiting) >= MOST_FRAMES or self._characters + len(text) > MOST_CHARACTERS
        ):
            self._waiting.clear()
            self._characters = 0
            self.is_behind = True
        else:
            self._waiting.append((text, seq))
            self._characters += len(text)
        self._stirred.set()

    async def next(self) -> str | None:
        """The frame to send now; None says that some were dropped (``is_behind``), or that it was stirred."""
        if not self._waiting and not self.is_behind:
            self._stirred.clear()
            await self._stirred.wait()
        if not self._waiting:
            return None
        text, seq = self._waiting.popleft()
        self._characters -= len(text)
        if seq is not None:
            self.seq = seq
        return text

    def stir(self) -> None:
        """Wake whoever writes, though there is nothing to send."""
        self._stirred.set()

    def begin_again(self) -> None:
        """Take frames again: what was dropped is on its way anew."""
        self.is_behind = False
