"""The one value that every export is made from.

A draft, a published lesson and the launch volume are all turned into a Document by whoever knows the
rows; what renders it knows no model, so a file says the same in each format and can be made of a plain
value. Nothing here is laid out: a writer decides how a table, a note or a cover looks in its format.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Kind = Literal["text", "brief", "summary", "thread", "session", "conversation", "case", "search", "volume"]
Role = Literal[
    "", "foreword", "part", "brief", "case", "lessons", "municipalities", "vocabulary", "citing", "colophon"
]
Align = Literal["start", "center", "end"]


class PictureGone(Exception):
    """A figure's picture can't be read any more; its alt text stands in its place."""


@dataclass(frozen=True)
class Quoted:
    """Somebody's frozen words, with the absolute address of the page that keeps them.

    The address stands in a numbered note. in_note: the words stand there too, not in the text.
    """

    public_id: str
    words: str
    attribution: str
    url: str
    withdrawn: bool = False
    in_note: bool = False

    def __post_init__(self) -> None:
        """Forget withdrawn words, and who took them back, before a renderer could print them."""
        if self.withdrawn:
            object.__setattr__(self, "words", "")
            object.__setattr__(self, "attribution", "")


@dataclass(frozen=True)
class Reference:
    """What else prose rests on, such as a report or a case study: one numbered note."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Table:
    """Rows of plain text under one row of heads.

    columns: how each column is set; those not named begin at the start of the line.
    links: for each row the address to which its first cell leads, or "".
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    columns: tuple[Align, ...] = ()
    links: tuple[str, ...] = ()

    @property
    def sides(self) -> tuple[Align, ...]:
        """How each column is set."""
        rest: list[Align] = ["start"] * len(self.header)
        return tuple([*self.columns, *rest][: len(self.header)])

    @property
    def linked_rows(self) -> tuple[tuple[tuple[str, ...], str], ...]:
        """Each row, as wide as the heads, with its link."""
        width = len(self.header)
        links = (*self.links, *[""] * len(self.rows))
        cells = ((*row, *[""] * width)[:width] for row in self.rows)
        return tuple(zip(cells, links, strict=False))


@dataclass(frozen=True, eq=False)
class Figure:
    """A picture: its bytes, or ``read``, which fetches them when they are written.

    Two figures are equal by their bytes and words; how they are read plays no part. width, height: pixels.
    url: where the picture stands on the site, for formats that can't hold it.
    """

    alt: str
    media_type: str
    data: bytes = field(default=b"", repr=False)
    read: Callable[[], bytes] | None = field(default=None, compare=False, repr=False)
    caption: str = ""
    credit: str = ""
    width: int = 0
    height: int = 0
    url: str = ""

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError("A figure needs an alternative text: those who can't see it read that.")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Figure):
            return NotImplemented
        return self._told() == other._told() and self._shown() == other._shown()

    def __hash__(self) -> int:
        return hash(self._told())

    def _told(self) -> tuple[str | int, ...]:
        return (self.alt, self.media_type, self.caption, self.credit, self.width, self.height, self.url)

    def _shown(self) -> bytes:
        try:
            return self.content()
        except PictureGone:
            return b""

    def content(self) -> bytes:
        """The bytes. Raises PictureGone, whatever kept them from being read."""
        if self.data:
            return self.data
        try:
            found = self.read() if self.read else b""
        except Exception as error:  # a storage of any kind, and none of its failures may end an export
            raise PictureGone(self.alt) from error
        if not found:
            raise PictureGone(self.alt)
        return found


@dataclass(frozen=True)
class Entry:
    """A line of an index or a vocabulary: a term, what it means, and the keys of sections that hold it."""

    term: str
    text: str = ""
    places: tuple[str, ...] = ()


@dataclass(frozen=True)
class Item:
    """Prose in light Markdown, and what belongs to it, written in this order: its references as note
    marks behind it, quotations, tables, figures, entries.

    as_said: a person's own post, whose line breaks and block quotes are part of what was said.
    is_own_view: it rests on no citation, and says so.
    """

    prose: str
    quotations: tuple[Quoted, ...] = ()
    as_said: bool = False
    references: tuple[Reference, ...] = ()
    tables: tuple[Table, ...] = ()
    figures: tuple[Figure, ...] = ()
    entries: tuple[Entry, ...] = ()
    is_own_view: bool = False

    @property
    def in_notes(self) -> tuple[Reference | Quoted, ...]:
        """What the prose rests on that stands in notes alone."""
        return (*self.references, *(quoted for quoted in self.quotations if quoted.in_note))

    @property
    def set_apart(self) -> tuple[Quoted, ...]:
        """The quotations that are read in the text."""
        return tuple(quoted for quoted in self.quotations if not quoted.in_note)


@dataclass(frozen=True)
class Section:
    """A titled part of a document, with the sections inside of it after its own items.

    key: its name in links, unique in the document. notes: lines under the title, such as what a post
    answers. url: where it stands on the site. depth: how far it is moved in, as a reply under what it
    answers. role: what a writer may set in a way of its own. facts: labels and values under the title.
    discussion_url: where it is talked about, for a link and a QR code.
    """

    key: str
    title: str
    items: tuple[Item, ...] = ()
    notes: tuple[str, ...] = ()
    url: str = ""
    depth: int = 0
    sections: tuple[Section, ...] = ()
    role: Role = ""
    subtitle: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    discussion_url: str = ""


@dataclass(frozen=True)
class Place:
    """A municipality on the map of a cover."""

    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Cover:
    """What the cover shows beside title, kind and publisher: the map with its places marked."""

    theme: str = ""
    day: str = ""
    places: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Contributor:
    """Who made the document, and how: "editor", "author", "translator". Those who spoke are credits."""

    name: str
    part: str = ""


@dataclass(frozen=True)
class Document:
    """A summary draft, a brief, a thread, the volume or another text, ready to be printed.

    ``sections`` are a tuple; of a long thread they may also be read while they are written, again and
    again, by the writers that stream (``markdown_parts``, ``plain_parts``, ``html_parts``).
    contents: whether a list of its sections stands in front. front_matter: the lines of the page behind the
    cover. content_note: lines on what it speaks of that may hurt, and where help is. discussion_url: where
    it is talked about, for a link and a QR code.
    """

    title: str
    subtitle: str
    kind_label: str
    url: str
    status_line: str
    published_on: date | None
    version: str
    sections: Iterable[Section]
    credits: tuple[str, ...]
    how_to_cite: str
    licence: str
    language: str
    is_demonstration: bool
    facts: tuple[tuple[str, str], ...] = ()
    kind: Kind = "text"
    cover: Cover | None = None
    contents: bool = False
    content_note: tuple[str, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    licence_url: str = ""
    discussion_url: str = ""
    front_matter: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said in it: no section holds a word, however deep. Of a case study that is
        a stub only facts are known, and those are said."""
        has_facts = self.kind == "case" and bool(self.facts)
        return not (has_facts or any(map(_says_something, self.sections)))


def _says_something(section: Section) -> bool:
    return bool(section.items or section.notes or section.facts) or any(
        map(_says_something, section.sections)
    )
