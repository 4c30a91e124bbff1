"""Processes that the tests start, and their folders: each ends with its block, or with the run."""

import atexit
import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
LOOPBACK = "127.0.0.1"


class ServerError(Exception):
    """A server that the tests need did not start; the message carries its log."""


@contextlib.contextmanager
def started(
    command: Callable[[int], Sequence[str | Path]],
    *,
    answers: Callable[[int], bool],
    log: Path,
    stop_with: signal.Signals = signal.SIGTERM,
    within: float = 30,
    **popen,
) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Start ``command(port)``, wait until it answers, end it afterwards."""
    for attempt in range(3):  # between finding a free port and using it, another may take it
        port = free_port()
        with log.open("wb") as output:
            process = subprocess.Popen(
                command(port),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C is for us; we then end them in order
                **popen,
            )
        keeper.tell("process", process.pid, int(stop_with))
        try:
            deadline = time.monotonic() + within
            while process.poll() is None and time.monotonic() < deadline:
                if answers(port):
                    yield process, port
                    return
                time.sleep(0.05)
        finally:
            _end(process, stop_with)
        if attempt == 2 or "in use" not in log_of(log):
            break
    name = Path(str(process.args[0])).name if "manage.py" not in process.args else "manage.py serve"
    raise ServerError(f"{name} did not answer (exit {process.returncode}). Its log:\n{log_of(log)}")


def _end(process: subprocess.Popen[bytes], stop_with: signal.Signals) -> None:
    if process.poll() is None:
        process.send_signal(stop_with)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    keeper.tell("done", process.pid)


@contextlib.contextmanager
def temporary_folder(prefix: str, *, owner: pwd.struct_passwd | None = None) -> Iterator[Path]:
    """A folder that goes with its block, or with the run if that is cut short."""
    # Another account must be able to reach the folder, which root's own TMPDIR may not allow.
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir="/tmp" if owner else None))  # noqa: S108
    keeper.tell("folder", folder)
    try:
        give(folder, owner)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        keeper.tell("done", folder)


def give(folder: Path, owner: pwd.struct_passwd | None) -> None:
    if owner is not None:
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, owner.pw_uid, owner.pw_gid, follow_symlinks=False)


def identity(user: pwd.struct_passwd | None) -> dict:
    return {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind((LOOPBACK, 0))
        return listener.getsockname()[1]


def run(command: Sequence[str | Path], **options) -> str:
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        **options,
    )
    if done.returncode:
        shown = " ".join(map(str, command[:1] if "-c" in command else command))
        raise ServerError(f"{shown} ended with {done.returncode}:\n{done.stdout}")
    return done.stdout


def log_of(path: Path) -> str:
    return path.read_text(errors="replace") if path.exists() else ""


class _Keeper:
    """Our end of the pipe to ``tests/keeper.py``."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[str] | None = None
        self.lock = threading.Lock()

    def tell(self, *words: object) -> None:
        with self.lock:
            if self.process is None:
                script = Path(__file__).with_name("keeper.py")
                self.process = subprocess.Popen(
                    [sys.executable, script],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    text=True,
                    start_new_session=True,  # Ctrl-C must not reach the one who cleans up after it
                )
                atexit.register(self.close)
            assert self.process.stdin is not None
            self.process.stdin.write(" ".join(map(str, words)) + "\n")
            self.process.stdin.flush()

    def close(self) -> None:
        if self.process is not None and self.process.stdin is not None:
            self.process.stdin.close()
            self.process.wait()


keeper = _Keeper()
