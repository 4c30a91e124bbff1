"""The audiences of a live session. Each has a room of its own, so that no frame needs filtering."""

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from forums.models import LiveSession

IN_CAMERA = "in-camera"


class Audience(StrEnum):
    ATTENDEES = "attendees"
    FACILITATORS = "facilitators"
    SCREENS = "screens"


class SessionRoom(NamedTuple):
    """``link`` is what ``link_of`` gave when its listeners came; once that is another, their room is gone."""

    session_id: int
    audience: Audience
    link: str = ""

    @property
    def name(self) -> str:
        return f"{self.session_id}:{self.audience}" + (f":{self.link}" if self.link else "")


def link_of(session: "LiveSession", audience: Audience) -> str:
    """What tells a session's rooms from earlier ones of the same audience.

    Screens come by a link that can be made anew. Once a session is under Chatham House, its attendees are
    in a room that nobody came to who does not take part in its conversation.
    """
    if audience is Audience.SCREENS:
        return session.screen_nonce
    return IN_CAMERA if audience is Audience.ATTENDEES and session.is_chatham_house else ""


def room_of(session: "LiveSession", audience: Audience) -> str:
    return SessionRoom(session.pk, audience, link_of(session, audience)).name


def rooms_of(session: "LiveSession") -> list[str]:
    """Every audience's room of a session."""
    return [room_of(session, audience) for audience in Audience]


def parse_room(name: str) -> SessionRoom:
    session_id, audience, *link = name.split(":", 2)
    if link and audience == Audience.FACILITATORS:
        raise ValueError(f"No link leads to the desk, as {name} says.")
    return SessionRoom(int(session_id), Audience(audience), *link)


def thread_room(thread_id: int) -> str:
    """The room of everybody who has a thread's page open. Nothing is said there but that it changed."""
    return f"thread.{thread_id}"


def thread_of_room(name: str) -> int:
    return int(name.removeprefix("thread."))
