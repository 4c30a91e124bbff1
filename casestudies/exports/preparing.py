"""Documents that are written in the background: how far they are, and what is in them as a fingerprint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from casestudies.exports import Document, Section, render
from exchange.prepared.originals import Progress, Written

DIGITS = 16
READ, WROTE = 50, 95
"""Percent: when everything has been read, and when it has been written."""


def write(
    document: Document, format: str, progress: Progress, *, parts: int = 1, now: datetime | None = None
) -> Written:
    """The document as a file. It is read once, so that the fingerprint is that of what was written.

    ``parts`` is about how many sections it has. Raises what ``render`` raises.
    """
    read = replace(document, sections=tuple(_counted(document.sections, progress, parts)))
    progress(READ)
    content = render(read, format, now=now).content
    progress(WROTE)
    return Written(content, fingerprint(read))


def fingerprint(document: Document) -> str:
    """A short digest of each part: of a section's words, and of each name among the credits."""
    return " ".join(sorted(_digests(document)))


def still_says(document: Document, fingerprint: str) -> bool:
    """Whether every part of that fingerprint still stands in the document as it was."""
    return set(fingerprint.split()) <= _digests(document)


def _digests(document: Document) -> set[str]:
    notes = document.kind != "thread"  # where they count reactions, which come and go
    return {
        sha256(repr(part).encode()).hexdigest()[:DIGITS]
        for part in (*document.credits, *_parts(document.sections, notes=notes))
    }


def _parts(sections: Iterable[Section], *, notes: bool) -> Iterator[object]:
    for section in sections:
        yield section.title, section.items, section.notes if notes else ()
        yield from _parts(section.sections, notes=notes)


def _counted(sections: Iterable[Section], progress: Progress, parts: int) -> Iterator[Section]:
    for place, section in enumerate(sections, start=1):
        yield section
        progress(min(READ, READ * place // max(parts, 1)))
