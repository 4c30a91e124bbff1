"""Files of meetings, as the tests take them into a session."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from forums.actions.live.importing_meetings import (
    Choices,
    MeetingFile,
    Taken,
    digest_of,
    take_meetings_in,
)
from forums.imports.meetings import read_meeting
from forums.models import LiveSession, MinuteKind
from tests.factories import NOW, amina

FILES = Path(__file__).parents[3] / "data" / "meetings"
BEGAN = datetime(2026, 4, 16, 7, 58, 41, tzinfo=UTC)
RECORDED = "GMT20260416-075841_Recording.transcript.vtt"  # tells that it began then
CHAT, TRANSCRIPT, REPORT, TEAMS = "chat_recorded.txt", "zoom.vtt", "questions_en.csv", "teams.vtt"


def file_of(source: str, name: str = "", *, more: str = "") -> MeetingFile:
    content = (FILES / source).read_bytes() + more.encode()
    return MeetingFile(name or source, digest_of(content), read_meeting(name or source, content))


def take(session: LiveSession, *files: MeetingFile, people: Any = None, **choices: Any) -> list[Taken]:
    chosen = Choices(**{"begins_at": BEGAN, **choices})
    wanted = [(file, chosen) for file in files]
    return take_meetings_in(session=session, files=wanted, people=people or {}, by=amina(), now=NOW)


def standing(session: LiveSession) -> tuple[int, int, int]:
    """Questions in the room, lines of the chat, captions."""
    return (
        session.questions.in_the_room().count(),
        session.minutes.filter(removed_at=None, kind=MinuteKind.CHAT).count(),
        session.captions.filter(removed_at=None).count(),
    )
