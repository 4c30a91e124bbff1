"""Writes a document as plain text to paste into WhatsApp or a mail.

Lines are as long as their paragraphs, since a phone wraps them itself, and every address stands on
a line of its own, where it becomes a link. *Bold* and _italic_ are WhatsApp's own marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markdown_it.token import Token

from casestudies.exports.characters import one_line, printable, web_address
from casestudies.exports.document import (
    Document,
    Entry,
    Figure,
    Item,
    Quoted,
    Reference,
    Section,
    Table,
)
from casestudies.exports.notes import Note, Notes
from casestudies.exports.outline import titles_of
from casestudies.exports.prose import Block, blocks
from casestudies.exports.wording import (
    DEMONSTRATION,
    DEMONSTRATION_MEANS,
    GO_ON,
    NOTES,
    NOTHING_HERE,
    OWN_VIEW,
    WITHDRAWN,
    attributed,
    closing,
    facts,
    standing,
    told,
)

MARKS = {"strong_open": "*", "strong_close": "*", "em_open": "_", "em_close": "_"}


def to_plain(document: Document) -> str:
    """The whole document as lines of text."""
    return "\n\n".join(plain_parts(document)) + "\n"


def plain_parts(document: Document) -> Iterator[str]:
    """The same in parts, an empty line between each two."""
    return filter(None, _Writer(printable(document)).parts())


class _Writer:
    """Writes one document; what it counts on the way are the notes."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._titles = titles_of(document)
        self._notes = Notes()

    def parts(self) -> Iterator[str]:
        document = self._document
        if document.is_demonstration:
            yield f"*{DEMONSTRATION}.* {DEMONSTRATION_MEANS}"
        yield _lines(_bold(document.title), one_line(document.subtitle), " · ".join(standing(document)))
        yield _pairs(facts(document))
        yield one_line(document.url)
        yield _lines(*map(one_line, (*document.content_note, *document.front_matter)))
        for section in map(printable, document.sections):
            yield from self._section(section)
        if document.discussion_url:
            yield _lines(f"{GO_ON}:", one_line(document.discussion_url))
        for title, paragraphs in closing(document):
            yield _lines(_bold(title), *paragraphs)
        if self._notes:
            yield _lines(_bold(NOTES), *map(_note, self._notes))

    def _section(self, section: Section) -> Iterator[str]:
        notes = map(one_line, section.notes)
        yield _lines(_bold(section.title), one_line(section.subtitle), *notes, one_line(section.url))
        yield _pairs(told(section.facts))
        if section.discussion_url:
            yield _lines(f"{GO_ON}:", one_line(section.discussion_url))
        if section.items:
            yield from map(self._item, section.items)
        elif not (section.notes or section.sections or section.facts):
            yield NOTHING_HERE
        for inner in section.sections:
            yield from self._section(inner)

    def _item(self, item: Item) -> str:
        written = ""
        for block in blocks(item.prose, as_said=item.as_said):
            # The items of a list stay together; paragraphs stand apart.
            gap = "\n" if block.markers else "\n\n"
            written += f"{gap if written else ''}{_block(block, self._document.url)}"
        parts = [
            written + self._marks(item),
            *map(self._quotation, item.set_apart),
            *(_table(table) for table in item.tables if table.header),
            *map(_figure, item.figures),
            "\n".join(map(self._entry, item.entries)),
        ]
        return "\n\n".join(filter(None, parts))

    def _marks(self, item: Item) -> str:
        """Behind the last word of the prose: that it is an own view, and its notes."""
        own = f" ({OWN_VIEW}.)" if item.is_own_view else ""
        return own + "".join(map(self._mark, item.in_notes))

    def _mark(self, cited: Quoted | Reference) -> str:
        return f" [{self._notes.of(cited).number}]"

    def _quotation(self, quoted: Quoted) -> str:
        said = f"{WITHDRAWN}." if quoted.withdrawn else f"“{quoted.words}”"
        return _lines(said, attributed(quoted)) + self._mark(quoted)

    def _entry(self, entry: Entry) -> str:
        text = f": {one_line(entry.text)}" if entry.text else ""
        found = ", ".join(self._titles[key] for key in entry.places if key in self._titles)
        return f"• {one_line(entry.term)}{text}{f' ({found})' if found else ''}"


def _lines(*lines: str) -> str:
    return "\n".join(filter(None, lines))


def _bold(title: str) -> str:
    return f"*{one_line(title)}*"


def _pairs(pairs: Iterable[tuple[str, str]]) -> str:
    return _lines(*(f"{label}: {value}" for label, value in pairs))


def _table(table: Table) -> str:
    """A row is a line, for a phone has no room for columns."""
    _first, *heads = map(one_line, table.header)
    lines = []
    for (start, *cells), link in table.linked_rows:
        pairs = zip(heads, map(one_line, cells), strict=True)
        named = "; ".join(f"{head}: {cell}" for head, cell in pairs if cell)
        lines += [f"• {one_line(start)}{f' ({named})' if named else ''}", one_line(link)]
    return _lines(_bold(table.caption) if table.caption else "", *lines)


def _figure(figure: Figure) -> str:
    under = " ".join(filter(None, map(one_line, (figure.caption, figure.credit))))
    return _lines(f"[{one_line(figure.alt)}]", under, one_line(figure.url))


def _note(note: Note) -> str:
    said = " — ".join(filter(None, (f"“{note.words}”" if note.words else "", note.text)))
    return _lines(f"[{note.number}] {said}".rstrip(), note.url)


def _block(block: Block, base: str) -> str:
    text = _inline(block.inline, base)
    if block.is_heading:
        return f"*{one_line(text)}*"
    own = "".join("• " if marker in "-*+" else f"{marker} " for marker in block.markers[-1:] if block.opens)
    written = "  " * max(0, len(block.markers) - 1) + own + text
    return "\n".join("> " * block.quoted + line for line in written.split("\n"))


def _inline(tokens: tuple[Token, ...], base: str) -> str:
    written: list[str] = []
    links: list[tuple[int, str]] = []
    for token in tokens:
        match token.type:
            case "softbreak":
                written.append(" ")
            case "hardbreak":
                written.append("\n")
            case "link_open":
                links.append((len(written), web_address(str(token.attrGet("href") or ""), base)))
            case "link_close":
                start, address = links.pop()
                shown = "".join(written[start:])
                if address and shown not in (address, address.removeprefix("mailto:")):
                    written.append(f" ({address})")
            case _:
                written.append(MARKS.get(token.type, token.content))
    return "".join(written)
