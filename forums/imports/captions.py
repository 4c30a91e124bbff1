"""Captions that were pasted or sent as text: a WebVTT block, or a line for each caption."""

import re
from dataclasses import dataclass
from datetime import timedelta

from exchange.text import clean
from forums.imports.meetings import Kind, read_meeting

_LINE = re.compile(r"(?:(?P<name>[^\s:][^:\n]{0,59}):\s+)?(?P<words>.+)")
MOST_WORDS_OF_A_NAME = 6
NEVER_NAMES = frozenset({"http", "https", "note", "question", "answer", "example"})


@dataclass(frozen=True)
class PastedCaption:
    """``offset`` is from the recording's start; none in plain text."""

    text: str
    speaker: str = ""
    offset: timedelta | None = None
    ends: timedelta | None = None


def read_captions(text: str) -> list[PastedCaption]:
    """Every caption of a text, in its order. Raises MeetingUnreadable for a WebVTT block without words."""
    if text.lstrip("\ufeff \n\r\t").startswith("WEBVTT"):
        meeting = read_meeting("captions.vtt", text.lstrip("\ufeff \n\r\t").encode())
        if meeting.kind in {Kind.ZOOM_TRANSCRIPT, Kind.TEAMS_TRANSCRIPT}:
            return [PastedCaption(cue.text, cue.name, cue.start, cue.end) for cue in meeting.cues]
    return [_from_line(line) for line in map(clean, text.splitlines()) if line]


def _from_line(line: str) -> PastedCaption:
    found = _LINE.fullmatch(line)
    name = (found["name"] or "").strip() if found else ""
    if found and name and _is_a_name(name):
        return PastedCaption(found["words"], name)
    return PastedCaption(line)


def _is_a_name(text: str) -> bool:
    return (
        len(text.split()) <= MOST_WORDS_OF_A_NAME
        and text.casefold() not in NEVER_NAMES
        and not text[0].islower()
    )
