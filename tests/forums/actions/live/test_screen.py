"""What the projector shows is chosen at the desk, told at once, and can be undone."""

import pytest

from exchange.live.hub import RoomGone
from forums import access
from forums.actions.live.screen import (
    NoSuchView,
    renew_screen_link,
    show_captions_on_screen,
    show_on_screen,
    take_captions_off_screen,
)
from forums.actions.live.undo import last_act_of, undo_act
from forums.live.groups import Audience, room_of
from forums.live.payloads import SessionReader, session_payload
from forums.models import ScreenView
from tests.factories import NOW, amina, log_of, make_session

pytestmark = pytest.mark.django_db
READER = SessionReader()


@pytest.fixture
def session():
    return make_session()


def undo(session):
    return undo_act(event=last_act_of(session.pk, amina()), by=amina(), now=NOW)


def told(session):
    """What each audience hears of how the session stands."""
    session.refresh_from_db()
    return [session_payload(session, audience) for audience in Audience]


def test_a_view_is_told_to_screens_and_desks_and_doing_it_twice_is_quiet(session):
    for _ in range(2):
        session = show_on_screen(session=session, view=ScreenView.AGENDA, by=amina(), now=NOW)
    assert log_of(session) == ["session_opened", "session_changed"]
    shown = {"state": "open", "screen": "agenda"}
    assert told(session) == [{"state": "open"}, shown, shown]
    undo(session)
    assert told(session) == [{"state": "open"}] * 3


def test_a_view_that_is_none_is_refused(session):
    with pytest.raises(NoSuchView):
        show_on_screen(session=session, view="cinema", by=amina(), now=NOW)


def test_captions_are_put_on_and_taken_off(session):
    session = show_captions_on_screen(session=session, by=amina(), now=NOW)
    assert told(session)[1:] == [{"state": "open", "screen_captions": True}] * 2
    session = take_captions_off_screen(session=session, by=amina(), now=NOW)
    assert told(session)[2] == {"state": "open"}
    undo(session)
    assert told(session)[2] == {"state": "open", "screen_captions": True}


@pytest.mark.django_db(transaction=True)
def test_a_new_link_ends_the_room_of_the_one_from_before(session):
    before, room = access.screen_key(session), room_of(session, Audience.SCREENS)
    session = renew_screen_link(session=session, by=amina(), now=NOW)
    assert access.screen_key(session) != before
    for read in (READER.head, READER.snapshot, lambda name: READER.changes(name, 0)):
        with pytest.raises(RoomGone):
            read(room)
    now = room_of(session, Audience.SCREENS)
    assert READER.head(now) == session.last_seq
    for audience in (Audience.ATTENDEES, Audience.FACILITATORS):
        assert READER.head(room_of(session, audience)) == session.last_seq


def test_a_new_link_that_was_a_mistake_is_undone(session):
    before = access.screen_key(session)
    session = renew_screen_link(session=session, by=amina(), now=NOW)
    undo(session)
    session.refresh_from_db()
    assert access.screen_key(session) == before
