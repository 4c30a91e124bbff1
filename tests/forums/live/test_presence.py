"""Who is connected over all processes, and how a session goes."""

from datetime import timedelta

import pytest

from exchange.live.hub import RoomGone
from forums.actions.live.rehearsals import end_rehearsal
from forums.live import presence
from forums.live.groups import Audience, SessionRoom
from forums.live.payloads import SessionReader
from forums.live.presence import connected_to, facilitators_at_desk, note_at_desk
from forums.models import Presence
from forums.queries.pulse import pulse_of
from tests.factories import NOW, administrator, amina, ask, ben, chloe, join, make_session

pytestmark = pytest.mark.django_db

ATTENDEES, FACILITATORS, SCREENS = Audience


@pytest.fixture
def session():
    return make_session(is_moderated=True)


def note(session, process="one", now=NOW, **counts):
    presence._write(
        {SessionRoom(session.pk, Audience(name)): count for name, count in counts.items()}, process, now
    )


def test_sockets_are_counted_over_all_processes(session):
    note(session, attendees=3, screens=1)
    note(session, "two", attendees=2)
    note(session, "two", attendees=4)
    assert connected_to(session, NOW) == {"attendees": 7, "screens": 1}
    assert Presence.objects.count() == 3


def test_a_room_that_fell_silent_has_no_row(session):
    note(session, attendees=3, screens=1)
    note(session, attendees=0, screens=1)
    assert connected_to(session, NOW) == {"screens": 1}
    assert Presence.objects.count() == 1


def test_what_is_not_renewed_died_with_its_process(session):
    note(session, "dead", attendees=5)
    assert connected_to(session, NOW + presence.GONE_AFTER) == {"attendees": 5}
    assert connected_to(session, NOW + presence.GONE_AFTER + timedelta(seconds=1)) == {}
    note(session, "alive", NOW + 4 * presence.GONE_AFTER, screens=1)
    assert list(Presence.objects.values_list("process", flat=True)) == ["alive"]


def test_rooms_of_sessions_cost_the_same_however_many(session, django_assert_num_queries):
    other = make_session(session.subject, title="Another")
    rooms = {SessionRoom(one.pk, audience): 2 for one in (session, other) for audience in Audience}
    presence._write(rooms, "one", NOW)
    with django_assert_num_queries(5):  # savepoint, sessions, upsert, delete, savepoint
        presence._write(rooms, "one", NOW)


def test_facilitators_see_who_is_at_the_desk(session):
    for user in (amina(), administrator(), amina()):
        note_at_desk(session, user, NOW)
    assert facilitators_at_desk(session, NOW) == [administrator(), amina()]
    assert facilitators_at_desk(session, NOW + timedelta(minutes=1)) == []
    assert connected_to(session, NOW) == {}


def test_the_pulse_counts_and_names_nobody_but_places_and_facilitators(session):
    his, hers, anonymous = join(session, ben()), join(session, chloe()), join(session, is_anonymous=True)
    ask(his, is_let_through=True)
    ask(anonymous, now=NOW - timedelta(minutes=6))
    note(session, attendees=2)
    note_at_desk(session, amina(), NOW)
    pulse = pulse_of(session, NOW)
    assert (pulse.connected, pulse.joined, pulse.members, pulse.guests, pulse.anonymous) == (2, 3, 2, 1, 1)
    assert (pulse.asked_lately, pulse.a_minute) == (1, 0.2)
    assert (pulse.at_desk, pulse.leader) == (["Amina Dlamini"], "")
    assert [place.split(",")[0].split(" (")[0] for place in pulse.unheard] == ["Klipdrif"]
    ask(hers, is_let_through=True)
    assert pulse_of(session, NOW).unheard == []


def test_who_is_anonymous_counts_for_no_place(session):
    join(session, chloe(), is_anonymous=True)
    assert pulse_of(session, NOW).unheard == []


@pytest.mark.parametrize("audience", Audience)
def test_the_room_of_a_rehearsal_that_ended_is_gone(audience):
    session = make_session(is_rehearsal=True)
    room = SessionRoom(session.pk, audience)
    end_rehearsal(session=session)
    with pytest.raises(RoomGone):
        SessionReader().changes(room.name, 0)
