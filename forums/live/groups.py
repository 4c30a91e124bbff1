"""The audiences of a live session. Each has a room of its own, so that no frame needs filtering."""

from enum import StrEnum
from typing import NamedTuple


class Audience(StrEnum):
    ATTENDEES = "attendees"
    FACILITATORS = "facilitators"
    SCREENS = "screens"


class SessionRoom(NamedTuple):
    session_id: int
    audience: Audience

    @property
    def name(self) -> str:
        return f"{self.session_id}:{self.audience}"


def room_of(session_id: int, audience: Audience) -> str:
    return SessionRoom(session_id, audience).name


def rooms_of(session_id: int) -> list[str]:
    """Every audience's room of a session."""
    return [room_of(session_id, audience) for audience in Audience]


def parse_room(name: str) -> SessionRoom:
    session_id, audience = name.split(":")
    return SessionRoom(int(session_id), Audience(audience))


def thread_room(thread_id: int) -> str:
    """The room of everybody who has a thread's page open. Nothing is said there but that it changed."""
    return f"thread.{thread_id}"


def thread_of_room(name: str) -> int:
    return int(name.removeprefix("thread."))
