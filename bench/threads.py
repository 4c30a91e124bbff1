"""A thread of 100,000 posts, on SQLite and on PostgreSQL: ``python -m bench.threads``.

Each database is measured in a process of its own (``threads_round``), for settings are read once.
django-machina stands beside it on the same kind of database with the same posts, in an environment of
its own (``machina/``). The first view is measured in Chromium on a served site. Ends with 1 if a figure
is short.
"""

import json
import os
import platform
import subprocess
import sys
import time
import venv
from pathlib import Path

from bench.library import measure
from bench.library_report import figure
from tests import servers
from tests.first_view import encoded_bytes
from tests.processes import temporary_folder
from tests.site import served_site

FIRST_VIEW_GOAL = 60  # KB
PEER_SIZES = ("1000", "100000")
REQUIREMENTS = Path(__file__).parent / "machina" / "requirements.lock"


def main() -> int:
    began = time.monotonic()
    print(f"# {os.cpu_count()} cores, Python {platform.python_version()}", flush=True)
    with temporary_folder("exchange-bench-") as folder, servers.postgres() as database_url:
        machina = installed(folder / "machina-environment")
        peer_database = servers.new_database(database_url)
        peer(machina, "sqlite", folder)
        codes = [measure("sqlite", folder, "bench.threads_round")]
        peer(machina, "postgresql", folder, MACHINA_DATABASE_URL=peer_database)
        codes.append(measure("postgresql", folder, "bench.threads_round", DATABASE_URL=database_url))
    codes.append(measure_first_view())
    print(f"# took {time.monotonic() - began:.0f} s")
    return max(codes)


def installed(folder: Path) -> Path:
    """The Python of an environment that has the pinned django-machina, and nothing of ours."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    subprocess.run([*command, "-r", str(REQUIREMENTS)], check=True)
    return python


def peer(python: Path, name: str, folder: Path, **env: str) -> None:
    """Machina's topic page; a peer that fails ends the bench, for then nothing stands beside ours."""
    own_folder = folder / f"machina-{name}"
    own_folder.mkdir()
    env |= {"MACHINA_DIR": str(own_folder), "DJANGO_SETTINGS_MODULE": "bench.machina.settings"}
    command = [python, "-m", "bench.machina.measure", *PEER_SIZES]
    answer = subprocess.run(command, env={**os.environ, **env}, check=True, stdout=subprocess.PIPE, text=True)
    for line in answer.stdout.splitlines():
        found = json.loads(line)
        for page in ("first", "middle", "permalink"):
            p95, queries = found[page]["p95"], found[page]["queries"]
            what = f"p95 {p95:.0f} ms, {queries} queries"
            print(f"peer: threads-{name}-machina-{page}-{found['size']} {what}", flush=True)


def measure_first_view() -> int:
    """What a phone that was never here fetches for a page of fifty posts."""
    with served_site() as site:
        seeded = site.manage("shell", "-v0", "-c", "from bench.threads_first_view import seed; seed()")
        path = seeded.strip().splitlines()[-1]
        sizes = encoded_bytes(site.url, [path])
    line, is_met = figure("threads-first-view", sizes[path] / 1000, "KB", FIRST_VIEW_GOAL)
    print(line, flush=True)
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
