import pytest

from forums.actions.live.admission import Blocked, SessionNotOpen
from forums.actions.live.blocking import block_participant
from forums.actions.live.hands import HandIsDown, call_hand, end_turn, give_more_time, lower_hand, raise_hand
from forums.actions.live.participants import merge_guest
from forums.actions.live.undo import last_act_of, undo_act
from forums.models import Hand, LiveSession, Participant
from tests.factories import (
    NOW,
    amina,
    ben,
    chloe,
    close,
    join,
    log_of,
    make_engagement,
    make_session,
    minutes_later,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return make_session()


def from_place(session: LiveSession, name: str, place: str) -> Participant:
    person = join(session, guest_name=name)
    Participant.objects.filter(pk=person.pk).update(municipality_code=place)
    return person


def up(session: LiveSession) -> list[str]:
    hands = Hand.objects.up().filter(session=session).in_turn().select_related("participant__user")
    return [hand.participant.name for hand in hands]


def undo(session: LiveSession) -> None:
    undo_act(event=last_act_of(session.pk, amina()), by=amina(), now=NOW)


def test_a_hand_is_raised_once_and_lowered(session):
    person = join(session)
    assert raise_hand(participant=person, now=NOW) == raise_hand(participant=person, now=NOW)
    lower_hand(participant=person, now=NOW)
    lower_hand(participant=person, now=NOW)
    assert log_of(session) == ["session_opened", "hands_changed", "hands_changed"]
    assert up(session) == []


def test_whoever_was_heard_least_comes_first_then_an_unheard_municipality_then_who_waited(session):
    anele, boitumelo = from_place(session, "Anele", "AAA"), from_place(session, "Boitumelo", "AAA")
    carel, dudu = from_place(session, "Carel", "CCC"), from_place(session, "Dudu", "")
    end_turn(hand=call_hand(hand=raise_hand(participant=anele), by=amina()), by=amina())
    for person in (anele, boitumelo, carel, dudu):
        raise_hand(participant=person)
    assert up(session) == ["Carel", "Dudu", "Boitumelo", "Anele"]
    call_hand(hand=Hand.objects.up().get(participant=anele), by=amina())
    assert up(session)[0] == "Anele"


def test_calling_another_ends_the_turn_before(session):
    first, second = (raise_hand(participant=join(session, user), now=NOW) for user in (ben(), chloe()))
    call_hand(hand=first, by=amina(), now=NOW)
    call_hand(hand=second, by=amina(), now=minutes_later(2))
    first.refresh_from_db()
    assert first.ended_at == minutes_later(2)
    assert up(session) == ["Chloé Petersen"]


ACTS = {"call": call_hand, "more": give_more_time, "done": end_turn}


@pytest.mark.parametrize("act", ACTS)
def test_every_act_on_a_hand_can_be_undone(session, act):
    first, second = (raise_hand(participant=join(session, user), now=NOW) for user in (ben(), chloe()))
    call_hand(hand=first, by=amina(), now=NOW)
    before = list(Hand.objects.order_by("pk").values())
    ACTS[act](hand=second, by=amina())
    assert list(Hand.objects.order_by("pk").values()) != before
    undo(session)
    assert list(Hand.objects.order_by("pk").values()) == before


def test_two_more_minutes(session):
    hand = call_hand(hand=raise_hand(participant=join(session)), by=amina())
    assert give_more_time(hand=hand, by=amina()).turn_seconds == 240


def test_who_is_blocked_or_early_cannot_raise_a_hand_and_a_lowered_one_cannot_be_called(session):
    with pytest.raises(SessionNotOpen):
        raise_hand(participant=join(make_session(make_engagement("another"), is_open=False)))
    person = join(session)
    hand = raise_hand(participant=person)
    lower_hand(participant=person)
    with pytest.raises(HandIsDown):
        call_hand(hand=hand, by=amina())
    block_participant(participant=person, by=amina(), reason="Shouting")
    with pytest.raises(Blocked):
        raise_hand(participant=person)


def test_a_guest_who_logs_in_keeps_one_hand_and_their_turns(session):
    guest = join(session)
    end_turn(hand=call_hand(hand=raise_hand(participant=guest), by=amina()), by=amina())
    raise_hand(participant=guest)
    raise_hand(participant=join(session, ben()))
    merge_guest(guest=guest, user=ben())
    assert up(session) == ["Ben Jacobs"]
    assert Hand.objects.up().in_turn().get().times_heard == 1


def test_closing_lowers_every_hand(session):
    raise_hand(participant=join(session))
    close(session)
    assert up(session) == []
