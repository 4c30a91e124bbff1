"""Databases with every migration applied, kept beside the environment's packages from run to run.

Applying them takes half a minute of a processor; copying one, a moment. Whoever begins with a copy runs
``migrate`` all the same. A copy is named by what migrations are made of: change one, and it is made anew.
"""

import contextlib
import functools
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.processes import PROJECT

FOLDER = Path(sys.prefix) / "migrated"
MADE_OF = ["*/migrations/*.py", "exchange/*/migrations/*.py", "exchange/search/*.py", "requirements*.txt"]
KEPT_FOR = 7 * 24 * 3600  # seconds


def sqlite_file() -> Path:
    """A migrated SQLite database, to be copied."""

    def make(folder: Path) -> None:
        migrate({"VAR_DIR": str(folder), "DATABASE_URL": f"sqlite:///{folder}/exchange.sqlite3"})

    return kept("sqlite", make) / "exchange.sqlite3"


def migrate(variables: dict[str, str]) -> None:
    """Apply every migration to the database that these variables name."""
    env = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"} | variables
    command = [sys.executable, "manage.py", "migrate", "-v0"]
    done = subprocess.run(command, cwd=PROJECT, env=env, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"The migrations could not be applied:\n{done.stdout}{done.stderr}")


def kept(name: str, make: Callable[[Path], None]) -> Path:
    """The folder that ``make`` fills once; two runs that make it at the same time both get a whole one."""
    place = FOLDER / f"{name}-{mark()}"
    if not place.exists():
        FOLDER.mkdir(exist_ok=True)
        for old in FOLDER.iterdir():
            if time.time() - old.stat().st_mtime > KEPT_FOR:
                shutil.rmtree(old, ignore_errors=True)
        made = Path(tempfile.mkdtemp(dir=FOLDER))
        try:
            make(made)
            with contextlib.suppress(OSError):  # the other one was quicker
                made.rename(place)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    return place


@functools.cache
def mark() -> str:
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(path for pattern in MADE_OF for path in PROJECT.glob(pattern)):
        digest.update(str(path.relative_to(PROJECT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]
