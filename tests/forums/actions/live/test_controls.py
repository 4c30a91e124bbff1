"""What facilitators set while a session goes on; each act is told, and can be undone."""

from datetime import timedelta

import pytest

from forums.actions.live import controls
from forums.actions.live.admission import AskingPaused, TooSoon, VotingPaused
from forums.actions.live.controls import NoSuchPause, NotAFacilitator, change_settings, take_the_lead
from forums.actions.live.undo import last_act_of, undo_act
from forums.live.groups import Audience, room_of
from forums.live.payloads import SessionReader, session_state
from tests.factories import (
    NOW,
    administrator,
    amina,
    ask,
    ben,
    chloe,
    join,
    log_of,
    make_session,
    minutes_later,
    vote,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return make_session()


def undo(session, by=None):
    return undo_act(event=last_act_of(session.pk, by or amina()), by=by or amina(), now=NOW)


def told(session, audience: Audience):
    """What an audience hears of the last step."""
    session.refresh_from_db()
    return SessionReader().changes(room_of(session, audience), session.last_seq - 1).shared


TURNS = [
    ("pause_asking", "resume_asking", "asking_paused"),
    ("pause_voting", "resume_voting", "voting_paused"),
]


@pytest.mark.parametrize(("turn", "back", "field"), TURNS)
def test_a_pause_is_told_to_everybody_and_doing_it_twice_is_quiet(session, turn, back, field):
    for _ in range(2):
        getattr(controls, turn)(session=session, by=amina(), now=NOW)
    assert log_of(session) == ["session_opened", "session_changed"]
    for audience in Audience:
        assert told(session, audience)["session"] == {"state": "open", field: True}
    for _ in range(2):
        getattr(controls, back)(session=session, by=amina(), now=NOW)
    assert log_of(session)[2:] == ["session_changed"]
    assert told(session, Audience.ATTENDEES)["session"] == {"state": "open"}


@pytest.mark.parametrize(("turn", "back", "field"), TURNS)
def test_a_pause_can_be_undone_and_that_is_told_as_well(session, turn, back, field):
    getattr(controls, turn)(session=session, by=amina(), now=NOW)
    undo(session)
    assert told(session, Audience.ATTENDEES)["session"] == {"state": "open"}
    assert log_of(session)[-1] == "undone"


def test_while_asking_is_paused_nobody_asks(session):
    controls.pause_asking(session=session, by=amina(), now=NOW)
    with pytest.raises(AskingPaused):
        ask(join(session, ben()))
    controls.resume_asking(session=session, by=amina(), now=NOW)
    assert ask(join(session, ben())).is_in_the_room


def test_while_voting_is_paused_votes_stay_as_they_are(session):
    question = vote(ask(join(session, ben())), join(session, chloe()))
    controls.pause_voting(session=session, by=amina(), now=NOW)
    with pytest.raises(VotingPaused):
        vote(question, join(session))
    question.refresh_from_db()
    assert question.vote_count == 1


def test_in_slow_mode_each_person_asks_once_in_a_while(session):
    controls.set_slow_mode(session=session, seconds=60, by=amina(), now=NOW)
    ask(join(session, ben()))
    with pytest.raises(TooSoon):
        ask(join(session, ben()), "And who pays?", now=NOW + timedelta(seconds=59))
    assert ask(join(session, chloe()), "From me?", now=NOW + timedelta(seconds=59))
    assert ask(join(session, ben()), "And who pays?", now=NOW + timedelta(seconds=60))
    assert told(session, Audience.SCREENS).keys() == {"questions"}
    undo(session)
    session.refresh_from_db()
    assert session.slow_seconds == 0


@pytest.mark.parametrize("seconds", [-1, 1, 10**9])
def test_slow_mode_has_its_choices(session, seconds):
    with pytest.raises(NoSuchPause):
        controls.set_slow_mode(session=session, seconds=seconds, by=amina())


# Who leads ----------------------------------------------------------------------------------------
def test_a_facilitator_takes_over_and_the_desks_alone_are_told(session):
    take_the_lead(session=session, by=amina(), now=NOW)
    take_the_lead(session=session, by=administrator(), now=NOW)
    session.refresh_from_db()
    assert session.led_by == administrator()
    row = {"id": str(session.pk), "leader": administrator().display_name}
    assert told(session, Audience.FACILITATORS)["desk"] == [row]
    for audience in (Audience.ATTENDEES, Audience.SCREENS):
        assert "desk" not in told(session, audience)
        assert "desk" not in session_state(session, audience)
    undo(session, administrator())
    session.refresh_from_db()
    assert session.led_by == amina()


def test_who_is_no_facilitator_does_not_lead(session):
    with pytest.raises(NotAFacilitator):
        take_the_lead(session=session, by=ben())


# Settings -----------------------------------------------------------------------------------------
def test_settings_are_one_step_and_the_same_again_is_none(session):
    wanted = {"title": "Safer stations", "starts_at": minutes_later(60), "allows_guests": False}
    for _ in range(2):
        change_settings(session=session, settings=wanted, by=amina(), now=NOW)
    session.refresh_from_db()
    assert (session.title, session.starts_at, session.allows_guests) == tuple(wanted.values())
    assert log_of(session) == ["session_opened", "session_changed"]


def test_undoing_settings_leaves_words_and_sets_back_the_rest(session):
    before = session.starts_at
    wanted = {"title": "Safer stations", "starts_at": minutes_later(60), "is_moderated": True}
    change_settings(session=session, settings=wanted, by=amina(), now=NOW)
    undo(session)
    session.refresh_from_db()
    assert (session.title, session.starts_at, session.is_moderated) == ("Safer stations", before, False)


def test_the_log_holds_no_words_of_settings(session):
    change_settings(session=session, settings={"title": "Secret name"}, by=amina(), now=NOW)
    assert session.events.get(kind="session_changed").undo is None


def test_votes_of_guests_are_counted_anew_when_members_alone_count_and_back(session):
    question = vote(ask(join(session, ben())), join(session, chloe()), join(session))
    change_settings(session=session, settings={"votes_by_members_only": True}, by=amina(), now=NOW)
    question.refresh_from_db()
    assert question.vote_count == 1
    assert [row["votes"] for row in told(session, Audience.ATTENDEES)["questions"]] == [1]
    undo(session)
    question.refresh_from_db()
    assert question.vote_count == 2
    assert [row["votes"] for row in told(session, Audience.ATTENDEES)["questions"]] == [2]
