"""``manage.py serve`` as a process of its own: what it refuses at start, and that it serves otherwise."""

import contextlib
import os
import re
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

import psutil
import pytest
from websockets import ConnectionClosed, InvalidStatus, Origin
from websockets.sync.client import connect

from tests import processes, servers
from tests.processes import LOOPBACK, PROJECT
from tests.site import OUR_VARIABLES, Site, served_site

pytestmark = pytest.mark.servers

EMBEDDED = {"DATABASE_URL": "", "REDIS_URL": ""}


def serve(env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Try to serve; a server that is not refused is ended, and fails the test."""
    own = {name: value for name, value in os.environ.items() if name not in OUR_VARIABLES}
    command = [sys.executable, "manage.py", "serve", "--port", str(processes.free_port())]
    return subprocess.run(
        command, cwd=PROJECT, env={**own, **env}, capture_output=True, text=True, timeout=60
    )


def answers(site: Site) -> bool:
    with urllib.request.urlopen(f"{site.url}/healthz") as answer:  # noqa: S310
        return answer.status == 200


@pytest.fixture(scope="module")
def embedded() -> Iterator[Site]:
    """A site on SQLite in a folder of its own."""
    with served_site(env=EMBEDDED, load=()) as site:
        yield site


@pytest.fixture(scope="module")
def on_uvicorn() -> Iterator[Site]:
    with served_site(env=EMBEDDED, load=(), server="uvicorn") as site:
        yield site


@pytest.fixture(params=["embedded", "on_uvicorn"])
def either(request) -> Site:
    """A site on each of the two servers."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def database_url(postgres_url: str) -> str:
    return servers.new_database(postgres_url, is_migrated=True)


# E003: one server on one place --------------------------------------------------------------------
def test_a_second_server_on_the_same_folder_is_refused(embedded):
    second = serve({"VAR_DIR": str(embedded.var_dir)})
    assert (second.returncode, second.stdout) == (3, "")
    assert f"(exchange.E003) Another server already runs on the data in {embedded.var_dir}." in second.stderr
    assert "HINT: Stop it first" in second.stderr
    assert answers(embedded)


def test_a_server_that_was_killed_is_in_nobodys_way(tmp_path):
    with served_site(env={**EMBEDDED, "VAR_DIR": str(tmp_path)}, load=()) as first:
        first.process.kill()
        first.process.wait()
        with served_site(env={**EMBEDDED, "VAR_DIR": str(tmp_path)}, load=()) as second:
            assert answers(second)


def test_other_commands_run_beside_a_server(embedded):
    assert "no issues" in embedded.manage("check")


def test_a_second_server_on_the_same_database_is_refused_without_redis(database_url):
    env = {"DATABASE_URL": database_url, "REDIS_URL": "", "SECRET_KEY": "x" * 60}
    with served_site(env=env, load=()) as first:
        with processes.temporary_folder("exchange-second-") as folder:
            second = serve({**env, "VAR_DIR": str(folder)})
        assert (second.returncode, second.stdout) == (3, "")
        assert "(exchange.E003) Another server already runs on this database." in second.stderr
        assert answers(first)


def test_servers_on_one_database_hear_each_other_by_redis(database_url, redis_url):
    env = {
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "SECRET_KEY": "x" * 60,
        "PROCESSES": "2",
    }
    with served_site(env=env, load=()) as first, served_site(env=env, load=()) as second:
        assert (answers(first), answers(second)) == (True, True)


# What the system checks refuse, serve refuses -----------------------------------------------------
@pytest.mark.parametrize(
    ("env", "complaints"),
    [
        ({"PROCESSES": "2", "DATABASE_URL": "postgres://"}, ["exchange.E001"]),
        ({"PROCESSES": "2"}, ["exchange.E001", "exchange.E004"]),
        ({"SITE_URL": "exchange.example"}, ["exchange.E005"]),
    ],
)
def test_a_wrong_mixture_is_refused_at_start(tmp_path: Path, database_url, env, complaints):
    if "DATABASE_URL" in env:
        env = {**env, "DATABASE_URL": database_url}
    done = serve({**env, "VAR_DIR": str(tmp_path)})
    assert (done.returncode, done.stdout) == (1, "")
    assert [id for id in ("E001", "E003", "E004", "E005") if f"(exchange.{id})" in done.stderr] == [
        complaint.removeprefix("exchange.") for complaint in complaints
    ]
    assert "HINT:" in done.stderr
    assert not (tmp_path / "serve.lock").exists()


def test_it_listens_on_this_machine_only_unless_told_otherwise(either):
    listening = [
        connection.laddr.ip
        for connection in psutil.Process(either.process.pid).net_connections()
        if connection.status == psutil.CONN_LISTEN
    ]
    assert listening == [LOOPBACK]


def test_it_serves_static_files(either):
    with urllib.request.urlopen(f"{either.url}/static/img/favicon.svg") as answer:  # noqa: S310
        assert answer.headers["Content-Type"] == "image/svg+xml"


def test_it_takes_sockets_of_its_own_pages_only(either):
    url = either.url.replace("http", "ws", 1) + "/live/any/socket/"
    with pytest.raises(InvalidStatus) as refused:
        connect(url, origin=Origin("https://elsewhere.example"))
    assert refused.value.response.status_code == 403
    with connect(url, origin=Origin(either.url)) as socket, pytest.raises(ConnectionClosed) as closed:
        socket.recv(timeout=10)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4401


# Background work ----------------------------------------------------------------------------------
def test_it_does_the_jobs_that_another_process_asks_for(embedded):
    ask = "from exchange.work.clean_up import forget_finished_jobs as job; job.later()"
    embedded.manage("shell", "-v0", "-c", ask)
    query = "SELECT status FROM django_tasks_database_dbtaskresult"
    with contextlib.closing(sqlite3.connect(embedded.var_dir / "exchange.sqlite3")) as database:
        deadline = time.monotonic() + 30
        while set(database.execute(query)) != {("SUCCESSFUL",)} and time.monotonic() < deadline:
            time.sleep(0.1)  # it looks once a second
        assert set(database.execute(query)) == {("SUCCESSFUL",)}


def test_a_worker_by_itself_ends_when_it_is_asked_to(embedded):
    command = [sys.executable, "manage.py", "work"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=PROJECT, env=embedded.env, stdout=pipe, text=True) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline().startswith("Working as ")
        worker.terminate()
        assert worker.wait(20) == 0
    # How many depends on the clock: some jobs come every minute.
    assert re.search(r"^Done: \d+ jobs?$", embedded.manage("work", "--once"), re.MULTILINE)
