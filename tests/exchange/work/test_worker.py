import threading
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from exchange.work import worker as working
from exchange.work.clean_up import forget_finished_jobs
from exchange.work.jobs import new_work, pause_after
from exchange.work.worker import Worker, find_lost
from tests.exchange.work.examples import done, fail_while_there_is_trouble, remember, take_long, trouble

ALL_AT_ONCE = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def nothing_done():
    done.clear()
    trouble.clear()
    yield
    trouble.clear()


@pytest.fixture(autouse=True)
def same_connection(monkeypatch):
    """Between two jobs a worker lets go of its connection; the test's own transaction is on it."""
    monkeypatch.setattr(working, "close_old_connections", lambda: None)


def worker() -> Worker:
    return Worker(look_around_from=timezone.now() + timedelta(days=1))


def states() -> list[tuple[str, int]]:
    rows = DBTaskResult.objects.order_by("enqueued_at", "pk")
    return [(row.status, len(row.worker_ids)) for row in rows]


def hasten() -> None:
    """Let the pause of every job pass."""
    DBTaskResult.objects.update(run_after=timezone.now())


def take_and_die(minutes_ago: int) -> None:
    """A worker takes the first job, and is heard of no more."""
    Worker()._take()
    DBTaskResult.objects.running().update(started_at=timezone.now() - timedelta(minutes=minutes_ago))


@ALL_AT_ONCE
def test_what_was_rolled_back_is_never_done():
    with transaction.atomic():
        remember.later(what="kept")
    with transaction.atomic():
        remember.later(what="rolled back")
        transaction.set_rollback(True)
    assert worker().run_until_done() == 1
    assert done == ["kept"]


@pytest.mark.django_db
def test_a_job_waits_for_its_time():
    remember.later(what="later", at=timezone.now() + timedelta(hours=1))
    remember.later(what="now")
    assert (worker().run_until_done(), done) == (1, ["now"])


@pytest.mark.django_db
def test_a_job_that_fails_is_tried_again_after_growing_pauses_and_then_given_up(caplog):
    trouble.append(OSError("no route"))
    fail_while_there_is_trouble.later(what=1)
    pauses = []
    for _ in range(3):
        began = timezone.now()
        assert worker().run_until_done() == 1
        pauses.append(round((DBTaskResult.objects.get().run_after - began).total_seconds(), -1))
        assert worker().run_until_done() == 0, "not before its pause is over"
        hasten()
    assert pauses == [30, 120, 0]
    assert states() == [("FAILED", 3)]
    assert DBTaskResult.objects.get().exception_class_path == "builtins.OSError"
    assert [record.levelname for record in caplog.records] == ["WARNING", "WARNING", "ERROR"]


@pytest.mark.django_db
def test_a_job_that_failed_once_is_done_in_the_end():
    trouble.append(OSError("no route"))
    fail_while_there_is_trouble.later(what=1)
    worker().run_until_done()
    trouble.clear()
    hasten()
    worker().run_until_done()
    assert (done, states()) == ([1], [("SUCCESSFUL", 2)])


def test_pauses_grow_to_six_hours():
    assert [pause_after(tries).total_seconds() for tries in (1, 2, 3, 9)] == [30, 120, 480, 6 * 3600]


@pytest.mark.django_db
def test_a_job_that_a_release_took_away_is_given_up_at_once():
    remember.later()
    row = DBTaskResult.objects.get()
    row.args_kwargs["args"][0] = "exchange.work.jobs.no_such_job"
    row.save()
    worker().run_until_done()
    assert states() == [("FAILED", 1)]


@pytest.mark.django_db
def test_a_job_whose_worker_died_is_found_after_a_while_and_the_try_is_counted():
    fail_while_there_is_trouble.later(what=1)
    take_and_die(minutes_ago=14)
    assert (find_lost(timezone.now()), states()) == (0, [("RUNNING", 1)])
    take_and_die(minutes_ago=16)
    assert (find_lost(timezone.now()), states()) == (1, [("READY", 1)])
    for _ in range(2):
        hasten()
        take_and_die(minutes_ago=16)
        find_lost(timezone.now())
    assert states() == [("FAILED", 3)]


@pytest.mark.django_db
def test_a_job_that_may_take_long_is_given_its_time():
    take_long.later()
    take_and_die(minutes_ago=119)
    assert find_lost(timezone.now()) == 0
    take_and_die(minutes_ago=121)
    assert find_lost(timezone.now()) == 1


@ALL_AT_ONCE
def test_several_workers_never_take_the_same_job():
    for number in range(12):
        remember.later(what=number)

    def work() -> None:
        try:
            worker().run_until_done()
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == list(range(12))
    assert states() == [("SUCCESSFUL", 1)] * 12


@ALL_AT_ONCE
def test_a_worker_wakes_when_a_job_is_committed_survives_a_locked_database_and_stops(monkeypatch, caplog):
    monkeypatch.setattr(working, "LOOK_EVERY", 0.05)
    locked = [OperationalError("database is locked")]
    look = Worker.work_once
    looked = threading.Event()

    def work_once(self: Worker) -> bool:
        if locked:
            raise locked.pop()
        found = look(self)
        looked.set()
        return found

    monkeypatch.setattr(Worker, "work_once", work_once)
    running = worker()
    thread = threading.Thread(target=running.run)
    thread.start()
    assert looked.wait(10)
    assert [record.getMessage() for record in caplog.records] == [
        "The worker cannot reach its jobs, and tries again"
    ]
    monkeypatch.setattr(working, "LOOK_EVERY", 3600.0)  # from here only the bell wakes it
    finished = threading.Event()
    monkeypatch.setattr(working, "do", lambda row: finished.set())
    with transaction.atomic():
        remember.later(what="woken")
        assert not new_work.is_set(), "not before the commit"
    assert finished.wait(10)
    running.stop()
    thread.join(10)
    assert not thread.is_alive()


@pytest.mark.django_db
def test_finished_jobs_are_forgotten_after_some_days_and_failed_ones_later():
    trouble.append(OSError("no route"))
    for days in (1, 4, 40):
        remember.later(what=days)
        fail_while_there_is_trouble.later(what=days)
        for _ in range(3):
            worker().run_until_done()
            hasten()
        finished = DBTaskResult.objects.filter(finished_at__gt=timezone.now() - timedelta(minutes=1))
        finished.update(finished_at=timezone.now() - timedelta(days=days))
    forget_finished_jobs()
    assert sorted(states()) == [("FAILED", 3), ("FAILED", 3), ("SUCCESSFUL", 1)]
