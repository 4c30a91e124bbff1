import threading
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django_tasks_db.models import DBTaskResult

from exchange.work import schedule
from exchange.work.schedule import enqueue_due, entries, register_schedule
from tests.exchange.work.examples import done, fail_while_there_is_trouble, remember, trouble

HERE = ZoneInfo("Africa/Johannesburg")
TWO = datetime(2027, 9, 15, 2, 0, tzinfo=HERE)  # a Wednesday
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def own_entries(monkeypatch):
    monkeypatch.setattr(schedule, "_entries", {})
    done.clear()
    trouble.clear()
    yield
    trouble.clear()


def due_at(*moments: datetime) -> list[bool]:
    """Whether the one entry became a job when a worker looked at each of these moments, in turn."""
    return [enqueue_due(moment) == ["it"] for moment in moments]


@pytest.mark.django_db
def test_a_daily_entry_is_done_once_a_day_from_its_hour_in_the_time_zone_of_the_site():
    register_schedule("it", daily_at=time(2), job=remember)
    enqueue_due(TWO - DAY)
    moments = [TWO - MINUTE, TWO, TWO + MINUTE, TWO + DAY - MINUTE, TWO + DAY]
    assert due_at(*moments) == [False, True, False, False, True]
    assert due_at(*(moment.astimezone(ZoneInfo("Pacific/Kiritimati")) for moment in moments)) == [False] * 5
    assert DBTaskResult.objects.count() == 3


@pytest.mark.django_db
def test_a_weekly_entry_is_done_on_its_day():
    register_schedule("it", weekly_at=(2, time(2)), job=remember)
    enqueue_due(TWO - DAY)
    assert due_at(TWO - MINUTE, TWO, TWO + DAY * 6, TWO + DAY * 7) == [False, True, False, True]


@pytest.mark.django_db
def test_what_was_missed_is_done_once_and_not_once_for_each_time():
    register_schedule("it", every=MINUTE * 5, job=remember)
    moments = [TWO, TWO + MINUTE * 4, TWO + MINUTE * 5, TWO + DAY, TWO + DAY + MINUTE, TWO + DAY + MINUTE * 5]
    assert due_at(*moments) == [True, False, True, True, False, True]


@pytest.mark.django_db
def test_where_clocks_change_the_hour_on_the_wall_counts(settings):
    settings.TIME_ZONE = "Europe/Berlin"
    berlin = ZoneInfo("Europe/Berlin")
    register_schedule("it", daily_at=time(7), job=remember)
    days = [datetime(2027, 3, day, hour, tzinfo=berlin) for day in (27, 28, 29) for hour in (6, 7)]
    assert due_at(*days) == [True, True, False, True, False, True]


@pytest.mark.django_db
def test_a_new_entry_is_due_at_once():
    register_schedule("it", daily_at=time(2), job=remember)
    assert due_at(TWO - MINUTE) == [True]


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_that_look_at_once_one_makes_the_job():
    register_schedule("it", daily_at=time(2), job=remember)
    together = threading.Barrier(4)

    def look() -> None:
        together.wait(10)
        try:
            enqueue_due(TWO)
        finally:
            connection.close()

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert DBTaskResult.objects.count() == 1


@pytest.mark.parametrize(
    "when", [{}, {"every": DAY, "daily_at": time(2)}, {"weekly_at": (0, time(2)), "every": DAY}]
)
def test_an_entry_has_one_rhythm(when):
    with pytest.raises(ValueError, match="it: give one of"):
        register_schedule("it", job=remember, **when)


def test_nightly_does_what_is_daily_now_and_says_what_failed(capsys, caplog):
    register_schedule("broken", daily_at=time(2), job=fail_while_there_is_trouble)
    register_schedule("fine", daily_at=time(5), job=remember)
    register_schedule("often", every=MINUTE, job=remember)
    trouble.append(OSError("no room left"))
    with pytest.raises(CommandError, match="Failed, see the log: broken") as refused:
        call_command("nightly")
    assert (refused.value.returncode, done, capsys.readouterr().out) == (1, ["nothing"], "Done: fine\n")
    assert [(r.message, str(r.exc_info[1])) for r in caplog.records] == [("Failed: broken", "no room left")]


def test_what_the_site_does_by_itself(monkeypatch):
    monkeypatch.undo()
    assert {"forget finished jobs", "reminders of reviews that are due", "open data"} <= set(entries())
