"""Our live hub beside a stock Channels consumer: ``python -m bench.live`` (see bench/README.md)."""

import os
import sys
import time

import django
from django.core.management import call_command

from bench.processes import allow_many_sockets, listener_process, server_process
from tests import servers

SIZES = (200, 1000)


def main() -> int:
    allow_many_sockets()
    with servers.temporary_folder("exchange-bench-") as folder:
        for variable in servers.OUR_VARIABLES:
            os.environ.pop(variable, None)
        os.environ |= {
            "VAR_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "exchange.settings",
            "LOG_LEVEL": "WARNING",
        }
        django.setup()
        call_command("migrate", verbosity=0)
        from bench.report import peer_lines
        from bench.rounds import Tally, play_round

        for place in sys.argv[1:] or ("memory",):
            with (
                listener_process() as listeners,
                servers.redis() as redis_url,
                server_process(
                    dict(os.environ) | ({"REDIS_URL": redis_url} if place == "redis" else {})
                ) as server,
            ):
                arms = ("hub", "stock") if place == "memory" else ("hub", "stock", "stock-pubsub")
                for size in SIZES:
                    tallies = {arm: Tally() for arm in arms}
                    for arm in (*arms, *arms[::-1]):
                        t = time.monotonic()
                        play_round(
                            arm=arm, size=size, seed=1, server=server, listeners=listeners, tally=tallies[arm]
                        )
                        print(place, size, arm, "took", time.monotonic() - t)
                    for arm, tally in tallies.items():
                        print(
                            *peer_lines(f"{arm}-{place}-{size}", tally),
                            tally.differing,
                            tally.cut,
                            tally.cpu_seconds,
                            tally.updates,
                            sep="\n",
                        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
