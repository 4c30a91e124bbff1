"""How to enter what is about agenda, hands, minutes and captions. Chloé takes the minutes."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from casestudies.models import ProgrammeSlot
from exchange.permissions import Part
from forums.actions.live.agenda import add_agenda_item
from forums.actions.live.hands import raise_hand
from forums.actions.live.minutes import name_note_taker, write_minute
from forums.models import LiveSession
from tests.exchange.visit import Visit
from tests.factories import NOW, amina, chloe, join, make_engagement, make_session


def _in_session(
    session: LiveSession | None = None, /, *, data: dict[str, Any] | None = None, **kwargs: Any
) -> Visit:
    from tests.exchange.visits import in_session  # it collects what stands here

    return in_session(session, data=data, **kwargs)


def _noting(data: dict[str, Any], *, of_a_minute: bool = False) -> Visit:
    session = make_session()

    def note_taker(client: Client) -> None:
        name_note_taker(participant=join(session, chloe()), by=amina(), now=NOW)
        client.force_login(chloe())

    kwargs = {"slug": session.slug}
    if of_a_minute:
        minute = write_minute(session=session, text="Noted.", by=amina(), now=NOW)
        kwargs["minute_id"] = minute.pk
    return Visit(kwargs, data, {Part.NOTE_TAKER: note_taker})


def _at_item(data: dict[str, Any] | None = None, **kwargs: Any) -> Visit:
    session = make_session()
    item = add_agenda_item(session=session, title="Welcome", by=amina(), now=NOW)
    return _in_session(session, data=data, item_id=item.pk, **kwargs)


def _with_programme() -> Visit:
    engagement = make_engagement()
    ProgrammeSlot.objects.create(engagement=engagement, title="Welcome")
    return _in_session(make_session(engagement))


def _at_hand() -> Visit:
    session = make_session()
    return _in_session(session, hand_id=raise_hand(participant=join(session)).pk, verb="call")


class AgainAndAgain:
    """A file that several visitors send one after the other."""

    name = "chat.txt"
    content_type = "text/plain"

    def read(self, _size: int = -1) -> bytes:
        return b"00:00:41\tNaledi Demo:\tWho keeps the lights on?\n"


def _at_import() -> Visit:
    session = make_session()
    row = session.meeting_imports.create(kind="zoom_chat", file_name="chat.txt", digest="1", imported_at=NOW)
    return _in_session(session, import_id=row.pk, verb="undo")


PART = {"title": "Welcome", "minutes": "5"}
CORRECTED = {"text": "Corrected.", "at": "10:00:00", "seen_revision": "1"}

VISITS: dict[tuple[str, str], Callable[[], Visit]] = {
    ("own_hand", ""): lambda: _in_session(verb="raise"),
    ("captions", ""): _in_session,
    ("push_captions", ""): lambda: _in_session(data={"text": "Words."}),
    ("minutes", ""): lambda: _noting({"text": "Noted."}),
    ("correct_minute", ""): lambda: _noting(CORRECTED, of_a_minute=True),
    ("remove_minute", ""): lambda: _noting({}, of_a_minute=True),
    ("agenda", ""): lambda: _in_session(data=PART),
    ("agenda_from_programme", ""): _with_programme,
    ("start_next", ""): _in_session,
    ("presenters", ""): lambda: _in_session(data={"name": "Ben Jacobs"}),
    ("change_agenda", ""): lambda: _at_item(PART),
    ("agenda_act", ""): lambda: _at_item(verb="start"),
    ("hand_act", ""): _at_hand,
    ("meeting_imports", ""): lambda: _in_session(data={"meeting_files": AgainAndAgain()}),
    ("meeting_import_act", ""): _at_import,
    ("record", ""): _in_session,
    ("record_act", ""): lambda: _in_session(data={"captions": "Words."}, verb="paste"),
}
