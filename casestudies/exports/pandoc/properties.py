"""What a file says of itself beside its text: who publishes it and what it is, and nothing of any person.

Facts stay out of it, for one of them may be a name; and the date is a day, since a time of day may tell who
was in the room. Authors are those whom the document itself names as such.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time

from casestudies.exports.characters import one_line, printable
from casestudies.exports.document import Document
from casestudies.exports.wording import DEMONSTRATION, DEMONSTRATION_MEANS, PUBLISHER, language_tag

LONGEST = 255  # what a property of a Word file may hold
SUBJECTS = ("community safety", "violence and crime prevention", "municipalities")


@dataclass(frozen=True)
class Properties:
    title: str
    subject: str
    kind: str
    authors: tuple[str, ...]
    keywords: str
    description: str
    identifier: str
    language: str
    version: str
    licence: str
    moment: datetime | None


def properties_of(document: Document, now: datetime | None) -> Properties:
    """``now`` dates a document that is not published yet; its time of day is dropped."""
    document = printable(document)
    mark = f"{DEMONSTRATION}. {DEMONSTRATION_MEANS}" if document.is_demonstration else ""
    marks = [DEMONSTRATION] if document.is_demonstration else []
    kind = one_line(document.kind_label)
    day = document.published_on or (now.date() if now else None)
    authors = tuple(filter(None, (one_line(who.name) for who in document.contributors)))
    return Properties(
        title=one_line(document.title)[:LONGEST],
        subject=one_line(document.subtitle or document.kind_label)[:LONGEST],
        kind=kind[:LONGEST],
        authors=authors or (PUBLISHER,),
        keywords=", ".join(filter(None, (*marks, kind, *SUBJECTS)))[:LONGEST],
        description=mark,
        identifier=one_line(document.url)[:LONGEST],
        language=language_tag(document.language),
        version=one_line(document.version)[:LONGEST],
        licence=one_line(document.licence),
        moment=datetime.combine(day, time(), UTC) if day else None,
    )
