"""A paragraph's XML as spans: what was inserted is there, what was struck out in tracking is not."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from docx.oxml.ns import qn

from casestudies.imports.word.inline import Span
from casestudies.imports.word.styles import Styles, switched, value_of

MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_STRUCK = {qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), qn("w:sdtPr")}
_PICTURES = {qn("w:drawing"), qn("w:pict"), qn("w:object")}
_IMAGES = (qn("a:blip"), "{urn:schemas-microsoft-com:vml}imagedata")
_WORDS = {
    qn("w:tab"): " ",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "‑",
}
_LINK_FIELD = re.compile(r'\s*HYPERLINK\s+"([^"]*)"')


class Runs:
    """Reads paragraphs of one part of the file; counts pictures and gathers footnotes and boxes of text."""

    def __init__(self, part: Any, styles: Styles) -> None:
        self._part = part
        self._styles = styles
        self._fields: list[str] = []  # the fields that are open: what they are told to do
        self.pictures = 0
        self.notes: list[tuple[str, str]] = []
        self.boxes: list[Any] = []

    def spans(self, paragraph: Any) -> list[Span]:
        return list(self._children(paragraph, Span("")))

    def _children(self, element: Any, like: Span) -> Iterator[Span]:
        for child in element:
            yield from self._spans(child, like)

    def _spans(self, element: Any, like: Span) -> Iterator[Span]:
        tag = element.tag
        if tag in _STRUCK:
            return
        if tag == qn("w:r"):
            yield from self._children(element, self._formatted(element, like))
        elif tag in (qn("w:t"), MATH_TEXT):
            address = like.address or self._field_address()
            yield replace(like, text=re.sub(r"\s", " ", element.text or ""), address=address)
        elif tag in _WORDS:
            yield replace(like, text=_WORDS[tag])
        elif tag == qn("w:hyperlink"):
            yield from self._children(element, replace(like, address=self._address(element)))
        elif tag == qn("w:fldSimple"):
            found = _LINK_FIELD.match(element.get(qn("w:instr")) or "")
            yield from self._children(element, replace(like, address=found[1] if found else like.address))
        elif tag == qn("w:fldChar"):
            self._turn_field(element.get(qn("w:fldCharType")))
        elif tag == qn("w:instrText"):
            if self._fields:
                self._fields[-1] += element.text or ""
        elif tag in (qn("w:footnoteReference"), qn("w:endnoteReference")):
            self.notes.append((tag, element.get(qn("w:id")) or ""))
            yield replace(like, text=f"[{len(self.notes)}]", address="")
        elif tag == ALTERNATE:
            for choice in list(element)[:1]:
                yield from self._children(choice, like)
        elif tag in _PICTURES:
            self.pictures += sum(1 for _image in element.iter(*_IMAGES))
            self.boxes += element.iter(qn("w:txbxContent"))
        elif isinstance(tag, str):  # insertions, smart tags, content controls: what is in them counts
            yield from self._children(element, like)

    def _formatted(self, run: Any, like: Span) -> Span:
        properties = run.find(qn("w:rPr"))
        style_id = value_of(properties, "w:rStyle")
        style = self._styles.of(style_id) if style_id else None
        bold, italic = switched(properties, "w:b"), switched(properties, "w:i")
        return replace(
            like,
            is_bold=bold if bold is not None else bool(style and style.is_bold),
            is_italic=italic if italic is not None else bool(style and style.is_italic),
        )

    def _address(self, hyperlink: Any) -> str:
        relation = self._part.rels.get(hyperlink.get(qn("r:id")) or "")
        return relation.target_ref if relation is not None and relation.is_external else ""

    def _turn_field(self, kind: str | None) -> None:
        if kind == "begin" and len(self._fields) < 100:
            self._fields.append("")
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _field_address(self) -> str:
        for instruction in reversed(self._fields):
            if found := _LINK_FIELD.match(instruction):
                return found[1]
        return ""
