"""Where prepared files lie: under names that nobody can guess, in a place that no page serves."""

import re
import secrets
from collections.abc import Iterator

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

FOLDER = "prepared"
_PATH = re.compile(rf"{FOLDER}/[A-Za-z0-9_-]{{20,60}}\.[a-z]{{2,5}}")


def keep(content: bytes, format: str) -> str:
    """Write it, and say where."""
    path = f"{FOLDER}/{secrets.token_urlsafe(24)}.{format}"
    default_storage.save(path, ContentFile(content))
    return path


def stored(path: str) -> File[bytes]:
    """Open to be streamed; the response closes it. Raises FileNotFoundError."""
    _require_ours(path)
    return default_storage.open(path, "rb")


def delete(path: str) -> None:
    """Quiet where there is none."""
    if path:
        _require_ours(path)
        default_storage.delete(path)


def all_paths() -> Iterator[str]:
    try:
        _folders, names = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return
    yield from (f"{FOLDER}/{name}" for name in names)


def _require_ours(path: str) -> None:
    if not _PATH.fullmatch(path):
        raise FileNotFoundError(path)
