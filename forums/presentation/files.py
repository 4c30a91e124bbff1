"""A thread as a file to take along, in pieces as far as its format allows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from casestudies.exports import STREAMED, UnknownFormat
from casestudies.exports import render as render_document
from forums.models import Thread
from forums.presentation.documents import document_of_thread
from forums.presentation.tables import csv_pieces, json_pieces

AT_ONCE = 200  # posts: a file that is made whole takes a few seconds at this length
TYPES = {
    "md": "text/markdown; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
}
ON_PAPER = ("pdf", "docx", "odt", "epub")
FORMATS = (*TYPES, *ON_PAPER)
TABLES: dict[str, Callable[[Thread], Iterator[str]]] = {"json": json_pieces, "csv": csv_pieces}


@dataclass(frozen=True)
class ThreadFile:
    content_type: str
    pieces: Iterator[bytes]


def is_long(thread: Thread) -> bool:
    """Too long for a file that is made whole while somebody waits for it."""
    return thread.last_post_number > AT_ONCE


def file_of_thread(thread: Thread, fmt: str) -> ThreadFile:
    """Raises UnknownFormat."""
    if fmt in ON_PAPER:
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
