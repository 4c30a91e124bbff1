"""The library with 5,000 case studies, on SQLite and on PostgreSQL: ``python -m bench.library``.

Each database is measured in a process of its own (``library_round``), for settings are read once. The first
view is measured in Chromium on a served site with the demonstration. Ends with 1 if a figure is short.
"""

import os
import platform
import subprocess
import sys
import time
from pathlib import Path

from bench.library_report import figure
from tests import servers
from tests.first_view import encoded_bytes
from tests.processes import temporary_folder
from tests.site import OUR_VARIABLES, served_site

ROUND = "bench.library_round"
FIRST_VIEW_GOAL = 60  # KB
PAGES = {
    "case-page": "/case-studies/demonstration-kingfisher-street/",
    "library-page": "/case-studies/",
    "lesson-browse": "/lessons/",
}


def main() -> int:
    began = time.monotonic()
    print(f"# {os.cpu_count()} cores, Python {platform.python_version()}", flush=True)
    with temporary_folder("exchange-bench-") as folder, servers.postgres() as database_url:
        codes = [
            measure("sqlite", folder, ROUND),
            measure("postgresql", folder, ROUND, DATABASE_URL=database_url),
        ]
    codes.append(measure_first_views())
    print(f"# took {time.monotonic() - began:.0f} s")
    return max(codes)


def measure(name: str, folder: Path, module: str, **env: str) -> int:
    own = {key: value for key, value in os.environ.items() if key not in OUR_VARIABLES}
    var_dir = folder / name
    (var_dir / "static").mkdir(parents=True)
    own |= {"VAR_DIR": str(var_dir), "LOG_LEVEL": "ERROR", **env}
    own["DJANGO_SETTINGS_MODULE"] = "exchange.settings"
    command = [sys.executable, "-m", module, name]
    return subprocess.run(command, env=own, check=False).returncode


def measure_first_views() -> int:
    """What a phone that was never here fetches: each byte as it came, scripts and styles included."""
    with served_site() as site:
        sizes = encoded_bytes(site.url, list(PAGES.values()))
    met = True
    for name, path in PAGES.items():
        line, is_met = figure(f"library-first-view-{name}", sizes[path] / 1000, "KB", FIRST_VIEW_GOAL)
        print(line, flush=True)
        met = met and is_met
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
