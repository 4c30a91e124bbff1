"""The sentences that an export says itself, in one place, and the order in which it says them."""

from __future__ import annotations

from datetime import date

from casestudies.exports.characters import one_line
from casestudies.exports.document import Document, Quoted

PUBLISHER = "Municipal Safety Exchange"
DEMONSTRATION = "Demonstration"
DEMONSTRATION_MEANS = "The municipality, the people and their words in this document are made up."
WITHDRAWN = "Words withdrawn by the person who said them"
NOTHING_HERE = "Nothing is recorded under this heading."
OWN_VIEW = "The editor’s own view"
PICTURE_GONE = "This picture can no longer be shown"
READ_ONLINE = "Read it online"
TALK_ABOUT_IT = "Talk about it"
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
    pairs = ((one_line(label), one_line(value)) for label, value in document.facts)
    return tuple((label, value) for label, value in pairs if value)


def attributed(quoted: Quoted) -> str:
    """The line under the words; nobody is named under words that were withdrawn."""
    attribution = one_line(quoted.attribution)
    return f"— {attribution}" if attribution and not quoted.withdrawn else ""


def closing(document: Document) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The parts after the last section, each a title and its paragraphs."""
    reuse = tuple(text for text in (one_line(document.how_to_cite), one_line(document.licence)) if text)
    people = "; ".join(credit for credit in map(one_line, document.credits) if credit)
    sections = document.sections if isinstance(document.sections, tuple) else ()  # posts quote each other
    quotes = any(item.quotations for section in sections for item in section.items)
    parts = (
        ("Who took part", (people,) if people else ()),
        ("How to cite and reuse this", reuse),
        ("About the quotations", (ABOUT_QUOTATIONS,) if quotes else ()),
    )
    return tuple((title, paragraphs) for title, paragraphs in parts if paragraphs)
