"""A thread as a file to take along, in pieces as far as its format allows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from casestudies.exports import STREAMED, UnknownFormat
from casestudies.exports import render as render_document
from exchange.errors import ActionError
from forums.models import Thread
from forums.presentation.documents import document_of_thread
from forums.presentation.tables import csv_pieces, json_pieces

LONGEST_ON_PAPER = 500  # posts: a word processor's file is made whole, and takes a minute at this length
TYPES = {
    "md": "text/markdown; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
}
ON_PAPER = ("docx", "pdf")
FORMATS = (*TYPES, *ON_PAPER)
TABLES: dict[str, Callable[[Thread], Iterator[str]]] = {"json": json_pieces, "csv": csv_pieces}


class TooLongForPaper(ActionError):
    code = "too_long"
    status = 413
    message = _(
        "This thread has %(count)s posts. Word and PDF files hold up to %(limit)s; please take it as HTML, "
        "Markdown, CSV or JSON, which hold all of it."
    )

    def __init__(self, count: int) -> None:
        super().__init__(self.message % {"count": count, "limit": LONGEST_ON_PAPER})


@dataclass(frozen=True)
class ThreadFile:
    content_type: str
    pieces: Iterator[bytes]


def file_of_thread(thread: Thread, fmt: str) -> ThreadFile:
    """Raises UnknownFormat, TooLongForPaper."""
    if fmt in ON_PAPER:
        if thread.last_post_number > LONGEST_ON_PAPER:
            raise TooLongForPaper(thread.visible_count)
        export = render_document(document_of_thread(thread), fmt)
        return ThreadFile(export.content_type, iter((export.content,)))
    if fmt not in TYPES:
        raise UnknownFormat(fmt)
    pieces = TABLES[fmt](thread) if fmt in TABLES else _streamed(thread, fmt)
    return ThreadFile(TYPES[fmt], (piece.encode() for piece in pieces))


def _streamed(thread: Thread, fmt: str) -> Iterator[str]:
    between, parts = STREAMED[fmt]
    gap = ""
    for part in parts(document_of_thread(thread)):
        yield gap + part
        gap = between
    yield "\n"
