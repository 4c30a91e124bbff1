"""What is done once a day: a list of named jobs, each by itself, so that one that fails stops no other."""

import logging
import threading
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

from casestudies.actions.reminders import remind_owners
from casestudies.dump import write_open_dump

logger = logging.getLogger(__name__)

Job = Callable[[datetime], object]
JOBS: Mapping[str, Job] = {
    "reminders of reviews that are due": remind_owners,
    "open data": write_open_dump,
}
LOOK_EVERY = 600  # seconds
FROM_HOUR = 2  # in the site's time zone: when nobody is in a session


def run_jobs(jobs: Mapping[str, Job], now: datetime) -> list[str]:
    """Run each job; returns the names of those that failed, whose errors are in the log."""
    failed = []
    for name, job in jobs.items():
        try:
            result = job(now)
        except Exception:
            logger.exception("Nightly job failed: %s", name)
            failed.append(name)
        else:
            logger.info("Nightly job done: %s (%s)", name, result)
    return failed


def run_if_due(now: datetime, *, jobs: Mapping[str, Job] = JOBS) -> bool:
    """Run the jobs unless they ran today or the hour has not come; the day is kept in VAR_DIR."""
    here = timezone.localtime(now)
    if here.hour < FROM_HOUR or _last_day() >= here.date():
        return False
    kept().write_text(here.date().isoformat())  # before the work: what breaks the process runs once a day
    run_jobs(jobs, now)
    return True


def kept() -> Path:
    """The file that holds the day of the last run."""
    return Path(settings.VAR_DIR) / "nightly-ran-on"


def _last_day() -> date:
    try:
        return date.fromisoformat(kept().read_text().strip())
    except (OSError, ValueError):
        return date.min


def keep_running() -> threading.Thread:
    """For the embedded site, which has no scheduler beside it: look every few minutes, in a thread."""
    thread = threading.Thread(target=_look, name="nightly", daemon=True)
    thread.start()
    return thread


def _look() -> None:
    wait = threading.Event()
    while not wait.wait(LOOK_EVERY):  # a site that has just started serves first
        try:
            run_if_due(timezone.now())
        except Exception:
            logger.exception("The nightly jobs could not begin")
        finally:
            close_old_connections()
