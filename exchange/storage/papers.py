"""PDF files: known by what is in them, kept as they came, under a name that nobody can guess."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import IO

from django.utils.translation import gettext_lazy

from exchange.errors import ActionError
from exchange.storage.kept_as_it_came import Shelf, read_whole

BEGINS = b"%PDF-"
ENDS = b"%%EOF"
LAST = 2048
"""Where the end may stand: programs append a line or two behind it."""

SHELF = Shelf("papers", ["pdf"])


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
    content = read_whole(file)
    if not content.startswith(BEGINS) or ENDS not in content[-LAST:]:
        raise PdfIncomplete
    return Paper(content, sha256(content).hexdigest())


def keep_paper(paper: Paper) -> str:
    """Write it, and say where."""
    return SHELF.keep(paper.content, "pdf")


stored_paper, delete_paper = SHELF.open, SHELF.delete
