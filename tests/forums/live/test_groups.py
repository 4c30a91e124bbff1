import pytest

from forums.live.groups import Audience, SessionRoom, parse_room, room_of, rooms_of


def test_each_audience_of_a_session_has_a_room_of_its_own():
    assert rooms_of(7) == ["7:attendees", "7:facilitators", "7:screens"]
    assert [parse_room(name) for name in rooms_of(7)] == [SessionRoom(7, audience) for audience in Audience]


@pytest.mark.parametrize("name", ["", "7", "7:everyone", "x:screens", "7:attendees:8"])
def test_what_is_no_room_is_refused(name):
    with pytest.raises(ValueError):
        parse_room(name)


def test_screens_have_another_room_with_each_link():
    rooms = rooms_of(7, "abc")
    assert rooms == ["7:attendees", "7:facilitators", "7:screens:abc"]
    assert parse_room(rooms[-1]) == SessionRoom(7, Audience.SCREENS, "abc")


def test_a_room_is_named_by_its_session_and_audience():
    assert room_of(12, Audience.SCREENS) == "12:screens"
