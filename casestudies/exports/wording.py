"""The sentences that an export says itself, in one place, and the order in which it says them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from casestudies.exports.characters import one_line
from casestudies.exports.document import Document, Quoted, Section

PUBLISHER = "Municipal Safety Exchange"
DEMONSTRATION = "Demonstration"
DEMONSTRATION_MEANS = "The municipality, the people and their words in this document are made up."
WITHDRAWN = "Words withdrawn by the person who said them"
NOTHING_HERE = "Nothing is recorded under this heading."
OWN_VIEW = "The editor’s own view"
PICTURE_MISSING = "This picture could not be read. It shows:"
READ_ONLINE = "Read it online"
GO_ON = "Go on with the discussion"
CONTENTS = "Contents"
NOTES = "Notes"
SPOKEN_HERE = frozenset({"en", "af", "zu", "xh", "st", "tn", "nso", "ts", "ss", "ve", "nr"})
ABOUT_QUOTATIONS = (
    "Each quotation leads to the words as they were said, with what was said around them. "
    "The address keeps answering, also after words are withdrawn."
)


def day_in_words(day: date) -> str:
    """The day as people write it here: 31 August 2023."""
    return f"{day.day} {day:%B %Y}"


def standing(document: Document) -> tuple[str, ...]:
    """What a reader should know first: its kind, how far it has come, which version, from when."""
    version = one_line(document.version)
    parts = (
        one_line(document.kind_label),
        one_line(document.status_line),
        f"Version {version}" if version else "",
        f"Published {day_in_words(document.published_on)}" if document.published_on else "",
    )
    return tuple(part for part in parts if part)


def facts(document: Document) -> tuple[tuple[str, str], ...]:
    """Labels and values, without those that have nothing to say."""
    return told(document.facts)


def told(facts: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The same of any labels and values."""
    pairs = ((one_line(label), one_line(value)) for label, value in facts)
    return tuple((label, value) for label, value in pairs if value)


def made_by(document: Document) -> tuple[str, ...]:
    """Who made the document, a line each."""
    lines = (", ".join(filter(None, map(one_line, (one.name, one.part)))) for one in document.contributors)
    return tuple(line for line in lines if line)


def language_tag(language: str) -> str:
    """The language as files name it; ours are spoken in South Africa unless they say where."""
    tag = one_line(language) or "en"
    return f"{tag}-ZA" if tag in SPOKEN_HERE else tag


def attributed(quoted: Quoted) -> str:
    """The line under the words; nobody is named under words that were withdrawn."""
    attribution = one_line(quoted.attribution)
    return f"— {attribution}" if attribution and not quoted.withdrawn else ""


def closing(document: Document) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The parts after the last section, each a title and its paragraphs."""
    reuse = tuple(
        text for text in map(one_line, (document.how_to_cite, document.licence, document.licence_url)) if text
    )
    people = "; ".join(credit for credit in map(one_line, document.credits) if credit)
    sections = document.sections if isinstance(document.sections, tuple) else ()  # posts quote each other
    quotes = any(map(_quotes, sections))
    parts = (
        ("Who took part", (people,) if people else ()),
        ("Who made this", made_by(document)),
        ("How to cite and reuse this", reuse),
        ("About the quotations", (ABOUT_QUOTATIONS,) if quotes else ()),
    )
    return tuple((title, paragraphs) for title, paragraphs in parts if paragraphs)


def _quotes(section: Section) -> bool:
    return any(item.quotations for item in section.items) or any(map(_quotes, section.sections))
