"""PDF files: known by what is in them, kept as they came, under a name that nobody can guess."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import IO

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy

from exchange.errors import ActionError
from exchange.storage.uploads import LARGEST_FILE, FileTooLarge, refuse_too_large

BEGINS = b"%PDF-"
ENDS = b"%%EOF"
LAST = 2048
"""Where the end may stand: programs append a line or two behind it."""

_PATH = re.compile(r"papers/[A-Za-z0-9_-]{2}/[A-Za-z0-9_-]{20,60}\.pdf")


class PdfIncomplete(ActionError):
    message = gettext_lazy(
        "The PDF is incomplete: its end is missing. Save or download it again and send that."
    )
    status = 400


@dataclass(frozen=True, slots=True)
class Paper:
    content: bytes
    sha256: str


def looks_like_a_pdf(file: IO[bytes]) -> bool:
    """By its first bytes; what the file is called counts for nothing."""
    file.seek(0)
    start = file.read(len(BEGINS))
    file.seek(0)
    return start == BEGINS


def prepare_pdf(file: IO[bytes]) -> Paper:
    """A PDF that begins and ends as one. Raises FileTooLarge, PdfIncomplete."""
    refuse_too_large(file)
    file.seek(0)
    content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise FileTooLarge(size=len(content))
    if not content.startswith(BEGINS) or ENDS not in content[-LAST:]:
        raise PdfIncomplete
    return Paper(content, sha256(content).hexdigest())


def keep_paper(paper: Paper) -> str:
    """Write it, and say where."""
    key = secrets.token_urlsafe(24)
    path = f"papers/{key[:2]}/{key}.pdf"
    default_storage.save(path, ContentFile(paper.content))
    return path


def stored_paper(path: str) -> File[bytes]:
    """Open to be streamed; the response closes it. Raises FileNotFoundError."""
    _require_ours(path)
    return default_storage.open(path, "rb")


def delete_paper(path: str) -> None:
    """Quiet where it is gone already."""
    _require_ours(path)
    default_storage.delete(path)


def _require_ours(path: str) -> None:
    if not _PATH.fullmatch(path):
        raise FileNotFoundError(path)
