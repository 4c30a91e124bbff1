"""The live session under load: ``python -m bench.live [SCENE …]`` (see bench/README.md).

Ends with 1 if a figure is short.
"""

import os
import platform
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import django
from django.core.management import call_command

from bench.processes import allow_many_sockets
from tests.processes import temporary_folder
from tests.site import OUR_VARIABLES

Scene = Callable[[], Iterator[tuple[str, bool]]]


def main(wanted: list[str]) -> int:
    allow_many_sockets()
    begin = time.monotonic()
    print(f"# {os.cpu_count()} cores, Python {platform.python_version()}")
    is_met = True
    with temporary_folder("exchange-bench-") as folder:
        set_django_up(folder)
        for name, scene in scenes().items():
            if wanted and name not in wanted:
                continue
            for line, holds in scene():
                print(line, flush=True)
                is_met = is_met and holds
    print(f"# took {time.monotonic() - begin:.0f} s")
    return 0 if is_met else 1


def set_django_up(folder: Path, env: Mapping[str, str] | None = None) -> None:
    """A database of our own; the server that we measure gets the same environment."""
    for variable in OUR_VARIABLES:
        os.environ.pop(variable, None)
    os.environ |= {"VAR_DIR": str(folder), "LOG_LEVEL": "ERROR", **(env or {})}
    os.environ["DJANGO_SETTINGS_MODULE"] = "exchange.settings"
    (folder / "static").mkdir()
    django.setup()
    call_command("migrate", verbosity=0)


def scenes() -> dict[str, Scene]:
    from bench import crowd, ladder, large_rooms, shared_room  # these need Django to be set up

    return {
        "rooms": large_rooms.run,
        "crowd": crowd.run,
        "processes": shared_room.run,
        "ladder": ladder.run,
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
