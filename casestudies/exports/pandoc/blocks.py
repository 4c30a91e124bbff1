"""A document as pandoc's blocks, in the order in which every format of ours says things."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from casestudies.exports.characters import one_line, printable, web_address
from casestudies.exports.document import (
    Document,
    Entry,
    Figure,
    Item,
    Quoted,
    Reference,
    Role,
    Section,
    Table,
)
from casestudies.exports.notes import Note, Notes
from casestudies.exports.pandoc.ast import (
    SPACE,
    Attr,
    Node,
    attr,
    bullets,
    directed,
    emphasised,
    figure,
    header,
    image,
    link,
    note,
    para,
    plain,
    strong,
    table,
    text,
)
from casestudies.exports.pandoc.dialects import Dialect
from casestudies.exports.pandoc.prose import prose_nodes
from casestudies.exports.pandoc.stand_ins import StandIns
from casestudies.exports.pictures import Picture, picture_of
from casestudies.exports.wording import (
    DEMONSTRATION,
    DEMONSTRATION_MEANS,
    GO_ON,
    NOTHING_HERE,
    OWN_VIEW,
    PICTURE_MISSING,
    READ_ONLINE,
    WITHDRAWN,
    attributed,
    closing,
    facts,
    standing,
)

DEEPEST = 6  # levels of headings
ON_NEW_PAGES: frozenset[Role] = frozenset({"foreword", "part", "brief", "case", "lessons", "municipalities"})
UNTITLED = "…"
COMMA: Node = {"t": "Superscript", "c": text(", ")}
TALLEST = 1.2  # of the width of the text
LISTED_DEPTH = 2  # levels of the contents
LONGEST_LINE = 60  # characters of a cell that count for the width of its column


def blocks_of(document: Document, dialect: Dialect, stand_ins: StandIns) -> list[Node]:
    """Everything that the document says. Broken and lost pictures leave their alternative text."""
    return list(Writing(printable(document), dialect, stand_ins).blocks())


class Writing:
    """One document being written: what it cites is counted on the way."""

    def __init__(self, document: Document, dialect: Dialect, stand_ins: StandIns) -> None:
        self._document = document
        self._dialect = dialect
        self._stand_ins = stand_ins
        self._notes = Notes()
        self._noted: set[int] = set()
        self._headings = 0
        self._titles = {section.key: section.title for section in _all(document.sections)}

    def blocks(self) -> Iterator[Node]:
        yield from self._opening()
        for section in self._document.sections:
            yield from self._section(section, 1)
        for title, paragraphs in closing(self._document):
            yield header(1, text(title), self._place())
            for words in paragraphs:
                yield self._small(words)

    # What stands before the first section ------------------------------------------------------------
    def _opening(self) -> Iterator[Node]:
        document, dialect = self._document, self._dialect
        over: list[Node] = []
        if document.is_demonstration:
            mark = [strong(text(f"{DEMONSTRATION}.")), SPACE, *text(DEMONSTRATION_MEANS)]
            over.append(dialect.styled("Demonstration", mark))
        kind, *rest = standing(document) or ("",)
        if kind:
            over.append(dialect.styled("Kind", text(kind)))
        yield from dialect.title(one_line(document.title), over)
        if subtitle := one_line(document.subtitle):
            yield dialect.styled("Subtitle", directed(text(subtitle), subtitle), subtitle)
        if rest:
            yield dialect.styled("Standing", text(" · ".join(rest)))
        if document.cover:
            yield from dialect.map_of(document.cover)
        for line in filter(None, map(one_line, document.content_note)):
            yield dialect.styled("Content Note", text(line))
        yield from self._facts([*facts(document), *self._addresses()])
        front = [line for line in map(one_line, document.front_matter) if line]
        if front or document.contents:
            yield from dialect.new_page()
        yield from map(self._small, front)
        if document.contents:
            yield from dialect.contents(_contents(document.sections))

    def _addresses(self) -> Iterator[tuple[str, str]]:
        yield READ_ONLINE, web_address(one_line(self._document.url), "")
        yield GO_ON, web_address(one_line(self._document.discussion_url), "")

    def _facts(self, pairs: Sequence[tuple[str, str]]) -> Iterator[Node]:
        told = [(one_line(label), one_line(value)) for label, value in pairs if one_line(value)]
        if told:
            yield self._dialect.facts([(label, self._value(label, value)) for label, value in told])

    @staticmethod
    def _value(label: str, value: str) -> list[Node]:
        return [link(value)] if label in (READ_ONLINE, GO_ON) else directed(text(value), value)

    # Sections ----------------------------------------------------------------------------------------
    def _section(self, section: Section, level: int, *, is_first: bool = False) -> Iterator[Node]:
        if section.role in ON_NEW_PAGES and not is_first:
            yield from self._dialect.new_page()
        title = one_line(section.title) or UNTITLED
        yield header(min(level, DEEPEST), directed(text(title), title), attr(id=section.key))
        inside = [*self._head(section), *self._items(section.items, level + 1)]
        if not (inside or section.sections):
            inside = [self._small(NOTHING_HERE)]
        yield from self._dialect.moved_in(inside, section.depth)
        for place, inner in enumerate(section.sections):
            yield from self._section(inner, level + 1, is_first=place == 0)

    def _head(self, section: Section) -> Iterator[Node]:
        if subtitle := one_line(section.subtitle):
            yield self._dialect.styled("Subtitle", directed(text(subtitle), subtitle), subtitle)
        for words in section.notes:
            yield self._small(one_line(words))
        if address := web_address(one_line(section.url), self._document.url) if section.url else "":
            yield self._dialect.styled("Small Print", [link(address)])
        yield from self._facts([*section.facts, (GO_ON, one_line(section.discussion_url))])

    def _small(self, words: str) -> Node:
        return self._dialect.styled("Small Print", directed(text(words), words), words)

    # Items -------------------------------------------------------------------------------------------
    def _items(self, items: Sequence[Item], level: int) -> Iterator[Node]:
        after_quotation = False
        for item in items:
            prose = self._prose(item, level)
            yield from prose
            after_quotation = after_quotation and not prose
            for quoted in item.quotations:
                if quoted.in_note:
                    continue
                if after_quotation:
                    yield from self._dialect.between_quotations()
                yield from self._quotation(quoted)
                after_quotation = True
            beside = [
                *map(self._table, item.tables),
                *map(self._figure, item.figures),
                *map(self._entry, item.entries),
            ]
            yield from beside
            after_quotation = after_quotation and not beside

    def _prose(self, item: Item, level: int) -> list[Node]:
        """The prose, with its notes behind the last word of it."""
        nodes = prose_nodes(
            item.prose, self._document.url, self._dialect, level=min(level, DEEPEST), as_said=item.as_said
        )
        nodes = [_named(node, self._place) for node in nodes]
        behind: list[Node] = []
        for cited in item.in_notes:
            behind += [COMMA, *self._mark(cited)] if behind else self._mark(cited)
        if item.is_own_view:
            behind = [SPACE, emphasised(text(f"({OWN_VIEW}.)")), *behind]
        if behind and nodes and nodes[-1]["t"] == "Para":
            nodes[-1] = para([*nodes[-1]["c"], *behind])
        elif behind:
            nodes.append(para(behind))
        return nodes

    def _place(self) -> Attr:
        """A name for a heading that has none of its own: in the contents each needs one."""
        self._headings += 1
        return attr(id=f"heading-{self._headings}")

    def _mark(self, cited: Quoted | Reference) -> list[Node]:
        """A note where something is cited first; its number again where it is cited again."""
        found = self._notes.of(cited)
        if found.number in self._noted:
            return [{"t": "Superscript", "c": text(str(found.number))}]
        self._noted.add(found.number)
        return [note([para(_said_in_note(found))])]

    def _quotation(self, quoted: Quoted) -> list[Node]:
        """The exact words and who said them; the note holds the address of the page that keeps them."""
        said = text(f"{WITHDRAWN}.") if quoted.withdrawn else directed(text(quoted.words), quoted.words)
        source = [*text(attributed(quoted)), *self._mark(quoted)]
        return self._dialect.quotation(quoted.words, said, source, withdrawn=quoted.withdrawn)

    def _table(self, shown: Table) -> Node:
        width = len(shown.header)
        rows = [(*row, *[""] * width)[:width] for row in shown.rows]
        links = (*shown.links, *[""] * len(rows))
        cells = [
            [
                self._dialect.cell(self._cell(words, to if place == 0 else ""), align)
                for place, (words, align) in enumerate(zip(row, shown.sides, strict=True))
            ]
            for row, to in zip(rows, links, strict=False)
        ]
        return table(
            head=[
                self._dialect.cell(text(one_line(words)), align, is_head=True)
                for words, align in zip(shown.header, shown.sides, strict=True)
            ],
            rows=cells,
            widths=_widths([shown.header, *rows]),
            aligns=shown.sides,
            caption=text(one_line(shown.caption)),
        )

    def _cell(self, words: str, address: str) -> list[Node]:
        to = web_address(one_line(address), self._document.url) if address else ""
        return [link(to, text(words))] if to and words else directed(text(words), words)

    def _figure(self, shown: Figure) -> Node:
        caption = " · ".join(filter(None, (one_line(shown.caption), one_line(shown.credit))))
        alt = one_line(shown.alt)
        picture = picture_of(shown)
        if picture is None:
            return self._dialect.styled("Picture Gone", text(f"{PICTURE_MISSING} {alt}"), alt)
        return figure(image(self._stand_ins.address_of(picture), alt, width=_width(picture)), text(caption))

    def _entry(self, entry: Entry) -> Node:
        term, told = one_line(entry.term), one_line(entry.text)
        inline = [strong(directed(text(term), term))]
        inline += [SPACE, *text(told)] if told else []
        for place, key in enumerate(key for key in entry.places if key in self._titles):
            inline += [*text(", " if place else " → "), link(f"#{key}", text(one_line(self._titles[key])))]
        return self._dialect.styled("Entry", inline)


def _contents(sections: Iterable[Section], depth: int = 1) -> list[list[Node]]:
    """The sections by their titles, each a link, and those inside of them under them."""
    listed: list[list[Node]] = []
    for section in sections:
        title = one_line(printable(section.title))
        inside = _contents(section.sections, depth + 1) if depth < LISTED_DEPTH else []
        listed.append([plain([link(f"#{section.key}", text(title))]), *([bullets(inside)] if inside else [])])
    return listed


def _named(node: Node, place: Callable[[], Attr]) -> Node:
    return header(node["c"][0], node["c"][2], place()) if node["t"] == "Header" else node


def _all(sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _all(section.sections)


def _said_in_note(cited: Note) -> list[Node]:
    words = f"“{cited.words}” " if cited.words else ""
    inline = text(f"{words}{cited.text}")
    address = web_address(cited.url, "")
    if address:
        inline += [*([SPACE] if inline else []), link(address)]
    return inline


def _widths(rows: Sequence[Sequence[str]]) -> list[float]:
    """A column with longer cells gets more of the line, though not as much more as they are longer."""
    columns = zip(*rows, strict=True)
    needs = [max(min(len(words), LONGEST_LINE) for words in (*told, "    ")) ** 0.7 for told in columns]
    return [round(need / sum(needs), 4) for need in needs]


def _width(picture: Picture) -> str:
    """As wide as the text, but never so that it would fill the page in height."""
    return f"{min(100.0, 100 * TALLEST * picture.width / picture.height):.0f}%"


def alt_texts(blocks: Iterable[Node]) -> list[str]:
    """The alternative texts of the pictures in these nodes, in their order."""
    return [
        "".join(inline.get("c", " ") for inline in node["c"][1])
        for node in _within(list(blocks))
        if node.get("t") == "Image"
    ]


def _within(value: object) -> Iterator[Node]:
    if isinstance(value, dict):
        yield value
        yield from _within(value.get("c"))
    elif isinstance(value, list):
        for part in value:
            yield from _within(part)
