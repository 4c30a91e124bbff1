"""Sections as their titles tell them: what stands in the contents, and what an index leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casestudies.exports.characters import one_line
from casestudies.exports.document import Document, Section

DEEPEST = 2  # levels of a table of contents


def contents_of(document: Document) -> Iterator[tuple[int, Section]]:
    """The sections that a table of contents names, each with its level (1 is a section of the document)."""
    if document.contents:
        yield from _walked(document.sections, 1, DEEPEST)


def titles_of(document: Document) -> dict[str, str]:
    """Titles by key. Sections that are read while they are written have none: a thread has no index."""
    if not isinstance(document.sections, tuple):
        return {}
    return {
        section.key: one_line(section.title)
        for _level, section in _walked(document.sections, 1, None)
        if section.key
    }


def _walked(sections: Iterable[Section], level: int, deepest: int | None) -> Iterator[tuple[int, Section]]:
    for section in sections:
        yield level, section
        if deepest is None or level < deepest:
            yield from _walked(section.sections, level + 1, deepest)
