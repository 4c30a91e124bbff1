"""Our live hub beside a stock Channels consumer: ``python -m bench.live`` (see bench/README.md).

Ends with 1 if an update was lost, or a state wrong, on our side; a goal that is missed is printed.
"""

import contextlib
import os
import platform
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import django
from django.core.management import call_command

from bench.processes import OtherWork, allow_many_sockets, listener_process, server_process
from tests import servers
from tests.site import OUR_VARIABLES

SIZES = (200, 1000)
ARMS = {  # by channel layer, each arm as often as it stands here; backwards in every other room
    "memory": ("hub", "stock", "stock", "hub"),
    "redis": ("hub", "stock", "stock-pubsub"),
}
NAMES = {
    "memory": {"hub": "hub", "stock": "stock"},
    "redis": {"hub": "hub-redis", "stock": "stock-redis", "stock-pubsub": "stock-redis-pubsub"},
}


def main() -> int:
    allow_many_sockets()
    begin = time.monotonic()
    print(f"# {os.cpu_count()} cores, Python {platform.python_version()}")
    with servers.temporary_folder("exchange-bench-") as folder:
        set_django_up(folder)
        are_right = [compare(place) for place in ARMS]
    print(f"# took {time.monotonic() - begin:.0f} s")
    return 0 if all(are_right) else 1


def set_django_up(folder: Path) -> None:
    """A database of our own; the server that we measure gets the same environment."""
    for variable in OUR_VARIABLES:
        os.environ.pop(variable, None)
    os.environ |= {"VAR_DIR": str(folder), "LOG_LEVEL": "ERROR"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "exchange.settings"
    (folder / "static").mkdir()
    django.setup()
    call_command("migrate", verbosity=0)


def compare(place: str) -> bool:
    """Both arms on one channel layer, at each size; whether ours lost nothing."""
    from bench.report import lines  # these need Django to be set up
    from bench.rounds import Tally, make_stage

    is_right = True
    with environment_of(place) as env, server_process(env) as server, listener_process() as listeners:
        stage = make_stage(server, listeners)
        order = ARMS[place]
        for size in SIZES:
            others = OtherWork()
            tallies = {arm: Tally() for arm in NAMES[place]}
            played = dict.fromkeys(tallies, 0)
            for arm in order:
                played[arm] += 1
                stage.play(arm=arm, size=size, seed=played[arm], tally=tallies[arm])
            order = order[::-1]
            hub = tallies.pop("hub")
            peers = {NAMES[place][arm]: tally for arm, tally in tallies.items()}
            print(f"# {place}, {size} sockets; others took {others.share():.0%} of the machine meanwhile")
            print(*lines(name=NAMES[place]["hub"], size=size, hub=hub, peers=peers), sep="\n", flush=True)
            is_right = is_right and not hub.lost and not hub.differing
    return is_right


@contextlib.contextmanager
def environment_of(place: str) -> Iterator[dict[str, str]]:
    if place == "memory":
        yield dict(os.environ)
    else:
        with servers.redis() as redis_url:
            yield os.environ | {"REDIS_URL": redis_url}


if __name__ == "__main__":
    sys.exit(main())
