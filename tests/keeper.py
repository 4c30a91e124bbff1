"""Ends what a test run started, however the run itself ends.

``tests.processes`` starts this file as a process of its own and writes one line for each thing to look
after. A run that ends in good order takes its things back first; after ``kill -9`` the pipe closes
all the same, and what is still listed here goes. Standard library only, so that it starts at once.
"""

import contextlib
import os
import shutil
import signal
import sys
import time
from collections.abc import Iterable

GRACE = 3.0  # seconds between the polite signal and SIGKILL


def follow(lines: Iterable[str]) -> tuple[dict[int, int], set[str]]:
    """Read ``process PID SIGNAL``, ``folder PATH`` and ``done PID-or-PATH`` until the pipe closes."""
    processes: dict[int, int] = {}
    folders: set[str] = set()
    for line in lines:
        verb, _, rest = line.rstrip("\n").partition(" ")
        if verb == "process":
            pid, number = rest.split()
            processes[int(pid)] = int(number)
        elif verb == "folder":
            folders.add(rest)
        elif rest.isdigit():
            processes.pop(int(rest), None)
        else:
            folders.discard(rest)
    return processes, folders


def end(processes: dict[int, int]) -> None:
    for pid, number in processes.items():
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
    deadline = time.monotonic() + GRACE
    while time.monotonic() < deadline and any(is_alive(pid) for pid in processes):
        time.sleep(0.05)
    for pid in filter(is_alive, processes):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    left_over, folders = follow(sys.stdin)
    end(left_over)
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
