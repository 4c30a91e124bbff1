"""The look of our documents: paper, type and colour, each paragraph style in one line.

Word and OpenDocument get the same styles from here (``word.py``, ``writer.py``), which a person can then
change in one place of their own document; the style sheet of EPUBs follows them.
"""

from __future__ import annotations

from dataclasses import dataclass

TERRACOTTA, INDIGO, INK, MUTED, SAND, WHITE = "B4472B", "1F2F5C", "26242A", "5E5A57", "FAF4EF", "FFFFFF"
HAIRLINE = "DDD2C8"
SERIF, SANS = "Georgia", "Calibri"
PAPER_WIDTH, PAPER_HEIGHT, SIDE, TOP, BOTTOM, EDGE, GAP = 210, 297, 26, 28, 25, 13, 5
"""Millimetres: A4, its margins, and how far header and footer stand from the edge and from the text."""
TEXT_WIDTH = PAPER_WIDTH - 2 * SIDE
PADDING = 9  # points, between a box's edge and its text


@dataclass(frozen=True)
class Look:
    """One paragraph style. Sizes and spaces are points; a box has a fill and a coloured bar on its left."""

    size: float
    colour: str = INK
    font: str = SANS
    bold: bool = False
    italic: bool = False
    before: float = 0
    after: float = 0
    lines: float = 1.0
    indent: float = 0
    keep_with_next: bool = False
    capitals: bool = False
    centred: bool = False
    fill: str = ""
    bar: str = ""


LOOKS = {
    "Normal": Look(11, after=7, lines=1.22),
    "Body Text": Look(11, after=7, lines=1.22),
    "First Paragraph": Look(11, after=7, lines=1.22),
    "Compact": Look(11, after=3, lines=1.22),
    "Title": Look(25, INDIGO, SERIF, bold=True, after=4, lines=1.05, keep_with_next=True),
    "Subtitle": Look(13, MUTED, SERIF, italic=True, after=8, lines=1.15),
    "Contents Heading": Look(14, INDIGO, SERIF, bold=True, before=20, after=6, keep_with_next=True),
    "Heading 1": Look(16, TERRACOTTA, SERIF, bold=True, before=20, after=6, keep_with_next=True),
    "Heading 2": Look(13, INDIGO, SERIF, bold=True, before=14, after=4, keep_with_next=True),
    "Heading 3": Look(12, INDIGO, bold=True, before=10, after=4, keep_with_next=True),
    "Heading 4": Look(11, TERRACOTTA, bold=True, before=8, after=3, keep_with_next=True),
    "Heading 5": Look(11, INDIGO, bold=True, italic=True, before=8, after=3, keep_with_next=True),
    "Heading 6": Look(11, MUTED, italic=True, before=8, after=3, keep_with_next=True),
    "Kind": Look(10, TERRACOTTA, bold=True, before=6, after=6, capitals=True, keep_with_next=True),
    "Map": Look(11, before=6, after=10),
    "Standing": Look(10, MUTED, after=10),
    "Content Note": Look(10.5, after=10, lines=1.2, fill=SAND, bar=INDIGO),
    "Fact Label": Look(10, INDIGO, bold=True, before=3, after=3),
    "Fact": Look(10.5, before=3, after=3),
    "Quote": Look(11.5, INDIGO, SERIF, before=8, lines=1.3, keep_with_next=True, fill=SAND, bar=TERRACOTTA),
    "Quotation Source": Look(9.5, MUTED, after=12, lines=1.2, fill=SAND, bar=TERRACOTTA),
    "Withdrawn Quotation": Look(
        11, MUTED, italic=True, before=8, lines=1.3, keep_with_next=True, fill=SAND, bar=MUTED
    ),
    "Withdrawn Source": Look(9.5, MUTED, after=12, lines=1.2, fill=SAND, bar=MUTED),
    "Between Quotations": Look(1),
    "Quoted Post": Look(10.5, MUTED, after=6, lines=1.2, fill=SAND, bar=MUTED),
    "Small Print": Look(9.5, MUTED, after=3, lines=1.15),
    "Table Head": Look(10, INDIGO, bold=True, before=3, after=3, keep_with_next=True),
    "Table Text": Look(10, before=3, after=3, lines=1.1),
    "Table Caption": Look(9.5, MUTED, italic=True, before=10, after=4, keep_with_next=True),
    "Captioned Figure": Look(11, before=10, after=4, keep_with_next=True),
    "Image Caption": Look(9.5, MUTED, italic=True, after=12, lines=1.15),
    "Picture Gone": Look(10, MUTED, italic=True, before=6, after=10, fill=SAND, bar=MUTED),
    "Entry": Look(10, after=4, lines=1.15),
    "Footnote Text": Look(9, MUTED, after=2, lines=1.1),
    "Demonstration": Look(10.5, WHITE, before=4, after=14, fill=TERRACOTTA, bar=TERRACOTTA),
    "Header": Look(9, MUTED),
    "Footer": Look(9, MUTED),
}
PARENTS = {"Body Text": "Normal", "First Paragraph": "Body Text", "Compact": "Body Text"}
TITLES = {f"Heading {level}": level for level in range(1, 7)}
"""What a program lists as the outline of a document, and on which level."""
