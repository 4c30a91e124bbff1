"""Jobs: functions that a worker calls later, again and again at growing distances if they fail.

They stand in the database (django-tasks), in the transaction of the write that asked for them: what
was rolled back is never done, and what was committed is never forgotten.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import task

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=6)

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """A function of ids and other JSON values, never of rows or words. It may be called twice.

    ``tries`` counts the first one; between two of them passes half a minute, then four times as long.
    """

    function: Callable[..., object]
    tries: int = 6

    @property
    def path(self) -> str:
        return f"{self.function.__module__}.{self.function.__qualname__}"

    def later(self, *, at: datetime | None = None, **arguments: Any) -> None:
        """Have it done once the transaction is committed, and not before ``at``."""
        _enqueue(self.path, arguments, attempt=1, at=at)

    def __call__(self, **arguments: Any) -> object:
        return self.function(**arguments)


def job(*, tries: int = 6) -> Callable[[Callable[..., object]], Job]:
    """Make a function of a module a job: ``send_letter.later(letter_id=3)``."""

    def make(function: Callable[..., object]) -> Job:
        return Job(function, tries)

    return make


@task()
def run_job(path: str, arguments: dict[str, Any], attempt: int) -> str:
    """What the worker calls. A failure is logged and tried again; the last one is the task's failure."""
    found: Job = import_string(path)
    try:
        return str(found(**arguments))
    except Exception:
        if attempt >= found.tries:
            raise
        pause = pause_after(attempt)
        logger.warning("Job %s failed (try %s); again in %s.", path, attempt, pause, exc_info=True)
        _enqueue(path, arguments, attempt=attempt + 1, at=timezone.now() + pause)
        return f"failed, again in {pause}"


def pause_after(attempt: int) -> timedelta:
    return min(FIRST_PAUSE * 4 ** (attempt - 1), LONGEST_PAUSE)


def _enqueue(path: str, arguments: dict[str, Any], *, attempt: int, at: datetime | None) -> None:
    run_job.using(run_after=at).enqueue(path, arguments, attempt)
