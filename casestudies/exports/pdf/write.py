"""Writes a document as an accessible PDF (PDF/UA-1), laid out by Typst."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from casestudies.exports.document import Document
from casestudies.exports.pdf.files import Files
from casestudies.exports.pdf.letters import FONTS
from casestudies.exports.pdf.tree import Tree


def to_pdf(document: Document, *, now: datetime | None = None) -> bytes:
    """The document as a PDF file; the same document, on the same day, gives the same bytes.

    Everything that people wrote reaches the layout as data, never as markup, and the layout reads only
    from a folder that is made for this one document.
    """
    with TemporaryDirectory(prefix="document-") as folder:
        files = Files(Path(folder))
        if document.cover is not None:
            files.cover(document.cover)
        files.document(Tree(document, files).data(now))
        return typst.compile(
            str(files.main),
            root=folder,
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],  # type: ignore[list-item]  # its stubs lag behind
        )
