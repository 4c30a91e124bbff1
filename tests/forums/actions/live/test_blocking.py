"""Keeping somebody out of one session's asking and voting."""

import pytest

from exchange.people.models import Consent
from forums.actions.live.admission import Blocked
from forums.actions.live.blocking import OneOfUs, ReasonMissing, block_participant, unblock_participant
from forums.actions.live.undo import last_act_of, undo_act
from forums.live.groups import Audience, room_of
from forums.live.payloads import SessionReader, session_state
from forums.models import QuestionState
from tests.factories import NOW, amina, ask, ben, chloe, join, log_of, make_session, vote

pytestmark = pytest.mark.django_db

REASON = "Names people who are not here."


@pytest.fixture
def session():
    return make_session(is_moderated=True)


@pytest.fixture(params=["a member", "a guest"])
def somebody(request, session):
    return join(session, ben() if request.param == "a member" else None)


def block(participant, reason=REASON):
    return block_participant(participant=participant, reason=reason, by=amina(), now=NOW)


def told(session, audience):
    session.refresh_from_db()
    return SessionReader().changes(room_of(session, audience), session.last_seq - 1)


def test_waiting_questions_leave_the_queue_and_what_is_in_the_room_stays(session, somebody):
    shown, waiting = ask(somebody, "Who pays?", is_let_through=True), ask(somebody, "Is he corrupt?")
    of_others = ask(join(session, chloe()))
    block(somebody)
    for question in (shown, waiting, of_others):
        question.refresh_from_db()
    states = [question.state for question in (shown, waiting, of_others)]
    assert states == [QuestionState.PUBLISHED, QuestionState.HIDDEN, QuestionState.WAITING]


def test_who_is_blocked_neither_asks_nor_votes_here_and_others_do(session, somebody):
    question = ask(join(session, chloe()), is_let_through=True)
    block(somebody)
    with pytest.raises(Blocked):
        ask(somebody)
    with pytest.raises(Blocked):
        vote(question, somebody)
    assert vote(question, join(session)).vote_count == 1
    elsewhere = make_session(session.subject, title="Another")
    assert ask(join(elsewhere, somebody.user)).is_in_the_room


def test_blocking_is_one_step_and_twice_is_quiet(session, somebody):
    block(somebody)
    block(somebody, "Another reason.")
    assert log_of(session) == ["session_opened", "people_changed"]
    somebody.refresh_from_db()
    assert somebody.blocked_reason == REASON


def test_facilitators_alone_are_told_who_and_why(session, somebody):
    block(somebody)
    row = {
        "id": str(somebody.pk),
        "name": somebody.name,
        "is_guest": somebody.user is None,
        "reason": REASON,
    }
    assert told(session, Audience.FACILITATORS).shared["people"] == [row]
    assert session_state(session, Audience.FACILITATORS)["people"] == [row]
    for audience in (Audience.ATTENDEES, Audience.SCREENS):
        assert (told(session, audience).shared, told(session, audience).private) == ({}, {})
        assert "people" not in session_state(session, audience)


def test_an_anonymous_person_is_blocked_without_a_name(session):
    block(join(session, ben(), is_anonymous=True))
    assert [row["name"] for row in session_state(session, Audience.FACILITATORS)["people"]] == [""]


def test_undoing_brings_the_person_and_their_waiting_questions_back(session, somebody):
    waiting = ask(somebody)
    block(somebody)
    undo_act(event=last_act_of(session.pk, amina()), by=amina(), now=NOW)
    waiting.refresh_from_db()
    assert waiting.state == QuestionState.WAITING
    assert ask(somebody)
    block(somebody)  # and can be blocked again
    undo_act(event=last_act_of(session.pk, amina()), by=amina(), now=NOW)
    shared = told(session, Audience.FACILITATORS).shared
    assert shared["gone"] == {"people": [str(somebody.pk)]}


def test_letting_back_in_can_be_undone_as_well(session, somebody):
    block(somebody)
    for _ in range(2):
        unblock_participant(participant=somebody, by=amina(), now=NOW)
    assert log_of(session)[1:] == ["people_changed", "people_changed"]
    ask(somebody)
    undo_act(event=last_act_of(session.pk, amina()), by=amina(), now=NOW)
    with pytest.raises(Blocked):
        ask(somebody)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_reason_is_asked_for(somebody, reason):
    with pytest.raises(ReasonMissing):
        block(somebody, reason)


def test_facilitators_are_not_blocked(session):
    with pytest.raises(OneOfUs):
        block(join(session, amina()))


def test_consents_stay(session, somebody):
    before = Consent.objects.count()
    block(somebody)
    assert Consent.objects.count() == before
