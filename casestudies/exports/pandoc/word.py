"""DOCX: pandoc writes the text into a blank that we dress; its properties are written last."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from lxml import etree

from casestudies.exports.characters import one_line, printable, reads_right_to_left
from casestudies.exports.document import Document
from casestudies.exports.pandoc import style
from casestudies.exports.pandoc.ast import tree
from casestudies.exports.pandoc.blocks import blocks_of
from casestudies.exports.pandoc.dialects import WORD
from casestudies.exports.pandoc.properties import LONGEST, Properties, properties_of
from casestudies.exports.pandoc.repack import repacked
from casestudies.exports.pandoc.run import convert
from casestudies.exports.pandoc.stand_ins import StandIns
from casestudies.exports.pandoc.style import LOOKS, PADDING, PARENTS, TITLES, Look
from casestudies.exports.wording import DEMONSTRATION, PUBLISHER, language_tag

BLANK = "blank.docx"
# The schema fixes the order of a paragraph's properties, and Word refuses a file that breaks it.
AFTER_BORDERS = ("w:tabs", "w:suppressAutoHyphens", "w:bidi", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")


def to_docx(document: Document, *, now: datetime | None = None) -> bytes:
    """The document as a Word file; the same document, on the same day, gives the same bytes."""
    document = printable(document)
    tag = language_tag(document.language)
    stand_ins = StandIns()
    content = convert(
        tree(blocks_of(document, WORD, stand_ins), {"lang": tag}),
        "docx",
        options=[f"--reference-doc={BLANK}"],
        files={BLANK: _blank(document, tag)},
    )
    return _finished(content, properties_of(document, now), stand_ins)


# The blank ------------------------------------------------------------------------------------------
def _blank(document: Document, tag: str) -> bytes:
    """An empty document with our paper and styles, the title over its pages and numbers under them."""
    word = docx.Document()
    _lay_paper(word.sections[0])
    for name, look in LOOKS.items():
        _apply(_style(word, name), name, look)
    for name, parent in PARENTS.items():
        word.styles[name].base_style = word.styles[parent]
    for name in ("Header", "Footer"):
        tabs = word.styles[name].paragraph_format.tab_stops
        tabs.clear_all()
        tabs.add_tab_stop(Mm(style.TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    _add_letters(word)
    word.styles.element.append(parse_xml(TABLE))
    for element in word.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), tag)
    for element in word.settings.element.iter(qn("w:themeFontLang")):
        element.set(qn("w:val"), tag)
    _add_margins(word.sections[0], document)
    written = BytesIO()
    word.save(written)
    return written.getvalue()


def _lay_paper(section: Any) -> None:
    section.page_width, section.page_height = Mm(style.PAPER_WIDTH), Mm(style.PAPER_HEIGHT)
    section.left_margin = section.right_margin = Mm(style.SIDE)
    section.top_margin, section.bottom_margin = Mm(style.TOP), Mm(style.BOTTOM)
    section.header_distance = section.footer_distance = Mm(style.EDGE)


def _style(word: Any, name: str) -> Any:
    known = name in word.styles
    return word.styles[name] if known else word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)


def _apply(shown: Any, name: str, look: Look) -> None:
    for found in ("w:rPr", "w:pBdr", "w:contextualSpacing"):
        for element in list(shown.element.iter(qn(found))):
            element.getparent().remove(element)
    shown.element.append(_letters(look))
    shape = shown.paragraph_format
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    shape.line_spacing, shape.keep_with_next = look.lines, look.keep_with_next
    shape.widow_control = True
    if look.centred:
        shape.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if look.fill:
        # As far in as the padding goes, so that the box ends where the text above it does.
        shape.left_indent, shape.right_indent = Pt(PADDING), Pt(PADDING)
        _box(shown.element.get_or_add_pPr(), look)
    if name in TITLES and shown.element.pPr.find(qn("w:outlineLvl")) is None:
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(TITLES[name] - 1))
        shown.element.pPr.append(level)


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


def _add_letters(word: Any) -> None:
    """Styles of letters that pandoc names: links, code, the number of a note."""
    for name, inside in (
        ("Hyperlink", f'<w:color w:val="{style.INDIGO}"/><w:u w:val="single"/>'),
        ("Verbatim Char", '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/>'),
        ("Footnote Reference", '<w:vertAlign w:val="superscript"/>'),
    ):
        shown = word.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        shown.element.append(parse_xml(f"<w:rPr {nsdecls('w')}>{inside}</w:rPr>"))


_SIDES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{style.HAIRLINE}"/>'
    for side in ("top", "bottom", "insideH")
)
TABLE = (
    f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="Table"><w:name w:val="Table"/>'
    f'<w:basedOn w:val="TableNormal"/><w:pPr><w:spacing w:after="0"/></w:pPr><w:tblPr><w:tblBorders>{_SIDES}'
    '</w:tblBorders><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="115" w:type="dxa"/>'
    '</w:tblCellMar></w:tblPr><w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:tcBorders><w:bottom '
    f'w:val="single" w:sz="8" w:space="0" w:color="{style.TERRACOTTA}"/></w:tcBorders></w:tcPr>'
    "</w:tblStylePr></w:style>"
)
"""Thin lines between rows and no box: a table is read along its rows."""


def _add_margins(section: Any, document: Document) -> None:
    """The publisher's name over the first page, the title over the others, numbers under all."""
    section.different_first_page_header_footer = True
    first = section.first_page_header.paragraphs[0]
    first.add_run(PUBLISHER).bold = True
    edge = f'<w:bottom w:val="single" w:sz="8" w:space="6" w:color="{style.TERRACOTTA}"/>'
    first._p.get_or_add_pPr().insert_element_before(
        parse_xml(f"<w:pBdr {nsdecls('w')}>{edge}</w:pBdr>"), "w:shd", *AFTER_BORDERS
    )
    mark = f"{DEMONSTRATION} · " if document.is_demonstration else ""
    section.header.paragraphs[0].text = f"{mark}{one_line(document.title)}\t{one_line(document.kind_label)}"
    for footer in (section.first_page_footer, section.footer):
        paragraph = footer.paragraphs[0]
        paragraph.add_run(f"{one_line(document.url) or PUBLISHER}\tPage ")
        _add_field(paragraph, "PAGE")
        paragraph.add_run(" of ")
        _add_field(paragraph, "NUMPAGES")


