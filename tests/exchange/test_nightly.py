from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command

from exchange import nightly
from exchange.management.commands import nightly as command

HERE = ZoneInfo("Africa/Johannesburg")
EARLY = datetime(2027, 9, 15, 1, 59, tzinfo=HERE)
NIGHT = EARLY + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def var_dir(tmp_path, settings):
    settings.VAR_DIR = tmp_path


def breaks(now):
    raise ValueError("no room left")


def test_a_job_that_fails_stops_no_other_and_is_logged(caplog):
    ran = []
    jobs = {"first": ran.append, "broken": breaks, "last": ran.append}
    assert nightly.run_jobs(jobs, NIGHT) == ["broken"]
    assert ran == [NIGHT, NIGHT]
    assert [(r.message, str(r.exc_info[1])) for r in caplog.records if r.levelname == "ERROR"] == [
        ("Nightly job failed: broken", "no room left")
    ]


def test_the_command_ends_with_1_where_a_job_failed(monkeypatch):
    monkeypatch.setattr(command, "JOBS", {"fine": lambda now: 0})
    call_command("nightly")
    monkeypatch.setattr(command, "JOBS", {"fine": lambda now: 0, "broken": breaks})
    with pytest.raises(CommandError, match="Failed, see the log: broken") as failed:
        call_command("nightly")
    assert failed.value.returncode == 1


def test_the_embedded_site_runs_them_once_a_night():
    ran = []
    times = [EARLY, NIGHT, NIGHT + timedelta(hours=20), EARLY + timedelta(days=1), NIGHT + timedelta(days=1)]
    due = [nightly.run_if_due(time, jobs={"job": ran.append}) for time in times]
    assert due == [False, True, False, False, True]
    assert ran == [NIGHT, NIGHT + timedelta(days=1)]


def test_a_spoilt_file_of_the_last_run_counts_as_never():
    nightly.kept().write_text("yesterday")
    assert nightly.run_if_due(NIGHT, jobs={}) is True
