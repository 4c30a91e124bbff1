"""Serve the site: one process, pages and sockets."""

import fcntl
import threading
from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import connection

from exchange.checks import LOCK_HELD, check_no_demonstration
from exchange.management import serving
from exchange.work.worker import Worker, start_thread

ADVISORY_LOCK = 7_310_257  # any number of our own; the lock tells a second server of a first
FINISH_WITHIN = 5.0  # seconds that the end of the server waits for the job at hand


class Command(BaseCommand):
    help = "Serve the site in one process."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--server",
            choices=[str(kind) for kind in serving.ServerKind],
            default=str(serving.ServerKind.DAPHNE),
            help="Daphne works everywhere; uvicorn holds far larger rooms.",
        )
        parser.add_argument(
            "--no-worker",
            action="store_true",
            help="Do no jobs in this process: `manage.py work` does them. Not with SQLite.",
        )

    def handle(self, *args: Any, host: str, port: int, server: str, no_worker: bool, **options: Any) -> None:
        from exchange.asgi import application  # needs the apps, so not before the command runs

        with ExitStack() as held:
            self._refuse_a_second_server(held)
            for problem in check_no_demonstration(None):
                raise CommandError(f"({problem.id}) {problem.msg}\n\tHINT: {problem.hint}", returncode=3)
            if settings.ON_SQLITE or not no_worker:
                held.callback(_finish, *start_thread())
            self.stdout.write(f"Serving {settings.SITE_NAME} at {settings.SITE_URL} (Ctrl-C ends it)")
            serving.run(serving.ServerKind(server), application, host=host, port=port)

    def _refuse_a_second_server(self, held: ExitStack) -> None:
        """With an in-memory layer two servers on one database would not hear each other."""
        if settings.ON_SQLITE:
            held.enter_context(_folder_lock(settings.VAR_DIR))
        elif not settings.REDIS_URL and not _has_advisory_lock(held):
            raise _second_server("this database")


def _finish(worker: Worker, thread: threading.Thread) -> None:
    """Let it finish the job that it is at; one that takes longer is found lost, and done again."""
    worker.stop()
    thread.join(FINISH_WITHIN)


def _second_server(what: str) -> CommandError:
    return CommandError(
        f"({LOCK_HELD}) Another server already runs on {what}.\n"
        "\tHINT: Stop it first; for several processes set DATABASE_URL, REDIS_URL and PROCESSES.",
        returncode=3,
    )


def _folder_lock(folder: Path) -> IO[str]:
    """The OS lets go of this lock when the process ends, however it ends."""
    lock = (folder / "serve.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise _second_server(f"the data in {folder}") from error
    return lock


def _has_advisory_lock(held: ExitStack) -> bool:
    """PostgreSQL keeps this lock as long as the connection that took it lives."""
    own = connection.copy()
    own.settings_dict = {**own.settings_dict, "OPTIONS": {}}
    own.connect()
    held.callback(own.close)
    with own.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY_LOCK])
        row = cursor.fetchone()
    return bool(row and row[0])
