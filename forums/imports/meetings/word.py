"""The paragraphs of a Word document that somebody sent, as lines; opened with the care that outlines get."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docx.oxml.ns import qn
from docx.package import Package

from casestudies.imports.archive import check_archive
from casestudies.imports.refusals import (
    OutlineIsLocked,
    OutlineIsOtherOffice,
    OutlineRefused,
    OutlineUnpacksTooLarge,
)
from casestudies.imports.word.inline import plain
from casestudies.imports.word.runs import Runs
from casestudies.imports.word.styles import Styles
from exchange.text.characters import scrub
from forums.imports.meetings.refusals import (
    MeetingTooLong,
    NotWord,
    WordBroken,
    WordLocked,
    WordUnpacksTooLarge,
)

MOST_ELEMENTS = 1_000_000
DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


@dataclass(frozen=True, slots=True)
class Line:
    """``paragraph`` counts those with words, from 1; a line break makes a second line in it."""

    paragraph: int
    text: str
    is_first: bool


def lines_of(content: bytes) -> list[Line]:
    """Lines with words, in reading order, those in tables as well. Raises MeetingUnreadable."""
    try:
        check_archive(content)
    except OutlineIsLocked as error:
        raise WordLocked from error
    except OutlineUnpacksTooLarge as error:
        raise WordUnpacksTooLarge from error
    except OutlineIsOtherOffice as error:
        raise NotWord from error
    except OutlineRefused as error:
        raise WordBroken from error
    try:
        return list(_lines(_main_part(content)))
    except (NotWord, MeetingTooLong):
        raise
    except Exception as error:  # python-docx and lxml raise nearly anything on a broken file
        raise WordBroken from error


def _main_part(content: bytes) -> Any:
    part = Package.open(BytesIO(content)).main_document_part
    if part.content_type != DOCUMENT:
        raise NotWord
    if sum(1 for _element in part.element.iter()) > MOST_ELEMENTS:
        raise MeetingTooLong(MeetingTooLong.message % {"most": MOST_ELEMENTS})
    return part


def _lines(part: Any) -> Iterator[Line]:
    runs = Runs(part, Styles(None))
    number = 0
    for paragraph in part.element.iter(qn("w:p")):
        if next(paragraph.iterancestors(_FALLBACK), None) is not None:
            continue  # the same words again, for old programs
        texts = [text for text in scrub(plain(runs.spans(paragraph))).split("\n") if text.strip()]
        number += bool(texts)
        for place, text in enumerate(texts):
            yield Line(number, text.strip(), place == 0)
