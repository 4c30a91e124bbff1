"""The servers of a session, which can fail and come back while it goes on."""

import contextlib
import re
import signal
import sqlite3
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from tests import processes, servers
from tests.exchange.live.layers import redis_at
from tests.site import Site, is_ready, served_site

AWAY = ("redis.exceptions.", "Connection", "asyncio.exceptions.IncompleteReadError", "TimeoutError")
ENDS = re.compile(r"^Traceback (?:.*\n(?:[ |].*\n|\n)*)(\S.*)$", re.MULTILINE)


class Town:
    """One process on SQLite, as ``make run`` serves it."""

    def __init__(self, sites: list[Site]) -> None:
        self.sites = sites
        self._read: dict[Path, int] = {}

    def complaints(self) -> list[str]:
        """What tracebacks in the servers' logs end with, of those that came since this was asked last."""
        found = []
        logs = list(self.sites[0].var_dir.glob("*.log"))
        assert len(logs) >= len(self.sites)
        for log in logs:
            text = log.read_text()
            found += ENDS.findall(text, self._read.get(log, 0))
            self._read[log] = len(text)
        return found

    @contextlib.contextmanager
    def locked_database(self) -> Iterator[None]:
        """Another program has the database to itself."""
        path = self.sites[0].var_dir / "exchange.sqlite3"
        with contextlib.closing(sqlite3.connect(path, timeout=20, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            yield
            other.execute("ROLLBACK")


class LargerTown(Town):
    """Two processes on PostgreSQL and Redis."""

    def __init__(self, sites: list[Site], *, stack: contextlib.ExitStack, redis: "ComesAndGoes") -> None:
        super().__init__(sites)
        self._stack = stack
        self._redis = redis

    @contextlib.contextmanager
    def locked_database(self) -> Iterator[None]:
        with psycopg.connect(self.sites[0].env["DATABASE_URL"]) as other:
            other.execute("LOCK TABLE forums_livesession IN ACCESS EXCLUSIVE MODE")
            yield
            other.rollback()

    def restart_redis(self, *, away: float) -> None:
        """It comes back at its port, and knows nothing of what it knew."""
        self._redis.go()
        time.sleep(away)
        self._redis.come()

    def replace_a_process(self, *, away: float) -> None:
        """The second is killed; another takes its port."""
        killed = self.sites[1]
        killed.process.send_signal(signal.SIGKILL)
        killed.process.wait()
        time.sleep(away)
        self.sites[1] = self._stack.enter_context(_beside(self.sites[0], port=_port_of(killed.url)))


@contextlib.contextmanager
def one_process() -> Iterator[Town]:
    with served_site(env={"DATABASE_URL": "", "REDIS_URL": ""}) as site:
        yield Town([site])


@contextlib.contextmanager
def two_processes(postgres_url: str) -> Iterator[LargerTown]:
    shared = {
        "DATABASE_URL": servers.new_database(postgres_url, is_migrated=True),
        "REDIS_URL": f"redis://{processes.LOOPBACK}:{processes.free_port()}/0",
        "PROCESSES": "2",
    }
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(processes.temporary_folder("exchange-redis-"))
        redis = stack.enter_context(ComesAndGoes(_port_of(shared["REDIS_URL"]), folder))
        site = stack.enter_context(served_site(env=shared))
        second = stack.enter_context(_beside(site, port=processes.free_port()))
        yield LargerTown([site, second], stack=stack, redis=redis)


class ComesAndGoes:
    """A Redis at one port."""

    def __init__(self, port: int, folder: Path) -> None:
        self.port = port
        self.folder = folder
        self._running = contextlib.ExitStack()

    def come(self) -> None:
        self._running.enter_context(redis_at(self.port, self.folder))

    def go(self) -> None:
        self._running.close()

    def __enter__(self) -> "ComesAndGoes":
        self.come()
        return self

    def __exit__(self, *_error: object) -> None:
        self.go()


def _port_of(url: str) -> int:
    port = urlsplit(url).port
    assert port
    return port


@contextlib.contextmanager
def _beside(site: Site, *, port: int) -> Iterator[Site]:
    """Another process on the same data."""
    with processes.started(
        lambda _: [sys.executable, "manage.py", "serve", "--port", str(port)],
        answers=lambda _: is_ready(port),
        log=site.var_dir / f"beside-{time.monotonic()}.log",
        cwd=processes.PROJECT,
        env=site.env,
        within=90,
    ) as (process, _):
        yield Site(f"http://{processes.LOOPBACK}:{port}", site.var_dir, process, site.env)
