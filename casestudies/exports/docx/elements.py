"""The parts of WordprocessingML that python-docx has no call for: links, fields, direction, rules."""

from __future__ import annotations

from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from casestudies.exports.characters import reads_right_to_left


def add_text(paragraph: Any, text: str, *, bold: bool = False, italic: bool = False) -> Any:
    """Add a run of text; its line breaks become Word's, and letters from right to left say so."""
    run = paragraph.add_run(text)
    run.bold, run.italic = bold or None, italic or None
    if reads_right_to_left(text):
        run.font.rtl = True
    return run


def add_link(paragraph: Any, address: str) -> Any:
    """Open a real hyperlink at the end of the paragraph; move runs into it with `put_in`."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    link.set(qn("w:history"), "1")
    paragraph._p.append(link)
    return link


def put_in(link: Any, run: Any) -> None:
    """Make a run part of a hyperlink, and show it as one."""
    run.style = "Hyperlink"
    link.append(run._r)


def add_address(paragraph: Any, address: str) -> None:
    """Write an address out in full, so that it also survives paper, and link it."""
    put_in(add_link(paragraph, address), paragraph.add_run(address))


def add_field(paragraph: Any, instruction: str) -> None:
    """Add something that Word counts by itself, such as PAGE."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = paragraph.add_run("1")
    field.append(run._r)
    paragraph._p.append(field)


def turn_if_right_to_left(paragraph: Any) -> None:
    """Lay the paragraph out from the right when its text starts with such a script."""
    if reads_right_to_left(paragraph.text):
        properties = paragraph._p.get_or_add_pPr()
        properties.insert_element_before(
            OxmlElement("w:bidi"), "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr"
        )


def rule_rows(table: Any, colour: str) -> None:
    """Thin lines between rows, no box and no inset: the table is a list of facts, not a form."""
    sides = ("top", "bottom", "insideH")
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{colour}"/>' for side in sides)
    borders = parse_xml(f"<w:tblBorders {nsdecls('w')}>{lines}</w:tblBorders>")
    inset = parse_xml(f'<w:tblCellMar {nsdecls("w")}><w:left w:w="0" w:type="dxa"/></w:tblCellMar>')
    properties = table._tbl.tblPr
    properties.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    properties.insert_element_before(inset, "w:tblLook")


def rule_below(paragraph: Any, colour: str) -> None:
    """A line under a paragraph, as wide as the text."""
    edge = f'<w:bottom w:val="single" w:sz="8" w:space="6" w:color="{colour}"/>'
    border = parse_xml(f"<w:pBdr {nsdecls('w')}>{edge}</w:pBdr>")
    paragraph._p.get_or_add_pPr().insert_element_before(
        border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc"
    )
