"""From a document's body to headings and prose, in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from casestudies.imports.escaping import escaped
from casestudies.imports.outline import LONGEST_HEADING, Heading, Part, Prose
from casestudies.imports.titles import sections_named
from casestudies.imports.word.inline import Span, plain, to_markdown
from casestudies.imports.word.lists import Lists
from casestudies.imports.word.runs import Runs
from casestudies.imports.word.styles import Style, Styles, numbering_of, outline_level, value_of

LONGEST_BOLD_HEADING = 100
_INTO = {qn(f"w:{name}") for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}
_NOTES = {qn("w:footnoteReference"): "footnotes", qn("w:endnoteReference"): "endnotes"}


class Reader:
    """Reads one document once."""

    def __init__(self, part: Any) -> None:
        self._body = part.element.find(qn("w:body"))
        self._roots = _beside(part)
        self._styles = Styles(self._roots.get("styles"))
        self._lists = Lists(self._roots.get("numbering"))
        self._runs = Runs(part, self._styles)
        self._footnotes_done = 0
        self._is_first = True
        self._has_headings = any(
            (self._level(paragraph) or 0) > 0 for paragraph in self._body.iter(qn("w:p"))
        )
        self.has_contents = False

    @property
    def pictures(self) -> int:
        return self._runs.pictures

    def parts(self) -> list[Part]:
        """Neighbouring items of a list as one piece of prose."""
        parts: list[Part] = []
        in_list = False
        for part, is_item in self._parts(self._body):
            if is_item and in_list and isinstance(parts[-1], Prose) and isinstance(part, Prose):
                parts[-1] = Prose(f"{parts[-1].markdown}\n{part.markdown}")
            else:
                parts.append(part)
            in_list = is_item
        return parts

    def _parts(self, container: Any) -> Iterator[tuple[Part, bool]]:
        for element in container:
            if element.tag == qn("w:p"):
                yield from self._paragraph(element)
            elif element.tag == qn("w:tbl"):
                self._lists.begin_again()
                yield from self._table(element)
            elif element.tag in _INTO:
                yield from self._parts(element)

    def _paragraph(self, paragraph: Any) -> Iterator[tuple[Part, bool]]:
        style = self._style(paragraph)
        if style.is_contents:
            self.has_contents = True
            return
        spans = self._runs.spans(paragraph)
        text = " ".join(plain(spans).split())
        level = self._level(paragraph)
        if level is None and self._is_bold_heading(paragraph, spans, style, text):
            level = 1 if self._is_first else 2
        if text:
            self._is_first = False
            if level is not None and len(text) <= LONGEST_HEADING:
                self._lists.begin_again()
                yield Heading(level, text, escaped(text)), False
            else:
                yield from self._prose(paragraph, to_markdown(spans), style)
        yield from self._beside_it()

    def _prose(self, paragraph: Any, markdown: str, style: Style) -> Iterator[tuple[Part, bool]]:
        number, depth = numbering_of(paragraph.find(qn("w:pPr"))) or style.numbering or ("0", 0)
        if number == "0":
            self._lists.begin_again()
            yield Prose(markdown), False
        else:
            yield Prose(self._lists.item(markdown, number=number, depth=depth)), True

    def _beside_it(self) -> Iterator[tuple[Part, bool]]:
        """Boxes of text that hang on what was just read, then its footnotes."""
        boxes, self._runs.boxes = self._runs.boxes, []
        for box in boxes:
            self._lists.begin_again()
            yield from self._parts(box)
        while self._footnotes_done < len(self._runs.notes):
            tag, note_id = self._runs.notes[self._footnotes_done]
            self._footnotes_done += 1
            text = self._note(tag, note_id)
            yield Prose(f"{escaped(f'[{self._footnotes_done}]')} {text}".strip(), is_note=True), False

    def _note(self, tag: str, note_id: str) -> str:
        root = self._roots.get(_NOTES[tag])
        for note in root if root is not None else ():
            if note.get(qn("w:id")) == note_id:
                read = Runs(_NoRelations, self._styles)
                paragraphs = [plain(read.spans(paragraph)) for paragraph in note.iter(qn("w:p"))]
                return escaped(" ".join(" ".join(paragraphs).split()))
        return ""

    def _table(self, table: Any) -> Iterator[tuple[Part, bool]]:
        """A frame of one column is read as what is in it; a form with headings at its left, as sections."""
        rows = [list(_cells(row)) for row in _rows(table)]
        columns = max(map(len, rows), default=0)
        if columns == 1:
            for [cell] in filter(None, rows):
                yield from self._parts(cell)
        elif columns == 2 and sum(bool(sections_named(_words(row[0]))) for row in rows if row) >= 2:
            for label, *cells in filter(None, rows):
                yield from self._labelled(label, cells)
        elif rows:
            yield Prose(self._grid(rows, columns)), False
            yield from self._beside_it()

    def _labelled(self, label: Any, cells: list[Any]) -> Iterator[tuple[Part, bool]]:
        text = " ".join(_words(label).split())
        if text and len(text) <= LONGEST_HEADING:
            yield Heading(2, text, escaped(text)), False
        else:
            yield from self._parts(label)
        for cell in cells:
            yield from self._parts(cell)

    def _grid(self, rows: list[list[Any]], columns: int) -> str:
        lines = []
        for row in rows:
            cells = [self._cell(cell) for cell in row] + [""] * (columns - len(row))
            lines.append(f"| {' | '.join(cells)} |")
        lines.insert(1, f"|{' --- |' * columns}")
        return "\n".join(lines)

    def _cell(self, cell: Any) -> str:
        written = (to_markdown(self._runs.spans(paragraph)) for paragraph in cell.iter(qn("w:p")))
        return " ".join(" ".join(written).split())

    def _style(self, paragraph: Any) -> Style:
        return self._styles.of(value_of(paragraph.find(qn("w:pPr")), "w:pStyle"))

    def _level(self, paragraph: Any) -> int | None:
        own = outline_level(paragraph.find(qn("w:pPr")))
        return own if own is not None else self._style(paragraph).level

    def _is_bold_heading(self, paragraph: Any, spans: list[Span], style: Style, text: str) -> bool:
        """Where nobody used heading styles, a short line all in bold is what they used instead."""
        if self._has_headings or not text or len(text) > LONGEST_BOLD_HEADING or text[-1] in ".,;":
            return False
        is_item = (numbering_of(paragraph.find(qn("w:pPr"))) or style.numbering or ("0",))[0] != "0"
        is_bold = all(span.is_bold or style.is_bold for span in spans if span.text.strip())
        return is_bold and (not is_item or bool(sections_named(text)))


class _NoRelations:
    """Footnotes are read as plain text: where their links lead is not asked."""

    rels: dict[str, Any] = {}


def _beside(part: Any) -> dict[str, Any]:
    """The XML of the parts that the document needs, by the last word of their relation's name."""
    wanted = {"styles", "numbering", "footnotes", "endnotes"}
    found = {}
    for relation in part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        if kind in wanted and not relation.is_external:
            found[kind] = parse_xml(relation.target_part.blob)
    return found


def _rows(table: Any) -> Iterator[Any]:
    for element in table:
        if element.tag == qn("w:tr"):
            yield element
        elif element.tag in _INTO:
            yield from _rows(element)


def _cells(row: Any) -> Iterator[Any]:
    for element in row:
        if element.tag == qn("w:tc"):
            yield element
        elif element.tag in _INTO:
            yield from _cells(element)


def _words(cell: Any) -> str:
    return " ".join(text.text or "" for text in cell.iter(qn("w:t")))
