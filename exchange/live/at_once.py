"""Run a coroutine as far as it goes without waiting: a frame for 5,000 sockets is not worth 5,000 tasks."""

from collections.abc import Awaitable, Coroutine, Generator
from typing import Any


def done_at_once(coroutine: Coroutine[Any, Any, None]) -> Awaitable[None] | None:
    """Begin a coroutine here and now. None if it ended; else what is left of it, to be awaited in a task.

    Raises what the coroutine raises before it first waits. Sending to a socket that takes what it is
    given never waits, in Daphne nor in uvicorn.
    """
    try:
        waits_for = coroutine.send(None)
    except StopIteration:
        return None
    return _Rest(coroutine, waits_for)


class _Rest:
    """A coroutine that was begun, from where it first waited (PEP 492: what ``await`` asks of an object)."""

    def __init__(self, coroutine: Coroutine[Any, Any, None], waits_for: Any) -> None:
        self._coroutine = coroutine
        self._waits_for = waits_for

    def __await__(self) -> Generator[Any, Any, None]:
        waits_for = self._waits_for
        while True:
            error: BaseException | None = None
            came = None
            try:
                came = yield waits_for
            except BaseException as raised:  # also a cancellation is the coroutine's to hear
                error = raised
            try:
                waits_for = self._coroutine.throw(error) if error else self._coroutine.send(came)
            except StopIteration:
                return
