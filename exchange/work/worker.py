"""A worker: takes jobs that are due, one after the other, and looks after those that fail.

It runs as a thread inside ``manage.py serve`` and as ``manage.py work``. Several may run on one
database: a row is taken under a lock. A row's ``worker_ids`` are its tries, so that one whose worker
died is counted, too.
"""

import logging
import os
import socket
import threading
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from django.db import close_old_connections, connection, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from exchange.work.jobs import Job, job_at, new_work, pause_after
from exchange.work.schedule import enqueue_due

LOOK_EVERY = 1.0  # seconds; what another process asked for is found by looking
LOOK_AROUND_EVERY = timedelta(seconds=10)  # for what is due by the schedule, and for lost jobs
SERVE_FIRST = timedelta(minutes=1)  # a site that has just started has other things to do than its schedule
LONGEST_REST = 30.0  # seconds between two tries to reach a database that does not answer

logger = logging.getLogger(__name__)
Row: TypeAlias = DBTaskResult[..., Any]


class Worker:
    """``stop`` lets it finish the job that it is at."""

    def __init__(self, *, look_around_from: datetime | None = None) -> None:
        self.name = f"{socket.gethostname()[:30]}-{os.getpid()}-{get_random_string(6)}"
        self._stopped = threading.Event()
        self._look_around_at = look_around_from or timezone.now()

    def stop(self) -> None:
        self._stopped.set()
        new_work.set()  # wakes it

    def run(self) -> None:
        """Until ``stop``. What goes wrong with the database is logged once, and waited for."""
        rest = LOOK_EVERY
        while not self._stopped.is_set():
            new_work.clear()  # before looking: what comes while it looks is not slept over
            try:
                if not self.work_once():
                    new_work.wait(LOOK_EVERY)
                rest = LOOK_EVERY
            except Exception:
                if rest == LOOK_EVERY:
                    logger.exception("The worker cannot reach its jobs, and tries again")
                _drop_connection()
                self._stopped.wait(rest)
                rest = min(rest * 2, LONGEST_REST)
        _drop_connection()

    def run_until_done(self) -> int:
        """Do what is due now, and leave; returns how many jobs that were."""
        done = 0
        while not self._stopped.is_set() and self.work_once():
            done += 1
        return done

    def work_once(self) -> bool:
        """Look around if it is time to, then do one job; whether there was one."""
        close_old_connections()
        now = timezone.now()
        if now >= self._look_around_at:
            self._look_around_at = now + LOOK_AROUND_EVERY
            enqueue_due(now)
            find_lost(now)
        row = self._take()
        if row is not None:
            do(row)
        close_old_connections()
        return row is not None

    def _take(self) -> Row | None:
        """The first row that is due, marked as this worker's. An idle SQLite is not locked to look."""
        if not DBTaskResult.objects.ready().exists():
            return None
        with transaction.atomic():
            row = DBTaskResult.objects.ready().get_locked()
            if row is not None:
                row.claim(self.name)
        return row


def do(row: Row) -> None:
    """Do a job that was taken, and write down how it went."""
    try:
        result = row.task.call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])
    except Exception as error:
        failed(row, error, timezone.now())
    else:
        row.set_successful(result)


@transaction.atomic
def failed(row: Row, error: Exception, now: datetime) -> None:
    """Have it tried again after a pause, or give it up and keep it to be looked into."""
    tries = len(row.worker_ids)
    job = _job_of(row)
    row.set_failed(error)
    if job is None or tries >= job.tries:
        logger.error("Job %s is given up after try %s.", _name_of(row), tries, exc_info=error)
        return
    pause = pause_after(tries)
    logger.warning("Job %s failed (try %s); again in %s.", _name_of(row), tries, pause, exc_info=error)
    row.status, row.run_after, row.finished_at = TaskResultStatus.READY, now + pause, None
    row.save(update_fields=["status", "run_after", "finished_at"])


class WorkerLost(Exception):
    """Nothing was heard of the worker that took this job."""


def find_lost(now: datetime) -> int:
    """Give back jobs whose worker is gone: they run longer than they may. Returns how many."""
    lost = 0
    running = DBTaskResult.objects.running().filter(started_at__lt=now - Job.longest)
    for pk in list(running.order_by("started_at", "pk").values_list("pk", flat=True)):
        with transaction.atomic():
            row = DBTaskResult.objects.running().select_for_update(skip_locked=True).filter(pk=pk).first()
            if row is None or row.started_at is None:
                continue
            job = _job_of(row)
            if job and row.started_at >= now - job.longest:
                continue
            failed(row, WorkerLost(f"{row.worker_ids[-1]} took it at {row.started_at:%c}"), now)
            lost += 1
    return lost


def start_thread() -> tuple[Worker, threading.Thread]:
    """A worker beside the server in this process; the thread ends with it at the latest."""
    worker = Worker(look_around_from=timezone.now() + SERVE_FIRST)
    thread = threading.Thread(target=worker.run, name="worker", daemon=True)
    thread.start()
    return worker, thread


def _name_of(row: Row) -> str:
    return str((row.args_kwargs["args"] or [row.task_path])[0])


def _job_of(row: Row) -> Job | None:
    try:
        return job_at(_name_of(row))
    except ImportError:
        return None


def _drop_connection() -> None:
    """A connection that failed may be broken; the next look makes a new one."""
    try:
        connection.close()
    except Exception:
        logger.debug("A broken connection could not be closed", exc_info=True)
