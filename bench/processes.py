"""The two other processes of a bench: the server that is measured, and its listeners."""

import contextlib
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil

from tests.processes import PROJECT, free_port, keeper

STARTS_WITHIN = 60.0
SOCKETS_NEED = 8192  # open files: 5,000 listeners, and what else there is


def allow_many_sockets() -> None:
    """Raise our limit of open files, which the processes that we start inherit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = SOCKETS_NEED if hard == resource.RLIM_INFINITY else min(SOCKETS_NEED, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


class OtherWork:
    """How much of the machine others use: with them on it, latencies measure them too."""

    def __init__(self) -> None:
        self._began = self._readings()

    def share(self) -> float:
        others, whole = (now - then for now, then in zip(self._readings(), self._began, strict=True))
        return max(0.0, others / whole) if whole else 0.0

    def _readings(self) -> tuple[float, float]:
        """Processor seconds of everybody but us and what we started, and all there were."""
        times = psutil.cpu_times()
        us = psutil.Process()
        ours = sum(cpu_seconds(process) for process in [us, *us.children(recursive=True)])
        return sum(times) - times.idle - getattr(times, "iowait", 0) - ours, sum(times)


def cpu_seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


class ServerProcess:
    def __init__(self, process: subprocess.Popen, port: int) -> None:
        self.port = port
        self._measured = psutil.Process(process.pid)

    def cpu_seconds(self) -> float:
        return cpu_seconds(self._measured)

    def wait_until_idle(self) -> None:
        """Until what the last round left behind is done."""
        deadline = time.monotonic() + STARTS_WITHIN
        before = -1.0
        while self.cpu_seconds() - before > 0.02 and time.monotonic() < deadline:
            before = self.cpu_seconds()
            time.sleep(0.25)

    def memory(self) -> int:
        """Resident bytes."""
        return self._measured.memory_info().rss

    def play(self, **script: Any) -> dict[str, float]:
        """Have the server perform a script; returns when each event was committed, by seq."""
        return self._ask("play", script)

    def bare_port(self) -> int:
        return self._ask("bare", {})

    def _ask(self, door: str, what: Any) -> Any:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/bench/{door}/", data=json.dumps(what).encode()
        )
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=120) as answer:
            return json.load(answer)


class ListenerProcess:
    """See ``bench.clients``: a line there, a line back."""

    def __init__(self, process: subprocess.Popen) -> None:
        self._process = process

    def ask(self, line: Any) -> Any:
        self._process.stdin.write(json.dumps(line) + "\n")
        self._process.stdin.flush()
        return self.next_answer()

    def next_answer(self) -> Any:
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError("The listeners' process has ended; what it said is above.")
        return json.loads(answer)


@contextlib.contextmanager
def server_process(env: dict[str, str], server: str = "daphne") -> Iterator[ServerProcess]:
    port = free_port()
    env = env | {"SITE_URL": f"http://127.0.0.1:{port}", "DJANGO_SETTINGS_MODULE": "bench.settings"}
    command = [sys.executable, "-m", "bench.asgi", str(port), server]
    log = Path(env["VAR_DIR"]) / "bench.log"  # stock's layer fills it with tracebacks under load
    with log.open("w") as output:
        quietly = {"stdin": subprocess.DEVNULL, "stdout": output, "stderr": output}
        with started(command, env=env, **quietly) as process:
            deadline = time.monotonic() + STARTS_WITHIN
            while not _listens(port):
                if process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"The server did not start:\n{log.read_text()}")
                time.sleep(0.1)
            try:
                yield ServerProcess(process, port)
            except Exception as error:
                error.add_note(f"The server's log ends with:\n{log.read_text()[-4000:]}")
                raise


@contextlib.contextmanager
def listener_process() -> Iterator[ListenerProcess]:
    command = [sys.executable, "-m", "bench.clients"]
    with started(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield ListenerProcess(process)


@contextlib.contextmanager
def started(command: list[str], **options: Any) -> Iterator[subprocess.Popen]:
    """Start a process and end it afterwards, also when we are killed (see ``tests.keeper``)."""
    process = subprocess.Popen(command, cwd=PROJECT, start_new_session=True, **options)
    keeper.tell("process", process.pid, int(signal.SIGTERM))
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        keeper.tell("done", process.pid)


def _listens(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False
