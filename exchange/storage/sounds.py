"""Recordings: known by what is in them, kept as they came, under a name that nobody can guess."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import IO

from django.utils.translation import gettext_lazy

from exchange.errors import ActionError
from exchange.storage.kept_as_it_came import Shelf, read_whole

CONTENT_TYPES = {
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
    "webm": "audio/webm",
    "wav": "audio/wav",
}
HEAD = 16
SHELF = Shelf("sounds", CONTENT_TYPES)


class NotARecording(ActionError):
    message = gettext_lazy(
        "This file is no recording that we can keep. Send an MP3, M4A, OGG, WebM or WAV file."
    )
    status = 400


@dataclass(frozen=True, slots=True)
class Sound:
    content: bytes
    sha256: str
    ending: str


def ending_of(head: bytes) -> str:
    """By the first bytes; what the file is called counts for nothing. Empty for anything else."""
    if head.startswith(b"ID3") or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2):
        return "mp3"
    if head[4:8] == b"ftyp" and head[8:12] in {b"M4A ", b"mp42", b"isom", b"mp41", b"M4B ", b"iso5", b"dash"}:
        return "m4a"
    if head.startswith(b"OggS"):
        return "ogg"
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "webm"
    if head.startswith(b"RIFF") and head[8:12] == b"WAVE":
        return "wav"
    return ""


def prepare_sound(file: IO[bytes]) -> Sound:
    """Raises FileTooLarge, NotARecording."""
    content = read_whole(file)
    ending = ending_of(content[:HEAD])
    if not ending:
        raise NotARecording
    return Sound(content, sha256(content).hexdigest(), ending)


def store_sound(sound: Sound) -> str:
    """Write it, and say where."""
    return SHELF.keep(sound.content, sound.ending)


stored_sound, delete_sound = SHELF.open, SHELF.delete


def content_type_of(path: str) -> str:
    """Raises FileNotFoundError for what no recording is called."""
    return CONTENT_TYPES[SHELF.ending_of(path)]
