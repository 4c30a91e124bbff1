"""Which file of a meeting it is, by what is in it; the name only tells when a recording began."""

import re
from collections.abc import Callable
from functools import partial

from forums.imports.meetings.chat import holds_entries, read_chat
from forums.imports.meetings.decoding import decoded
from forums.imports.meetings.meeting import Kind, Meeting, Start
from forums.imports.meetings.moments import start_from_name
from forums.imports.meetings.questions import read_questions, table_in
from forums.imports.meetings.refusals import (
    MeetingEmpty,
    MeetingIsAWebPage,
    MeetingIsSubtitles,
    MeetingTooLarge,
    NoQuestions,
    NotAMeeting,
    NotWord,
    OldWord,
    WordLocked,
)
from forums.imports.meetings.report import Tally
from forums.imports.meetings.teams_document import read_turns, turns_in
from forums.imports.meetings.webvtt import is_webvtt, kind_of, read_webvtt
from forums.imports.meetings.word import lines_of
from forums.imports.parsed import LARGEST

ZIP, EMPTY_ZIP, OLD_OFFICE = b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0"
OTHER_DOCUMENTS = (b"%PDF", b"{\\rtf")

_WEB_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_SUBTITLES = re.compile(r"\s*\d+\n\d{1,2}:\d{2}:\d{2},\d{1,3}\s*-->")

Reader = Callable[[Start, Tally], Meeting]


def detect(name: str, data: bytes) -> Kind:
    """Which kind of file this is. Raises MeetingUnreadable, with what to do, for all others."""
    return _recognised(name, data, Tally())[0]


def read_meeting(name: str, data: bytes) -> Meeting:
    """All that the file tells, with a report of each part that it has. Raises MeetingUnreadable."""
    tally = Tally()
    _kind, read = _recognised(name, data, tally)
    return read(start_from_name(name), tally)


def _recognised(name: str, data: bytes, tally: Tally) -> tuple[Kind, Reader]:
    if len(data) > LARGEST:
        raise MeetingTooLarge
    if not data.strip():
        raise MeetingEmpty
    if data.startswith((ZIP, EMPTY_ZIP)):
        turns = turns_in(lines_of(data))
        return Kind.TEAMS_DOCUMENT, partial(read_turns, turns)
    if data.startswith(OLD_OFFICE):
        raise WordLocked if "EncryptedPackage".encode("utf-16-le") in data else OldWord
    if data.startswith(OTHER_DOCUMENTS):
        raise NotAMeeting
    if name.lower().endswith((".docx", ".doc", ".docm")):
        raise NotWord
    return _recognised_text(name, decoded(data, tally))


def _recognised_text(name: str, text: str) -> tuple[Kind, Reader]:
    if _WEB_PAGE.match(text):
        raise MeetingIsAWebPage
    if is_webvtt(text):
        return kind_of(text), partial(read_webvtt, text)
    if holds_entries(text):
        return Kind.ZOOM_CHAT, partial(read_chat, text)
    if _SUBTITLES.match(text):
        raise MeetingIsSubtitles
    try:
        return Kind.ZOOM_QUESTIONS, partial(read_questions, table_in(text))
    except NoQuestions:
        if name.lower().endswith((".csv", ".tsv")):
            raise
        raise NotAMeeting from None
