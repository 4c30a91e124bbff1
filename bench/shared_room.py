"""The same room over two and four processes, on PostgreSQL, told of each other's writes by Redis.

Each number of processes is a run of its own (``python -m bench.shared_room COUNT``), for settings are
read once.
"""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator

from tests import servers
from tests.processes import temporary_folder

PROCESSES = (2, 4)
SIZE = 4000


def run() -> Iterator[tuple[str, bool]]:
    with servers.postgres() as database_url, servers.redis() as redis_url:
        for count in PROCESSES:
            env = {**os.environ, "DATABASE_URL": servers.new_database(database_url), "REDIS_URL": redis_url}
            command = [sys.executable, "-m", "bench.shared_room", str(count)]
            with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as played:
                assert played.stdout is not None
                for line in played.stdout:
                    yield line.rstrip(), True
            yield f"# {count} processes played", played.returncode == 0


def play(count: int) -> Iterator[tuple[str, bool]]:
    from bench.large_rooms import RATE, SECONDS, figures
    from bench.processes import OtherWork, listener_process, server_process
    from bench.rounds import Tally, make_stage

    with contextlib.ExitStack() as stack:
        processes = [
            stack.enter_context(server_process(dict(os.environ), "uvicorn")) for _one in range(count)
        ]
        listeners = stack.enter_context(listener_process())
        tally, others = Tally(), OtherWork()
        stage = make_stage(processes, listeners)
        events = int(RATE * SECONDS)
        stage.play(arm="hub", size=SIZE, tally=tally, seed=8, rate=RATE, events=events, is_even=True)
        yield from figures(f"live-room-{count}-processes-{SIZE}", tally, others)


def main(count: int) -> int:
    from bench.live import set_django_up
    from bench.processes import allow_many_sockets

    allow_many_sockets()
    own = {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL")}
    own |= {"PROCESSES": str(count), "SECRET_KEY": "x" * 60}
    is_met = True
    with temporary_folder("exchange-bench-") as folder:
        set_django_up(folder, own)
        for line, holds in play(count):
            print(line, flush=True)
            is_met = is_met and holds
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
