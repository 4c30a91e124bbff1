"""Run a command with a fresh PostgreSQL and Redis: ``python -m tests.with_servers pytest tests/forums``."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType

from tests import processes, servers


def main(command: list[str]) -> int:
    if not command:
        sys.exit(__doc__)
    with servers.postgres() as database_url, servers.redis() as redis_url:
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
        env = os.environ | {"DATABASE_URL": database_url, "REDIS_URL": redis_url, "PATH": path}
        # A session of its own, so that Ctrl-C reaches it once, through us, and the servers outlive it.
        child = subprocess.Popen(command, env=env, start_new_session=True)
        processes.keeper.tell("process", child.pid, int(signal.SIGTERM))

        def pass_on(number: int, frame: FrameType | None) -> None:
            child.send_signal(number)

        signal.signal(signal.SIGTERM, pass_on)
        signal.signal(signal.SIGINT, pass_on)
        code = child.wait()
        processes.keeper.tell("done", child.pid)
        return code


if __name__ == "__main__":
    code = main(sys.argv[1:])
    sys.exit(code if code >= 0 else 128 - code)
