"""The one value that every export is made from.

A draft and a published lesson are both turned into a Document by whoever knows the rows; what
renders it knows no model, so a file says the same in each format and can be made of a plain value.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Quoted:
    """Somebody's frozen words, with the absolute address of the page that keeps them."""

    public_id: str
    words: str
    attribution: str
    url: str
    withdrawn: bool = False

    def __post_init__(self) -> None:
        """Forget withdrawn words, and who took them back, before a renderer could print them."""
        if self.withdrawn:
            object.__setattr__(self, "words", "")
            object.__setattr__(self, "attribution", "")


@dataclass(frozen=True)
class Item:
    """Prose in light Markdown, and the quotations that it rests on.

    as_said: a person's own post, whose line breaks and block quotes are part of what was said.
    """

    prose: str
    quotations: tuple[Quoted, ...] = ()
    as_said: bool = False


@dataclass(frozen=True)
class Section:
    """A titled part of a document.

    notes: lines under the title, such as what a post answers. url: where it stands on the site.
    depth: how far it is moved in, as a reply under what it answers.
    """

    key: str
    title: str
    items: tuple[Item, ...] = ()
    notes: tuple[str, ...] = ()
    url: str = ""
    depth: int = 0


@dataclass(frozen=True)
class Document:
    """A summary draft, a brief, a thread or another text, ready to be printed.

    ``sections`` are a tuple; of a long thread they may also be read while they are written, again and
    again, by the writers that stream (``markdown_parts``, ``plain_parts``, ``html_parts``).
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
