"""Editions on disk: a folder each, and a small file that names the current one."""

import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

POINTER = "current"
KEPT = 2  # the current one, and the one that somebody may still be downloading


@dataclass(frozen=True)
class Edition:
    """A finished edition: its folder, and its files by name."""

    folder: Path
    made_at: datetime
    files: dict[str, int]

    def path_of(self, name: str) -> Path:
        """Where a file is. Raises KeyError for a name that was not written, whatever it looks like."""
        self.files[name]
        return self.folder / name


def place() -> Path:
    return Path(settings.MEDIA_ROOT) / "open"


def current_edition() -> Edition | None:
    """The edition that people get now; None before the first night."""
    try:
        folder = place() / (place() / POINTER).read_text()
        names = sorted(folder.iterdir())
    except FileNotFoundError:
        return None
    made_at = datetime.fromtimestamp(folder.stat().st_mtime, tz=UTC)
    return Edition(folder, made_at, {path.name: path.stat().st_size for path in names})


def begin_edition() -> Path:
    place().mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(prefix="edition-", dir=place()))


def finish_edition(folder: Path, now: datetime) -> Edition:
    """Turn to the edition in one step, and drop those before the last."""
    os.utime(folder, (now.timestamp(), now.timestamp()))
    beside = place() / f"{POINTER}.{folder.name}"
    beside.write_text(folder.name)
    beside.replace(place() / POINTER)
    editions = sorted(place().glob("edition-*"), key=lambda path: (path.stat().st_mtime, path.name))
    for old in editions[:-KEPT]:
        if old != folder:
            shutil.rmtree(old)
    edition = current_edition()
    assert edition is not None  # noqa: S101  # it was turned to just now
    return edition


def give_up(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