def _add_field(paragraph: Any, instruction: str) -> None:
    """Something that Word counts by itself."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    field.append(paragraph.add_run("1")._r)
    paragraph._p.append(field)


# What pandoc leaves to us ---------------------------------------------------------------------------
def _finished(content: bytes, told: Properties, stand_ins: StandIns) -> bytes:
    word = docx.Document(BytesIO(content))
    _describe(word.core_properties, told)
    for drawn in word.element.body.iter(qn("wp:inline")):
        outside = drawn.find(qn("wp:docPr"))
        for inside in drawn.iter(qn("pic:cNvPr")):  # pandoc puts the whole picture there once more
            inside.set("descr", outside.get("descr", ""))
    relations = word.part.package.rels
    for key in [key for key, one in relations.items() if one.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        relations.pop(key)
    loose = BytesIO()
    word.save(loose)
    changes = {"docProps/app.xml": lambda _: APPLICATION, "word/footnotes.xml": _with_notes_turned_back}
    return repacked(loose.getvalue(), changes, swapped=stand_ins.pictures)


def _with_notes_turned_back(content: bytes) -> bytes:
    """pandoc turns a note with the paragraph that it stands in; what it says may run the other way."""
    notes = parse_xml(content)
    for paragraph in notes.iter(qn("w:p")):
        if reads_right_to_left("".join(part.text or "" for part in paragraph.iter(qn("w:t")))):
            continue
        for turned in [*paragraph.iter(qn("w:bidi"), qn("w:rtl"))]:
            turned.getparent().remove(turned)
    written: bytes = etree.tostring(notes, encoding="UTF-8", xml_declaration=True, standalone=True)
    return written


APPLICATION = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats'
    f'.org/officeDocument/2006/extended-properties"><Application>{PUBLISHER}</Application></Properties>'
).encode()


def _describe(core: Any, told: Properties) -> None:
    core.author = core.last_modified_by = "; ".join(told.authors)[:LONGEST]
    core.title, core.subject = told.title, told.subject
    core.keywords, core.category = told.keywords, told.kind
    core.comments, core.identifier, core.language = told.description, told.identifier, told.language
    core.version, core.revision = told.version, 1
    for name in ("dcterms:created", "dcterms:modified"):
        for old in core._element.findall(qn(name)):
            core._element.remove(old)
    if told.moment:
        core.created = core.modified = told.moment
