"""The look of our documents: paper, type and colour, as styles that a person can change in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

TERRACOTTA, INDIGO, INK, MUTED, SAND, WHITE = "B4472B", "1F2F5C", "26242A", "5E5A57", "FAF4EF", "FFFFFF"
SERIF, SANS = "Georgia", "Calibri"
TEXT_WIDTH = Mm(158)
PADDING = 9
# The schema fixes the order of a paragraph's properties, and Word refuses a file that breaks it.
AFTER_BORDERS = ("w:tabs", "w:suppressAutoHyphens", "w:bidi", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")


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
    fill: str = ""
    bar: str = ""


LOOKS = {
    "Normal": Look(11, after=7, lines=1.22),
    "Title": Look(25, INDIGO, SERIF, bold=True, after=4, lines=1.05, keep_with_next=True),
    "Subtitle": Look(13, MUTED, SERIF, italic=True, after=8, lines=1.15),
    "Heading 1": Look(16, TERRACOTTA, SERIF, bold=True, before=20, after=6, keep_with_next=True),
    "Heading 2": Look(12, INDIGO, bold=True, before=10, after=4, keep_with_next=True),
    "Closing Heading": Look(11, INDIGO, bold=True, before=12, after=3, keep_with_next=True),
    "Kind": Look(10, TERRACOTTA, bold=True, before=6, after=6, capitals=True, keep_with_next=True),
    "Standing": Look(10, MUTED, after=10),
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
    "Demonstration": Look(10.5, WHITE, before=4, after=14, fill=TERRACOTTA, bar=TERRACOTTA),
    "Header": Look(9, MUTED),
    "Footer": Look(9, MUTED),
}
LISTS = [f"List {kind}{level}" for kind in ("Bullet", "Number", "Continue") for level in ("", " 2", " 3")]


def dress(word: Any) -> None:
    """Give python-docx's blank document our page and our styles."""
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(26)
    section.top_margin, section.bottom_margin = Mm(28), Mm(25)
    section.header_distance = section.footer_distance = Mm(13)
    for name, look in LOOKS.items():
        known = name in word.styles
        style = word.styles[name] if known else word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        _apply(style, look)
    word.styles["Closing Heading"].base_style = word.styles["Heading 1"]
    for name in LISTS:
        _strip(word.styles[name], "w:contextualSpacing")
        word.styles[name].paragraph_format.space_after = Pt(3)
    for name in ("Header", "Footer"):
        tabs = word.styles[name].paragraph_format.tab_stops
        tabs.clear_all()
        tabs.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    link = word.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.element.append(
        parse_xml(f'<w:rPr {nsdecls("w")}><w:color w:val="{INDIGO}"/><w:u w:val="single"/></w:rPr>')
    )


def _strip(style: Any, *names: str) -> None:
    for element in [found for name in names for found in style.element.iter(qn(name))]:
        element.getparent().remove(element)


def _apply(style: Any, look: Look) -> None:
    _strip(style, "w:rPr", "w:pBdr", "w:contextualSpacing")
    style.element.append(_letters(look))
    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    shape.line_spacing, shape.keep_with_next = look.lines, look.keep_with_next
    shape.widow_control = True
    if look.fill:
        # As far in as the padding goes, so that the box ends where the text above it does.
        shape.left_indent, shape.right_indent = Pt(PADDING), Pt(PADDING)
        _box(style.element.get_or_add_pPr(), look)


def _letters(look: Look) -> Any:
    """Font and size twice over: Word reads the `cs` forms for Arabic, Hebrew and their like."""
    fonts = " ".join(f'w:{script}="{look.font}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    bold = "<w:b/><w:bCs/>" if look.bold else ""
    italic = "<w:i/><w:iCs/>" if look.italic else ""
    capitals = "<w:caps/>" if look.capitals else ""
    colour = f'<w:color w:val="{look.colour}"/>' + ('<w:spacing w:val="16"/>' if look.capitals else "")
    size = f'<w:sz w:val="{look.size * 2:.0f}"/><w:szCs w:val="{look.size * 2:.0f}"/>'
    inside = f"<w:rFonts {fonts}/>{bold}{italic}{capitals}{colour}{size}"
    return parse_xml(f"<w:rPr {nsdecls('w')}>{inside}</w:rPr>")


def _box(properties: Any, look: Look) -> None:
    """A fill, edges of the same colour as padding, and the bar; neighbours with equal edges join."""
    colours = {"top": look.fill, "left": look.bar, "bottom": look.fill, "right": look.fill}
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="{24 if side == "left" else 4}" w:space="{PADDING}" '
        f'w:color="{colour}"/>'
        for side, colour in colours.items()
    )
    fill = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{look.fill}"/>'
    for part in (f"<w:pBdr {nsdecls('w')}>{edges}</w:pBdr>", fill):
        properties.insert_element_before(parse_xml(part), *AFTER_BORDERS)
