"""Having files looked at by a scanner before others get them.

``ATTACHMENT_SCANNER`` names a callable that takes a file's bytes and answers with a Verdict; it raises
where it cannot tell, and is asked again later. ``clamd`` is one, for ClamAV's daemon.
"""

import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.module_loading import import_string

CHUNK = 64 * 1024
PATIENCE = 60  # seconds
LONGEST_ANSWER = 4096


class ScannerSaidNothing(Exception):
    """The scanner could not be reached, or did not say what it found."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """``found`` is what the scanner calls what it found; empty in a clean file."""

    is_clean: bool
    found: str = ""


Scanner = Callable[[bytes], Verdict]


def scanner() -> Scanner | None:
    """The scanner of this site, if it has one."""
    path = settings.ATTACHMENT_SCANNER
    found: Scanner | None = import_string(path) if path else None
    return found


def clamd(content: bytes) -> Verdict:
    """Ask ClamAV's daemon at ``CLAMD_ADDRESS`` (``tcp://host:3310`` or ``unix:///path``): INSTREAM.

    Raises ScannerSaidNothing.
    """
    try:
        with _connected(settings.CLAMD_ADDRESS) as connection:
            connection.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), CHUNK):
                piece = content[start : start + CHUNK]
                connection.sendall(struct.pack("!L", len(piece)) + piece)
            connection.sendall(struct.pack("!L", 0))
            return _verdict(_answer(connection))
    except OSError as error:
        raise ScannerSaidNothing(str(error)) from error


def _connected(address: str) -> socket.socket:
    parts = urlsplit(address)
    if parts.scheme == "unix":
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(PATIENCE)
        try:
            connection.connect(parts.path)
        except OSError:
            connection.close()
            raise
        return connection
    return socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 3310), timeout=PATIENCE)


def _answer(connection: socket.socket) -> str:
    answer = b""
    while b"\0" not in answer and len(answer) < LONGEST_ANSWER:
        piece = connection.recv(LONGEST_ANSWER)
        if not piece:
            break
        answer += piece
    return answer.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _verdict(answer: str) -> Verdict:
    """``stream: OK`` or ``stream: Eicar-Signature FOUND``; anything else says nothing."""
    words = answer.partition(": ")[2]
    if words == "OK":
        return Verdict(is_clean=True)
    if words.endswith(" FOUND"):
        return Verdict(is_clean=False, found=words.removesuffix(" FOUND"))
    raise ScannerSaidNothing(answer)
