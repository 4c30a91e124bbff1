"""Files that are kept as they came, under a name that nobody can guess, in a folder for each kind."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from typing import IO

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from exchange.storage.uploads import LARGEST_FILE, FileTooLarge, refuse_too_large


def read_whole(file: IO[bytes]) -> bytes:
    """What is in it, however large it said it was. Raises FileTooLarge."""
    refuse_too_large(file)
    file.seek(0)
    content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise FileTooLarge(size=len(content))
    return content


class Shelf:
    """A folder of the storage that holds files with certain endings, and gives out nothing else."""

    def __init__(self, folder: str, endings: Iterable[str]) -> None:
        self.folder = folder
        ending = "|".join(endings)
        self._path = re.compile(rf"{folder}/[A-Za-z0-9_-]{{2}}/[A-Za-z0-9_-]{{20,60}}\.({ending})")

    def keep(self, content: bytes, ending: str) -> str:
        """Write it, and say where."""
        key = secrets.token_urlsafe(24)
        path = f"{self.folder}/{key[:2]}/{key}.{ending}"
        default_storage.save(path, ContentFile(content))
        return path

    def open(self, path: str) -> File[bytes]:
        """To be streamed; the response closes it. Raises FileNotFoundError."""
        self.ending_of(path)
        return default_storage.open(path, "rb")

    def delete(self, path: str) -> None:
        """Quiet where it is gone already. Raises FileNotFoundError."""
        self.ending_of(path)
        default_storage.delete(path)

    def ending_of(self, path: str) -> str:
        """Raises FileNotFoundError for what stands on no shelf of this name: nothing else is ever served."""
        found = self._path.fullmatch(path)
        if not found:
            raise FileNotFoundError(path)
        return found[1]
