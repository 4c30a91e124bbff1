"""Documents that people take with them: one value, written in each format by a pure function."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from casestudies.exports.as_json import NotADocument, document_from_json, document_to_json
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
from casestudies.exports.html import html_parts, to_html
from casestudies.exports.markdown import markdown_parts, to_markdown
from casestudies.exports.pandoc import DocumentNotMade, to_docx, to_epub, to_odt
from casestudies.exports.pdf import to_pdf
from casestudies.exports.plain import plain_parts, to_plain
from casestudies.exports.volume import Volume, document_of_volume
from exchange.errors import ActionError

__all__ = [
    "FORMATS",
    "STREAMED",
    "Contributor",
    "Cover",
    "Document",
    "DocumentNotMade",
    "Entry",
    "Export",
    "Figure",
    "Item",
    "NotADocument",
    "NothingToExport",
    "PictureGone",
    "Place",
    "Quoted",
    "Reference",
    "Section",
    "Table",
    "UnknownFormat",
    "Volume",
    "document_from_json",
    "document_of_volume",
    "document_to_json",
    "render",
]


class UnknownFormat(ValueError):
    """Nobody here writes that format."""


class NothingToExport(ActionError):
    code = "nothing_to_export"
    message = _(
        "Nothing has been written here yet, so there is nothing to take along. Write something first."
    )


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
    "json": ("application/json", lambda document, now: document_to_json(document).encode()),
    "docx": (WORD, lambda document, now: to_docx(document, now=now)),
    "odt": (
        "application/vnd.oasis.opendocument.text",
        lambda document, now: to_odt(document, now=now),
    ),
    "epub": ("application/epub+zip", lambda document, now: to_epub(document, now=now)),
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

    ``now`` dates the properties of a file that is not published yet; its time of day is dropped.
    Raises UnknownFormat, NothingToExport.
    """
    if fmt not in WRITERS:
        raise UnknownFormat(fmt)
    if document.is_empty:
        raise NothingToExport
    content_type, write = WRITERS[fmt]
    return Export(write(document, now), content_type, fmt)
