"""Our own site for the tests, served as ``make run`` serves it, on fresh data."""

import atexit
import contextlib
import dataclasses
import functools
import http.client
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests import migrated
from tests.processes import LOOPBACK, PROJECT, log_of, run, started, temporary_folder
from tests.servers import new_database, redis

OUR_VARIABLES = {  # of the developer's shell; a served site is told its own
    "DEBUG",
    "SECRET_KEY",
    "WORDS_KEY",
    "SITE_URL",
    "SOURCE_URL",
    "ALLOWED_HOSTS",
    "VAR_DIR",
    "DATABASE_URL",
    "DATABASE_POOL_SIZE",
    "REDIS_URL",
    "PROCESSES",
    "DRAFT_ENDPOINT_KEY",
    "DRAFT_ENDPOINT_MODEL",
    "DRAFT_ENDPOINT_URL",
    "EMAIL_URL",
    "EMAIL_VERIFICATION",
    "MAIL_FROM",
    "MAIL_REPLY_ADDRESS",
    "INBOUND_IMAP_URL",
    "INBOUND_PROVIDER",
    "INBOUND_WEBHOOK_SECRET",
    "POSTS_A_MINUTE",
    "POSTS_AN_HOUR",
    "POSTS_A_DAY",
    "HELD_WORDS",
    "INBOUND_SIGNING_KEY",
    "BEHIND_PROXY",
    "ATTACHMENT_SCANNER",
    "EMBED_ORIGINS",
    "CLAMD_ADDRESS",
    "LOG_LEVEL",
    "DJANGO_SETTINGS_MODULE",
    "DJANGO_ALLOW_ASYNC_UNSAFE",
}


@dataclasses.dataclass(frozen=True)
class Site:
    url: str
    var_dir: Path
    process: subprocess.Popen[bytes]
    env: Mapping[str, str]

    @property
    def log(self) -> str:
        return log_of(self.var_dir / "serve.log")

    def manage(self, *arguments: str) -> str:
        """Run a management command on this site's data; returns what it printed."""
        return run([sys.executable, "manage.py", *arguments], cwd=PROJECT, env=self.env)


@contextlib.contextmanager
def served_site(
    *,
    env: Mapping[str, str] | None = None,
    load: Sequence[str] = ("load_programme", "load_demonstration"),
    server: str = "daphne",
) -> Iterator[Site]:
    """The site as ``make run`` serves it, on fresh data.

    It is built like the run that asks: SQLite in its own folder, or, where the run has a
    DATABASE_URL and a REDIS_URL, a new database on that server and a Redis of its own. ``env`` goes
    before both; an empty value takes a variable away.
    """
    with contextlib.ExitStack() as stack:
        var_dir = stack.enter_context(temporary_folder("exchange-site-"))
        site_env = {name: value for name, value in os.environ.items() if name not in OUR_VARIABLES}
        site_env |= {"VAR_DIR": str(var_dir), "PYTHONUNBUFFERED": "1"}
        # Tests write faster than people; those of the limits set their own.
        site_env |= dict.fromkeys(["POSTS_A_MINUTE", "POSTS_AN_HOUR", "POSTS_A_DAY"], "1000000")
        wished = dict(env or {})
        if "DATABASE_URL" in os.environ and "DATABASE_URL" not in wished:
            site_env["DATABASE_URL"] = new_database(os.environ["DATABASE_URL"], is_migrated=True)
        if "REDIS_URL" in os.environ and "REDIS_URL" not in wished:
            site_env["REDIS_URL"] = stack.enter_context(redis())
        site_env |= wished
        for name in [name for name, value in wished.items() if value == ""]:
            del site_env[name]

        commands = ("migrate -v0", *load, "collectstatic --noinput -v0")
        is_plain = not wished.keys() - {"DATABASE_URL", "REDIS_URL", "VAR_DIR"}
        if is_plain and "DATABASE_URL" not in site_env:
            _copy_prepared(commands, Path(site_env["VAR_DIR"]))
        else:
            _begin_migrated(site_env)
            _prepare(site_env, commands)

        def command(port: int) -> list[str]:
            site_env["SITE_URL"] = wished.get("SITE_URL") or f"http://{LOOPBACK}:{port}"
            return [sys.executable, "manage.py", "serve", "--port", str(port), "--server", server]

        with started(
            command, answers=is_ready, log=var_dir / "serve.log", cwd=PROJECT, env=site_env, within=90
        ) as (process, port):
            yield Site(f"http://{LOOPBACK}:{port}", var_dir, process, site_env)


def _copy_prepared(commands: tuple[str, ...], var_dir: Path) -> None:
    """A folder that a site of this run has used already stays as that left it."""
    if not (var_dir / "exchange.sqlite3").exists():
        shutil.copytree(_prepared_once(commands), var_dir, dirs_exist_ok=True)


@functools.cache
def _prepared_once(commands: tuple[str, ...]) -> Path:
    """The data of an embedded site after these commands, for every site of this run that begins so."""
    folder = Path(tempfile.mkdtemp(prefix="exchange-prepared-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    env = {name: value for name, value in os.environ.items() if name not in OUR_VARIABLES}
    env["VAR_DIR"] = str(folder)
    _begin_migrated(env)
    _prepare(env, commands)
    return folder


def _begin_migrated(env: Mapping[str, str]) -> None:
    database = Path(env["VAR_DIR"]) / "exchange.sqlite3"
    if "DATABASE_URL" not in env and not database.exists():
        shutil.copy(migrated.sqlite_file(), database)


def _prepare(env: Mapping[str, str], commands: Sequence[str]) -> None:
    """Run management commands one after another in one process: Django starts once, not four times."""
    script = (
        "import os, sys, django\n"
        "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'exchange.settings')\n"
        "django.setup()\n"
        "from django.core.management import call_command\n"
        "for line in sys.argv[1:]: call_command(*line.split())\n"
    )
    run([sys.executable, "-c", script, *commands], cwd=PROJECT, env=env)


def is_ready(port: int) -> bool:
    """Whether the site on this loopback port says that it can serve."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://{LOOPBACK}:{port}/readyz", timeout=5) as answer:
            return answer.status == 200
    except (OSError, http.client.HTTPException):  # not yet listening, or another answer than 200
        return False
