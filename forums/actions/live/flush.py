"""Writes that come while another is being committed go together in the next transaction.

A room answers a poll within seconds. Each request waits for its commit, as it must; but those that
wait at the same moment are one batch, one lock of the session and one event. With nobody else
waiting a write goes at once, alone.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar, cast

Write = TypeVar("Write")
Result = TypeVar("Result")

MOST_AT_ONCE = 500


@dataclass
class _Waiting(Generic[Write, Result]):
    write: Write
    outcome: Result | Exception | None = None

    def result(self) -> Result:
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return cast("Result", self.outcome)


class Flush(Generic[Write, Result]):
    """``commit`` takes the writes of one place and returns, in their order, a result or a refusal of each.

    Call ``write`` outside of a transaction: others wait for what it commits.
    """

    def __init__(self, commit: Callable[[list[Write]], list[Result | Exception]]) -> None:
        self._commit = commit
        self._lock = Lock()
        self._waiting: defaultdict[Hashable, list[_Waiting[Write, Result]]] = defaultdict(list)
        self._turns: defaultdict[Hashable, Lock] = defaultdict(Lock)

    def write(self, place: Hashable, write: Write) -> Result:
        """Returns once the write is committed; raises its own refusal, or what broke its batch."""
        mine: _Waiting[Write, Result] = _Waiting(write)
        with self._lock:
            self._waiting[place].append(mine)
            turn = self._turns[place]
        with turn:
            while mine.outcome is None:  # whoever had the turn before may have taken this one along
                self._flush(place)
        return mine.result()

    def _flush(self, place: Hashable) -> None:
        with self._lock:
            batch = self._waiting[place][:MOST_AT_ONCE]
            del self._waiting[place][:MOST_AT_ONCE]
        try:
            outcomes = self._commit([waiting.write for waiting in batch])
        except Exception as error:
            for waiting in batch:
                waiting.outcome = error
            return
        for waiting, outcome in zip(batch, outcomes, strict=True):
            waiting.outcome = outcome
