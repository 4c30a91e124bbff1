"""Documents that people take with them: one value, written in each format by a pure function."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from casestudies.exports.document import (
    Contributor,
    Cover,
    Document,
    Entry,
    Figure,
    Item,
    PictureGone,
    Place,
    Quoted,
    Reference,
    Section,
    Table,
)
from casestudies.exports.docx import to_docx
from casestudies.exports.html import html_parts, to_html
from casestudies.exports.markdown import markdown_parts, to_markdown
from casestudies.exports.pdf import to_pdf
from casestudies.exports.plain import plain_parts, to_plain
from casestudies.exports.volume import Volume, document_of_volume

__all__ = [
    "FORMATS",
    "STREAMED",
    "Contributor",
    "Cover",
    "Document",
    "Entry",
    "Export",
    "Figure",
    "Item",
    "PictureGone",
    "Place",
    "Quoted",
    "Reference",
    "Section",
    "Table",
    "UnknownFormat",
    "Volume",
    "document_of_volume",
    "render",
]


class UnknownFormat(ValueError):
    """Nobody here writes that format."""


@dataclass(frozen=True)
class Export:
    """A file to send: its content, what to call its type, and the end of its name."""

    content: bytes
    content_type: str
    extension: str


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WRITERS: dict[str, tuple[str, Callable[[Document, datetime | None], bytes]]] = {
    "md": ("text/markdown; charset=utf-8", lambda document, now: to_markdown(document).encode()),
    "txt": ("text/plain; charset=utf-8", lambda document, now: to_plain(document).encode()),
    "html": ("text/html; charset=utf-8", lambda document, now: to_html(document).encode()),
    "docx": (WORD, lambda document, now: to_docx(document, now=now)),
    "pdf": ("application/pdf", lambda document, now: to_pdf(document, now=now)),
}
FORMATS = tuple(WRITERS)
STREAMED: dict[str, tuple[str, Callable[[Document], Iterator[str]]]] = {
    "md": ("\n\n", markdown_parts),
    "txt": ("\n\n", plain_parts),
    "html": ("\n", html_parts),
}
"""Formats that can be written piece by piece, with what stands between two pieces."""


def render(document: Document, fmt: str, *, now: datetime | None = None) -> Export:
    """Write the document in one of FORMATS; the same document gives the same bytes.

    ``now`` dates the properties of a DOCX or PDF that is not published yet; its time of day is dropped.
    Raises UnknownFormat.
    """
    if fmt not in WRITERS:
        raise UnknownFormat(fmt)
    content_type, write = WRITERS[fmt]
    return Export(write(document, now), content_type, fmt)
