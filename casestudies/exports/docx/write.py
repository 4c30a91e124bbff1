"""Puts a document on paper: title, facts, sections with their quotations, and how to cite it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from casestudies.exports.characters import one_line, printable, reads_right_to_left
from casestudies.exports.document import Document, Quoted, Section
from casestudies.exports.docx.elements import (
    add_address,
    add_field,
    add_text,
    rule_below,
    rule_rows,
    turn_if_right_to_left,
)
from casestudies.exports.docx.package import describe, packed, speak
from casestudies.exports.docx.prose import add_prose
from casestudies.exports.docx.style import TERRACOTTA, TEXT_WIDTH, dress
from casestudies.exports.wording import (
    DEMONSTRATION,
    DEMONSTRATION_MEANS,
    NOTHING_HERE,
    PUBLISHER,
    WITHDRAWN,
    attributed,
    closing,
    facts,
    standing,
)

LABEL_WIDTH = Mm(38)
HAIRLINE = "DDD2C8"


def to_docx(document: Document, *, now: datetime | None = None) -> bytes:
    """The document as a Word file; the same document, on the same day, gives the same bytes."""
    document = printable(document)
    word = docx.Document()
    dress(word)
    speak(word, document.language)
    _add_margins(word.sections[0], document)
    _add_opening(word, document)
    for section in map(printable, document.sections):
        word.add_paragraph(one_line(section.title), style="Heading 1")
        _add_notes(word, section)
        _add_items(word, section, document.url)
        if not (section.items or section.notes):
            word.add_paragraph(NOTHING_HERE, style="Small Print")
    for title, paragraphs in closing(document):
        word.add_paragraph(title, style="Closing Heading")
        for text in paragraphs:
            word.add_paragraph(text, style="Small Print")
    describe(word, document, now)
    return packed(word)


def _add_margins(section: Any, document: Document) -> None:
    """The publisher's name over the first page, the title over the others, numbers under all."""
    section.different_first_page_header_footer = True
    first = section.first_page_header.paragraphs[0]
    add_text(first, PUBLISHER, bold=True)
    rule_below(first, TERRACOTTA)
    mark = f"{DEMONSTRATION} · " if document.is_demonstration else ""
    section.header.paragraphs[0].text = f"{mark}{one_line(document.title)}\t{one_line(document.kind_label)}"
    for footer in (section.first_page_footer, section.footer):
        paragraph = footer.paragraphs[0]
        add_text(paragraph, f"{one_line(document.url) or PUBLISHER}\tPage ")
        add_field(paragraph, "PAGE")
        add_text(paragraph, " of ")
        add_field(paragraph, "NUMPAGES")


def _add_opening(word: Any, document: Document) -> None:
    if document.is_demonstration:
        banner = word.add_paragraph(style="Demonstration")
        add_text(banner, f"{DEMONSTRATION}. ", bold=True)
        add_text(banner, DEMONSTRATION_MEANS)
    kind, *rest = standing(document) or ("",)
    word.add_paragraph(kind, style="Kind")
    turn_if_right_to_left(word.add_paragraph(one_line(document.title), style="Title"))
    if subtitle := one_line(document.subtitle):
        word.add_paragraph(subtitle, style="Subtitle")
    if rest:
        word.add_paragraph(" · ".join(rest), style="Standing")
    _add_facts(word, document)


def _add_facts(word: Any, document: Document) -> None:
    pairs = [*facts(document), *([("Read it online", "")] if document.url else [])]
    if not pairs:
        return
    table = word.add_table(len(pairs), 2)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    rule_rows(table, HAIRLINE)
    widths = (LABEL_WIDTH, TEXT_WIDTH - LABEL_WIDTH)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row, (label, value) in zip(table.rows, pairs, strict=True):
        row.cells[0].width, row.cells[1].width = widths
        shown, told = (cell.paragraphs[0] for cell in row.cells)
        shown.style, told.style = "Fact Label", "Fact"
        add_text(shown, label)
        if value:
            add_text(told, value)
        else:
            add_address(told, one_line(document.url))


def _add_notes(word: Any, section: Section) -> None:
    for note in section.notes:
        word.add_paragraph(one_line(note), style="Small Print")
    if section.url:
        add_address(word.add_paragraph(style="Small Print"), one_line(section.url))


def _add_items(word: Any, section: Section, base: str) -> None:
    after_quotation = False
    for item in section.items:
        after_quotation = not add_prose(word, item.prose, base, as_said=item.as_said) and after_quotation
        for quoted in item.quotations:
            if after_quotation:
                # Word and LibreOffice paint neighbours as one box; these are two people's words.
                word.add_paragraph(style="Between Quotations")
            _add_quotation(word, quoted)
            after_quotation = True


def _add_quotation(word: Any, quoted: Quoted) -> None:
    """The exact words, who said them, and the address of the page that keeps them."""
    said = word.add_paragraph(style="Withdrawn Quotation" if quoted.withdrawn else "Quote")
    add_text(said, f"{WITHDRAWN}." if quoted.withdrawn else quoted.words)
    turn_if_right_to_left(said)
    source = word.add_paragraph(style="Withdrawn Source" if quoted.withdrawn else "Quotation Source")
    if attribution := attributed(quoted):
        add_text(source, f"{attribution}\n")
    if quoted.url:
        add_address(source, one_line(quoted.url))
    if reads_right_to_left(quoted.words):
        source.alignment = WD_ALIGN_PARAGRAPH.RIGHT  # beside the words, but an address runs left to right
