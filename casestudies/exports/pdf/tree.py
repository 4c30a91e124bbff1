"""A document as the data that the page template lays out: plain values, each text readable as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from markdown_it.token import Token

from casestudies.exports.characters import one_line, printable, reads_right_to_left, web_address
from casestudies.exports.cover_map import map_alt
from casestudies.exports.document import Document, Entry, Figure, Item, Quoted, Section, Table
from casestudies.exports.notes import Note, Notes
from casestudies.exports.pdf.files import Files
from casestudies.exports.pdf.letters import CELL, LINE, readable
from casestudies.exports.prose import Block, blocks
from casestudies.exports.structure import Cited, Listed, Node, nested
from casestudies.exports.wording import (
    CONTENTS,
    DEMONSTRATION,
    DEMONSTRATION_MEANS,
    GO_ON,
    NOTHING_HERE,
    OWN_VIEW,
    PICTURE_MISSING,
    PUBLISHER,
    WITHDRAWN,
    attributed,
    closing,
    facts,
    language_tag,
    standing,
    told,
)

LONGEST_ADDRESS = 2000
DEEPEST_REPLY = 4
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "yi"})
MANY = 40  # names: they then stand in two columns
LONG_QUOTATION = 600  # characters: it may go on over the page
Data = dict[str, Any]


class Tree:
    """Makes the data of one document; pictures and codes go into ``files``."""

    def __init__(self, document: Document, files: Files) -> None:
        self._document = printable(document)
        self._files = files
        self._notes = Notes()
        self._cited: set[int] = set()
        self._keys: set[str] = set()

    def data(self, now: datetime | None) -> Data:
        document = self._document
        kind, *rest = standing(document) or ("",)
        day = document.published_on or (now.date() if now else None)
        language, _, region = language_tag(document.language).partition("-")
        sections = [self._section(printable(section), 1) for section in document.sections]
        return {
            "kind": document.kind,
            "title": _line(document.title) or PUBLISHER,
            "rtl-title": reads_right_to_left(document.title),
            "subtitle": _line(document.subtitle),
            "kind-label": readable(kind),
            "standing": readable(" · ".join(rest)),
            "publisher": PUBLISHER,
            "demonstration": DEMONSTRATION if document.is_demonstration else "",
            "demonstration-means": DEMONSTRATION_MEANS,
            "lang": language,
            "region": region or None,
            "rtl": language in RIGHT_TO_LEFT,
            "day": [day.year, day.month, day.day] if day else None,
            "authors": [PUBLISHER, *(_line(one.name) for one in document.contributors if _line(one.name))],
            "description": " · ".join(filter(None, (_line(document.subtitle), _line(document.licence)))),
            "keywords": self._keywords(),
            **_address(document.url, "url"),
            "facts": _pairs(facts(document)),
            "content-note": _lines(document.content_note),
            "contents": document.contents,
            "contents-title": CONTENTS,
            "map": document.cover is not None,
            "map-alt": readable(map_alt(document.cover)) if document.cover else "",
            "cover-line": self._cover_line(),
            "front-matter": _lines(document.front_matter),
            **self._code(document.discussion_url),
            "sections": sections,
            "closing": [{"title": title, "lines": _lines(lines)} for title, lines in closing(document)],
        }

    def _keywords(self) -> list[str]:
        marks = [DEMONSTRATION] if self._document.is_demonstration else []
        return [*marks, *filter(None, (_line(self._document.kind_label), _line(self._document.licence)))]

    def _cover_line(self) -> str:
        cover = self._document.cover
        said = (cover.theme, cover.day) if cover else ()
        return " · ".join(filter(None, (*map(_line, said), *map(readable, standing(self._document)[1:]))))

    def _code(self, url: str) -> Data:
        """The way to the discussion, as a link and as a QR code; empty where there is none."""
        address = _link(url)
        return {
            "discussion-url": address,
            "shown-discussion-url": readable(address, CELL),
            "qr": self._files.qr(address) if address else "",
            "qr-alt": readable(f"QR code: {address}"),
            "qr-label": GO_ON,
        }

    def _section(self, section: Section, level: int) -> Data:
        key = section.key if section.key not in self._keys else ""
        self._keys.add(section.key)
        nodes = [node for item in section.items for node in self._item(item, section)]
        inner = [self._section(one, level + 1) for one in section.sections]
        is_silent = not (section.items or section.notes or section.sections or section.facts)
        return {
            "key": key,
            "title": _line(section.title) or "…",
            "level": level,
            "quiet": section.role == "citing" or bool(section.notes or section.url or section.depth),
            "role": section.role,
            "subtitle": _line(section.subtitle),
            "notes": _lines(section.notes),
            "facts": _pairs(told(section.facts)),
            **_address(section.url, "url", self._document.url),
            "depth": min(section.depth, DEEPEST_REPLY),
            **self._code(section.discussion_url),
            "nodes": nodes,
            "nothing": NOTHING_HERE if is_silent else "",
            "sections": inner,
        }

    def _item(self, item: Item, section: Section) -> Iterator[Data]:
        yield from self._with_marks(list(self._prose(item)), item)
        yield from map(self._said, item.set_apart)
        for table in item.tables:
            if table.header:
                yield _table(table, self._document.url)
        for figure in item.figures:
            yield self._figure(figure)
        if item.entries:
            yield {
                "kind": "entries",
                "two-columns": section.role == "municipalities" and len(item.entries) > MANY,
                "entries": [self._entry(entry) for entry in item.entries],
            }

    def _prose(self, item: Item) -> Iterator[Data]:
        for node in nested(blocks(item.prose, as_said=item.as_said)):
            yield self._node(node)

    def _with_marks(self, nodes: list[Data], item: Item) -> list[Data]:
        """The marks of the notes stand behind the last word of the prose."""
        marks: list[Data] = []
        for cited in item.in_notes:
            marks += [{"comma": True}] if marks else []  # or notes 1 and 2 would read as note 12
            marks.append(self._mark(self._notes.of(cited)))
        if item.is_own_view:
            marks.insert(0, _run(f" ({OWN_VIEW}.)", italic=True))
        if not marks:
            return nodes
        last = _last_paragraph(nodes)
        if last is None:
            return [*nodes, _paragraph(marks, rtl=False)]
        last["runs"] = [*last["runs"], *marks]
        return nodes

    def _mark(self, note: Note) -> Data:
        is_first = note.number not in self._cited
        self._cited.add(note.number)
        address = _link(note.url)
        return {
            "note": {
                "number": note.number,
                "first": is_first,
                "words": _line(note.words),
                "text": readable(note.text),
                "url": address,
                "shown": readable(address),
            }
        }

    def _node(self, node: Node) -> Data:
        if isinstance(node, Listed):
            items = [[self._node(inner) for inner in item] for item in node.items]
            return {
                "kind": "list",
                "numbered": node.is_numbered,
                "first": node.first,
                "tight": all(len(item) == 1 for item in items),
                "items": items,
            }
        if isinstance(node, Cited):
            return {"kind": "cited", "nodes": [self._node(inner) for inner in node.nodes]}
        return self._block(node)

    def _block(self, block: Block) -> Data:
        runs = list(_runs(block.inline, self._document.url))
        rtl = reads_right_to_left("".join(run.get("text", "") for run in runs))
        return _paragraph(runs, rtl=rtl, kind="heading" if block.is_heading else "paragraph")

    def _said(self, quoted: Quoted) -> Data:
        words = [f"{WITHDRAWN}."] if quoted.withdrawn else quoted.words.split("\n")
        return {
            "kind": "said",
            "words": [readable(line) for line in words],
            "withdrawn": quoted.withdrawn,
            "long": len(quoted.words) > LONG_QUOTATION,
            "attribution": readable(attributed(quoted)),
            "note": self._mark(self._notes.of(quoted))["note"],
            "rtl": reads_right_to_left(quoted.words),
        }

    def _figure(self, figure: Figure) -> Data:
        name, part = self._files.picture(figure)
        return {
            "kind": "figure",
            "file": name,
            "width": part,
            "alt": _line(figure.alt),
            "caption": _line(figure.caption),
            "credit": _line(figure.credit),
            "missing": PICTURE_MISSING,
        }

    def _entry(self, entry: Entry) -> Data:
        return {
            "term": _line(entry.term),
            "text": _line(entry.text),
            "places": [place for place in entry.places if place],
            "rtl": reads_right_to_left(entry.term),
        }


def _table(table: Table, base: str) -> Data:
    rows = table.linked_rows
    return {
        "kind": "table",
        "caption": _line(table.caption),
        "header": [_line(head, CELL) for head in table.header],
        "columns": table.sides,
        "widths": _widths([table.header, *(cells for cells, _ in rows)]),
        "rows": [
            [
                {"text": _line(cell, CELL), "url": _link(link, base) if place == 0 else ""}
                for place, cell in enumerate(cells)
            ]
            for cells, link in rows
        ],
    }


def _widths(rows: list[tuple[str, ...]]) -> list[float]:
    """Parts of the width: by what a column holds, though none so narrow that its words break."""
    widths = []
    for column in zip(*rows, strict=True):
        mean = sum(map(len, column)) / len(column)
        word = max((len(part) for cell in column for part in cell.split()), default=1)
        widths.append(round(max(min(word, 18) * 1.1, mean**0.75, 3.0), 2))
    return widths


def _runs(tokens: Iterable[Token], base: str) -> Iterator[Data]:
    bold = italic = 0
    links: list[str] = []
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                bold += token.nesting
            case "em_open" | "em_close":
                italic += token.nesting
            case "link_open":
                links.append(_link(str(token.attrGet("href") or ""), base))
            case "link_close":
                links.pop()
            case "hardbreak":
                yield {"br": True}
            case _:
                text = " " if token.type == "softbreak" else token.content
                yield _run(
                    text,
                    bold=bool(bold),
                    italic=bool(italic),
                    code=token.type == "code_inline",
                    url=links[-1] if links else "",
                )


def _run(text: str, *, bold: bool = False, italic: bool = False, code: bool = False, url: str = "") -> Data:
    return {"text": readable(text), "bold": bold, "italic": italic, "code": code, "url": url}


def _paragraph(runs: list[Data], *, rtl: bool, kind: str = "paragraph") -> Data:
    return {"kind": kind, "runs": runs, "rtl": rtl}


def _last_paragraph(nodes: list[Data]) -> Data | None:
    while nodes:
        last = nodes[-1]
        if last["kind"] == "list":
            nodes = last["items"][-1]
        elif last["kind"] == "cited":
            nodes = last["nodes"]
        else:
            return last if last["kind"] == "paragraph" else None
    return None


def _line(text: str, room: int = LINE) -> str:
    return readable(one_line(text), room)


def _lines(lines: Iterable[str]) -> list[Data]:
    """Lines; one that is nothing but an address leads there."""
    told = [one_line(line) for line in lines]
    return [
        {"text": readable(line), "url": _link(line) if line.startswith(("https://", "http://")) else ""}
        for line in told
        if line
    ]


def _pairs(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    return [[readable(label, CELL), readable(value)] for label, value in pairs]


def _link(url: str, base: str = "") -> str:
    """An address that a PDF may lead to; empty for any other."""
    address = web_address(one_line(url), base) if url else ""
    return address if len(address) <= LONGEST_ADDRESS else ""


def _address(url: str, name: str, base: str = "") -> Data:
    address = _link(url, base)
    return {name: address, f"shown-{name}": readable(address)}
