"""Writes a document as Markdown, in which nobody's text can pass for structure."""

from __future__ import annotations

import re
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
from casestudies.exports.outline import contents_of, titles_of
from casestudies.exports.prose import Block, blocks
from casestudies.exports.wording import (
    CONTENTS,
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

ANYWHERE = re.compile(r"[\\`*_\[\]|~]|<(?=[A-Za-z/!?])|&(?=#|\w+;)|(?<= )#(?=#*$)")
AT_LINE_START = re.compile(r"(?m)^[ \t]*(?:([#>=]|[-+](?=[ \t-]|$))|(\d{1,9})([.)]))")
ADDRESS = re.compile(r"https?://\S+")
DEEPEST = 6  # levels of headings
IN_ADDRESS = re.compile(r"[\\()<>]|&(?=#|\w+;)")


def to_markdown(document: Document) -> str:
    """The whole document as CommonMark with tables and footnotes, which also reads well as it stands."""
    return "\n\n".join(markdown_parts(document)) + "\n"


def markdown_parts(document: Document) -> Iterator[str]:
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
            yield f"**{DEMONSTRATION}.** {DEMONSTRATION_MEANS}"
        yield f"# {_line(document.title)}"
        if subtitle := _line(document.subtitle):
            yield f"*{subtitle}*"
        yield " · ".join(map(_line, standing(document)))
        yield _pairs(facts(document))
        yield _autolink(document.url)
        yield from map(_line, (*document.content_note, *document.front_matter))
        yield self._contents()
        for section in map(printable, document.sections):
            yield from self._section(section, 2)
        if document.discussion_url:
            yield f"{GO_ON}: {_autolink(document.discussion_url)}"
        for title, paragraphs in closing(document):
            yield f"## {title}"
            yield from map(_line_or_link, paragraphs)
        if self._notes:
            yield f"## {NOTES}"
            yield from map(_note, self._notes)

    def _contents(self) -> str:
        named = contents_of(self._document)
        lines = [f"{'  ' * (level - 1)}- {_line(section.title)}" for level, section in named]
        return "\n".join((f"## {CONTENTS}\n", *lines)) if lines else ""

    def _section(self, section: Section, level: int) -> Iterator[str]:
        yield f"{'#' * min(level, DEEPEST)} {_line(section.title)}"
        if subtitle := _line(section.subtitle):
            yield f"*{subtitle}*"
        yield "\\\n".join(map(_line_or_link, section.notes))
        yield _autolink(section.url)
        yield _pairs(told(section.facts))
        if section.discussion_url:
            yield f"{GO_ON}: {_autolink(section.discussion_url)}"
        is_silent = not (section.notes or section.sections or section.facts)
        yield self._items(section.items, level) or (NOTHING_HERE if is_silent else "")
        for inner in section.sections:
            yield from self._section(inner, level + 1)

    def _items(self, items: tuple[Item, ...], level: int) -> str:
        parts: list[str] = []
        after_list = False
        for item in items:
            prose = blocks(item.prose, as_said=item.as_said)
            if after_list and (item.entries or (prose and prose[0].markers)):
                parts.append("<!-- -->")  # two lists that touch would read as one
            parts.append(_prose(prose, self._document.url, level) + self._marks(item))
            parts += map(self._quotation, item.set_apart)
            parts += [_table(table, self._document.url) for table in item.tables if table.header]
            parts += map(_figure, item.figures)
            parts.append("\n".join(map(self._entry, item.entries)))
            ended = bool(prose and prose[-1].markers and not (item.quotations or item.tables or item.figures))
            after_list = bool(item.entries) or ended
        return "\n\n".join(filter(None, parts))

    def _marks(self, item: Item) -> str:
        """Behind the last word of the prose: that it is an own view, and its notes."""
        own = f" *({OWN_VIEW}.)*" if item.is_own_view else ""
        return own + "".join(map(self._mark, item.in_notes))

    def _mark(self, cited: Quoted | Reference) -> str:
        return f"[^{self._notes.of(cited).number}]"

    def _quotation(self, quoted: Quoted) -> str:
        mark = self._mark(quoted)
        if quoted.withdrawn:
            return f"> *{WITHDRAWN}.*{mark}"
        # Spaces before a line would make code of it; a stroke after it keeps the break that was said.
        said = [line.strip() for line in _at_line_start(_escaped(quoted.words.strip())).split("\n")]
        pairs = zip(said, [*said[1:], ""], strict=True)
        lines = [f"{line}\\" if line and following else line for line, following in pairs]
        if attribution := attributed(quoted):
            lines += ["", _escaped(attribution)]
        lines[-1] += mark
        return "\n".join(f"> {line}".rstrip() for line in lines)

    def _entry(self, entry: Entry) -> str:
        text = f": {_line(entry.text)}" if entry.text else ""
        found = ", ".join(_line(self._titles[key]) for key in entry.places if key in self._titles)
        return f"- **{_line(entry.term)}**{text}{f' ({found})' if found else ''}"


def _pairs(pairs: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"- **{_line(label)}:** {_line(value)}" for label, value in pairs)


def _table(table: Table, base: str) -> str:
    sides = {"start": "---", "center": ":-:", "end": "--:"}
    count = len(table.header)
    rule = [sides[side] for side in (*table.columns, *["start"] * count)[:count]]
    links = (*table.links, *[""] * len(table.rows))
    rows = [
        [
            _cell(cell, link if place == 0 else "", base)
            for place, cell in enumerate((*row, *[""] * count)[:count])
        ]
        for row, link in zip(table.rows, links, strict=False)
    ]
    lines = [f"| {' | '.join(cells)} |" for cells in ([*map(_escaped_line, table.header)], rule, *rows)]
    return "\n\n".join(
        filter(None, (f"**{_line(table.caption)}**" if table.caption else "", "\n".join(lines)))
    )


def _cell(text: str, link: str, base: str) -> str:
    address = IN_ADDRESS.sub(r"\\\g<0>", web_address(one_line(link), base)) if link else ""
    shown = _escaped_line(text)
    return f"[{shown}]({address.replace('|', '%7C')})" if address else shown


def _figure(figure: Figure) -> str:
    """A picture that has an address is shown from there; of another one its words are told."""
    address = IN_ADDRESS.sub(r"\\\g<0>", web_address(one_line(figure.url), "")) if figure.url else ""
    alt = _escaped_line(figure.alt)
    shown = f"![{alt}]({address})" if address else f"*\\[{alt}\\]*"
    under = " ".join(filter(None, (_escaped_line(figure.caption), _escaped_line(figure.credit))))
    return "\\\n".join(filter(None, (shown, under)))


def _note(note: Note) -> str:
    """Begins with a dash: to a reader without footnotes a single word would be the target of a link."""
    said = f"“{_escaped_line(note.words)}”" if note.words else ""
    parts = (said, f"— {_escaped_line(note.text)}" if note.text else "", _autolink(note.url))
    return f"[^{note.number}]: {' '.join(filter(None, parts))}"


def _line_or_link(text: str) -> str:
    return _autolink(text) if ADDRESS.fullmatch(text) else _line(text)


def _prose(prose: tuple[Block, ...], base: str, level: int) -> str:
    written = ""
    begun: set[int] = set()
    for block in prose:
        # A list's items stay together; a new list that counts could be taken for the text before it.
        together = block.opens == 1 and begun and (block.list_key in begun or not block.is_numbered)
        together = together and not block.quoted
        written += ("\n" if together else "\n\n" if written else "") + _block(block, base, level)
        begun = begun | {block.list_key} if block.markers else set()
    return written


def _block(block: Block, base: str, level: int) -> str:
    text = _at_line_start(_inline(block.inline, base))
    if block.is_heading:
        text = f"{'#' * min(level + 1, DEEPEST)} {one_line(text)}"
    held = len(block.markers) - block.opens
    before = " " * sum(len(marker) + 1 for marker in block.markers[:held])
    own = "".join(f"{marker} " for marker in block.markers[held:])
    indent = " " * (len(before) + len(own))
    written = before + own + text.replace("\n", f"\n{indent}")
    quoted = "> " * block.quoted
    return "\n".join(f"{quoted}{line}".rstrip() for line in written.split("\n")) if quoted else written


def _inline(tokens: tuple[Token, ...], base: str) -> str:
    written: list[str] = []
    addresses: list[str] = []
    for token in tokens:
        match token.type:
            case "softbreak":
                written.append("\n")
            case "hardbreak":
                written.append("\\\n")
            case "strong_open" | "strong_close" | "em_open" | "em_close":
                written.append(token.markup)
            case "code_inline":
                written.append(_code(token.content))
            case "link_open":
                addresses.append(web_address(str(token.attrGet("href") or ""), base))
                written.append("[" if addresses[-1] else "")
            case "link_close":
                address = IN_ADDRESS.sub(r"\\\g<0>", addresses.pop())
                written.append(f"]({address})" if address else "")
            case _:
                written.append(_escaped(token.content))
    return "".join(written)


def _code(content: str) -> str:
    fence = "`" * (1 + max(map(len, re.findall("`+", content)), default=0))
    padding = " " if content[:1] in "` " or content[-1:] in "` " else ""
    return f"{fence}{padding}{content}{padding}{fence}"


def _autolink(address: str) -> str:
    return f"<{one_line(address)}>" if address else ""


def _line(text: str) -> str:
    return _at_line_start(_escaped(one_line(text)))


def _escaped_line(text: str) -> str:
    return _escaped(one_line(text))


def _escaped(text: str) -> str:
    return ANYWHERE.sub(r"\\\g<0>", text)


def _at_line_start(text: str) -> str:
    return AT_LINE_START.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", text)
