import pytest

from forums.live.groups import IN_CAMERA, Audience, SessionRoom, parse_room, room_of, rooms_of
from forums.models import Conversation, LiveSession, Terms

ATTENDEES, FACILITATORS, SCREENS = Audience


def test_each_audience_of_a_session_has_a_room_of_its_own():
    rooms = rooms_of(LiveSession(pk=7))
    assert rooms == ["7:attendees", "7:facilitators", "7:screens"]
    assert [parse_room(name) for name in rooms] == [SessionRoom(7, audience) for audience in Audience]


@pytest.mark.parametrize("name", ["", "7", "7:everyone", "x:screens", "7:facilitators:8"])
def test_what_is_no_room_is_refused(name):
    with pytest.raises(ValueError):
        parse_room(name)


def test_screens_have_another_room_with_each_link():
    rooms = rooms_of(LiveSession(pk=7, screen_nonce="abc"))
    assert rooms == ["7:attendees", "7:facilitators", "7:screens:abc"]
    assert parse_room(rooms[-1]) == SessionRoom(7, SCREENS, "abc")


def test_under_chatham_house_attendees_are_in_a_room_that_they_were_let_into():
    session = LiveSession(pk=7, conversation=Conversation(terms=Terms.CHATHAM_HOUSE))
    room = room_of(session, ATTENDEES)
    assert room == "7:attendees:in-camera"
    assert parse_room(room) == SessionRoom(7, ATTENDEES, IN_CAMERA)
    assert room_of(session, FACILITATORS) == "7:facilitators"
