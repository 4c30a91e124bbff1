"""What is done again and again: named entries that become jobs when they are due.

Apps register theirs when they start (``AppConfig.ready``). Each worker looks; the database says which
of them runs an entry, so that it runs once however many there are. An entry that was missed while
nothing ran is done once when something runs again, not once for each time that it was missed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from exchange.work.jobs import Job
from exchange.work.models import ScheduledRun

DAY, WEEK = timedelta(days=1), timedelta(days=7)
BEGINNING = datetime(1970, 1, 1)  # noqa: DTZ001 - told by the clock on the wall, as a Thursday
MONDAY = 4  # days from the beginning


@dataclass(frozen=True)
class Entry:
    """A job that is due at the beginning, and again after each ``pause``, by the clock on the wall."""

    name: str
    job: Job
    pause: timedelta
    begins: datetime

    def last_due(self, now: datetime) -> datetime:
        """The newest moment, not after ``now``, at which it was due. In the site's time zone."""
        here = timezone.get_default_timezone()
        on_the_wall = now.astimezone(here).replace(tzinfo=None)
        return (on_the_wall - (on_the_wall - self.begins) % self.pause).replace(tzinfo=here)


_entries: dict[str, Entry] = {}


def register_schedule(
    name: str,
    *,
    job: Job,
    every: timedelta | None = None,
    daily_at: time | None = None,
    weekly_at: tuple[int, time] | None = None,
) -> None:
    """Have a job without arguments done ``every=timedelta(minutes=5)``, ``daily_at=time(2)``, or
    ``weekly_at=(0, time(7))``, which is Mondays at seven. Give one of the three.

    Registered again under its name, an entry takes the place of the earlier one.
    """
    if every and not (daily_at or weekly_at):
        _entries[name] = Entry(name, job, every, BEGINNING)
    elif daily_at is not None and not (every or weekly_at):
        _entries[name] = Entry(name, job, DAY, datetime.combine(BEGINNING, daily_at))
    elif weekly_at and not (every or daily_at):
        weekday, at = weekly_at
        _entries[name] = Entry(name, job, WEEK, datetime.combine(BEGINNING + DAY * (MONDAY + weekday), at))
    else:
        raise ValueError(f"{name}: give one of every, daily_at, weekly_at")


def entries() -> Mapping[str, Entry]:
    return dict(_entries)


def enqueue_due(now: datetime, *, among: Mapping[str, Entry] | None = None) -> list[str]:
    """Make a job of each entry that became due since it last ran; returns their names."""
    looked_at = (_entries if among is None else among).values()
    ran = dict(ScheduledRun.objects.values_list("name", "moment"))
    due = [entry for entry in looked_at if entry.name not in ran or ran[entry.name] < entry.last_due(now)]
    return [entry.name for entry in due if _enqueue(entry, now)]


@transaction.atomic
def _enqueue(entry: Entry, now: datetime) -> bool:
    if not ScheduledRun.objects.claim(entry.name, entry.last_due(now)):
        return False
    entry.job.later()
    return True
