"""A thread of our own that reads or writes the database, whose connection stays open between calls.

Opening one costs more than most of these calls. Django keeps connections open for requests only; what
works beside them closes and opens one each time, unless it looks after it as this does.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from django.db import connections

Result = TypeVar("Result")


class OwnThread:
    """Does one call after another. Whoever has no more calls for a while lets it go."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._thread: ThreadPoolExecutor | None = None

    async def run(self, function: Callable[..., Result], *args: Any) -> Result:
        """What the function returns; raises what it raises."""
        if self._thread is None:
            self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=self.name)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, _with_a_living_connection, function, *args)

    def let_go(self) -> None:
        """End the thread and its connection, behind the calls that wait; a later call begins another."""
        if self._thread is not None:
            self._thread.submit(connections.close_all)
            self._thread.shutdown(wait=False)
            self._thread = None


def _with_a_living_connection(function: Callable[..., Result], *args: Any) -> Result:
    for connection in connections.all(initialized_only=True):
        if connection.connection is not None and not connection.is_usable():
            connection.close()
    try:
        return function(*args)
    except Exception:  # whatever state it left the connection in: the next call begins with a new one
        connections.close_all()
        raise
