"""Jobs: functions that a worker calls later, again and again at growing distances if they fail.

They stand in the database (django-tasks), in the transaction of the write that asked for them: what
was rolled back is never done, and what was committed is never forgotten.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event
from typing import Any

from django.db import transaction
from django.utils.module_loading import import_string
from django_tasks import task

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=6)

new_work = Event()
"""Set after the commit in which a job was asked for, so that this process's worker need not look first."""


@dataclass(frozen=True)
class Job:
    """A function of ids and other JSON values, never of rows or words. It may be called twice.

    ``tries`` counts the first one; between two of them passes half a minute, then four times as long.
    A job of which nothing was heard for ``longest`` (no less than the default) is lost with its worker,
    and is tried again.
    """

    function: Callable[..., object]
    tries: int = 6
    longest: timedelta = timedelta(minutes=15)

    @property
    def path(self) -> str:
        return f"{self.function.__module__}.{self.function.__qualname__}"

    def later(self, *, at: datetime | None = None, **arguments: Any) -> None:
        """Have it done once the transaction is committed, and not before ``at``."""
        run_job.using(run_after=at).enqueue(self.path, arguments)
        if at is None:
            transaction.on_commit(_tell_the_worker)

    def __call__(self, **arguments: Any) -> object:
        return self.function(**arguments)


def job(
    *, tries: int = Job.tries, longest: timedelta = Job.longest
) -> Callable[[Callable[..., object]], Job]:
    """Make a function of a module a job: ``send_letter.later(letter_id=3)``."""

    def make(function: Callable[..., object]) -> Job:
        return Job(function, tries, longest)

    return make


def job_at(path: str) -> Job:
    """The job of that path. Raises ImportError where a release has taken it away."""
    found = import_string(path)
    if not isinstance(found, Job):
        raise ImportError(f"{path} is no job")
    return found


@task()
def run_job(path: str, arguments: dict[str, Any]) -> str:
    """What a worker calls. It looks after failures (``exchange.work.worker``)."""
    return str(job_at(path)(**arguments))


def pause_after(tries: int) -> timedelta:
    """How long to wait when so many tries have failed."""
    return min(FIRST_PAUSE * 4 ** (tries - 1), LONGEST_PAUSE)


def _tell_the_worker() -> None:
    new_work.set()
