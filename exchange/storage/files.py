"""Where renditions are kept: ``pictures/<start of the hash>/<key>-<width>.<ending>``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from exchange.storage.pictures import Picture, Rendition

ENDINGS = {"avif": "avif", "webp": "webp", "jpeg": "jpg"}
CONTENT_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
_PATH = re.compile(rf"pictures/[0-9a-f]{{2}}/{_KEY.pattern}-[0-9]{{1,5}}\.({'|'.join(CONTENT_TYPES)})")


@dataclass(frozen=True, slots=True)
class KeptRendition:
    """A rendition's place; ``size`` is in bytes, for the page to name before anybody loads it."""

    path: str
    width: int
    height: int
    format: str
    size: int


def keep_renditions(*, picture: Picture, key: str) -> tuple[KeptRendition, ...]:
    """Write all of a picture's renditions. Done twice it changes nothing.

    ``key`` makes the names unguessable or readable, as the caller likes: letters, digits, - and _.
    """
    return tuple(_keep(rendition, picture=picture, key=key) for rendition in picture.renditions)


def delete_renditions(paths: Iterable[str]) -> None:
    """Quiet where one is gone already; raises FileNotFoundError for a path that was never ours."""
    for path in paths:
        content_type_of(path)
        default_storage.delete(path)


def path_of(*, sha256: str, key: str, width: int, format: str) -> str:
    if not _KEY.fullmatch(key):
        raise ValueError(f"no key for a file's name: {key!r}")
    return f"pictures/{sha256[:2]}/{key}-{width}.{ENDINGS[format]}"


def content_type_of(path: str) -> str:
    """Raises FileNotFoundError for what no rendition is called, so that nothing else is ever served."""
    found = _PATH.fullmatch(path)
    if not found:
        raise FileNotFoundError(path)
    return CONTENT_TYPES[found[1]]


def stored(path: str) -> File[bytes]:
    """The rendition, open to be streamed; the response closes it. Raises FileNotFoundError."""
    content_type_of(path)
    return default_storage.open(path, "rb")


def _keep(rendition: Rendition, *, picture: Picture, key: str) -> KeptRendition:
    path = path_of(sha256=picture.sha256, key=key, width=rendition.width, format=rendition.format)
    size = len(rendition.content)
    if default_storage.exists(path) and default_storage.size(path) != size:
        default_storage.delete(path)  # half written, when the machine stopped
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(rendition.content))
    return KeptRendition(path, rendition.width, rendition.height, rendition.format, size)
