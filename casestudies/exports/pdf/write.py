"""Puts a document on pages: title, facts, sections with what was said in them, and how to cite it."""

from __future__ import annotations

from datetime import datetime

from markdown_it.token import Token

from casestudies.exports.characters import one_line, printable, web_address
from casestudies.exports.document import Document, Item, Quoted, Section
from casestudies.exports.pdf.page import ACCENT, INK, MUTED, Paper, readable
from casestudies.exports.prose import Block, blocks
from casestudies.exports.wording import (
    DEMONSTRATION,
    DEMONSTRATION_MEANS,
    NOTHING_HERE,
    WITHDRAWN,
    attributed,
    closing,
    facts,
    standing,
)

STEP = 5  # millimetres that a reply, a list item or a quote stands in
DEEPEST = 4
SIZE, HEIGHT = 10, 5


def to_pdf(document: Document, *, now: datetime | None = None) -> bytes:
    """The document as a PDF file; the same document, on the same day, gives the same bytes."""
    document = printable(document)
    paper = Paper(document, now)
    _opening(paper, document)
    for section in map(printable, document.sections):
        _section(paper, section, document.url)
    for title, paragraphs in closing(document):
        paper.ln(4)
        paper.line_of(title, 10, style="B")
        for text in paragraphs:
            paper.line_of(text, 9, colour=MUTED)
    return bytes(paper.output())


def _opening(paper: Paper, document: Document) -> None:
    if document.is_demonstration:
        paper.line_of(f"{DEMONSTRATION}. {DEMONSTRATION_MEANS}", 9.5, style="B", colour=ACCENT)
        paper.ln(2)
    paper.line_of(" · ".join(standing(document)), 9, colour=MUTED)
    paper.line_of(one_line(document.title), 18, style="B")
    paper.line_of(one_line(document.subtitle), 11, style="I", colour=MUTED)
    paper.ln(2)
    for label, value in facts(document):
        paper.ink(9.5, style="B")
        paper.write(HEIGHT, readable(f"{label}: "))
        paper.ink(9.5)
        paper.write(HEIGHT, readable(value))
        paper.ln(HEIGHT)
    url = one_line(document.url)
    paper.line_of(url, 9, colour=MUTED, link=web_address(url, ""))


def _section(paper: Paper, section: Section, base: str) -> None:
    if paper.will_page_break(24):
        paper.add_page()
    paper.ln(5)
    indent = STEP * min(section.depth, DEEPEST)
    paper.indented(indent)
    title = one_line(section.title)
    paper.start_section(readable(title)[:120] or "…")
    paper.line_of(title, 11 if section.notes or section.url else 13, style="B", colour=ACCENT)
    for note in section.notes:
        paper.line_of(one_line(note), 8.5, colour=MUTED)
    url = one_line(section.url)
    paper.line_of(url, 8, colour=MUTED, link=web_address(url, base))
    for item in section.items:
        _item(paper, item, base, indent)
    if not (section.items or section.notes):
        paper.line_of(NOTHING_HERE, 9, colour=MUTED)
    paper.indented(0)


def _item(paper: Paper, item: Item, base: str, indent: float) -> None:
    for block in blocks(item.prose, as_said=item.as_said):
        _block(paper, block, base, indent)
    for quoted in item.quotations:
        _quotation(paper, quoted, indent)


def _block(paper: Paper, block: Block, base: str, indent: float) -> None:
    inset = indent + STEP * min(len(block.markers) + block.quoted, 6)
    paper.ln(1.5)
    paper.indented(inset)
    if block.markers and block.opens:
        paper.ink(SIZE)
        marker = "•" if not block.is_numbered else block.markers[-1]
        paper.set_x(paper.l_margin - (paper.get_string_width(marker) + 2))
        paper.cell(paper.get_string_width(marker) + 2, HEIGHT, marker)
        paper.set_x(paper.l_margin)
    top, page = paper.get_y(), paper.page_no()
    _inline(paper, block, base)
    paper.ln(HEIGHT)
    if block.quoted and paper.page_no() == page:
        paper.set_draw_color(*MUTED)
        paper.line(paper.l_margin - 2, top, paper.l_margin - 2, paper.get_y())
    paper.indented(indent)


def _inline(paper: Paper, block: Block, base: str) -> None:
    bold = italic = 0
    links: list[str] = []
    colour = MUTED if block.quoted else INK
    for token in block.inline:
        match token.type:
            case "strong_open" | "strong_close":
                bold += token.nesting
            case "em_open" | "em_close":
                italic += token.nesting
            case "link_open":
                links.append(web_address(str(token.attrGet("href") or ""), base))
            case "link_close":
                links.pop()
            case _:
                style = "B" if bold or block.is_heading else "I" if italic else ""  # we carry no bold italic
                link = links[-1] if links else ""
                paper.ink(SIZE, style=style, colour=ACCENT if link else colour)
                paper.write(HEIGHT, readable(_text(token)), link)


def _text(token: Token) -> str:
    return {"softbreak": " ", "hardbreak": "\n"}.get(token.type, token.content)


def _quotation(paper: Paper, quoted: Quoted, indent: float) -> None:
    """The exact words, who said them, and the address of the page that keeps them."""
    paper.ln(2)
    paper.indented(indent + STEP)
    paper.line_of(f"{WITHDRAWN}." if quoted.withdrawn else quoted.words, 10.5, style="I")
    paper.line_of(attributed(quoted), 9, colour=MUTED)
    url = one_line(quoted.url)
    paper.line_of(url, 8, colour=MUTED, link=web_address(url, ""))
    paper.indented(indent)
