"""The audiences of a live session. Each has a room of its own, so that no frame needs filtering."""

from enum import StrEnum
from typing import NamedTuple


class Audience(StrEnum):
    ATTENDEES = "attendees"
    FACILITATORS = "facilitators"
    SCREENS = "screens"


class SessionRoom(NamedTuple):
    """``link`` is the nonce of the link by which screens came; once it is another, their room is gone."""

    session_id: int
    audience: Audience
    link: str = ""

    @property
    def name(self) -> str:
        return f"{self.session_id}:{self.audience}" + (f":{self.link}" if self.link else "")


def room_of(session_id: int, audience: Audience, link: str = "") -> str:
    return SessionRoom(session_id, audience, link if audience is Audience.SCREENS else "").name


def rooms_of(session_id: int, link: str = "") -> list[str]:
    """Every audience's room of a session."""
    return [room_of(session_id, audience, link) for audience in Audience]


def parse_room(name: str) -> SessionRoom:
    session_id, audience, *link = name.split(":", 2)
    if link and audience != Audience.SCREENS:
        raise ValueError(f"Only screens come by a link, not {name}.")
    return SessionRoom(int(session_id), Audience(audience), *link)


def thread_room(thread_id: int) -> str:
    """The room of everybody who has a thread's page open. Nothing is said there but that it changed."""
    return f"thread.{thread_id}"


def thread_of_room(name: str) -> int:
    return int(name.removeprefix("thread."))
