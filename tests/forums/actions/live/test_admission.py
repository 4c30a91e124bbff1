from datetime import timedelta
from uuid import uuid4

import pytest

from forums.actions.live.admission import AskingPaused, Blocked, SessionNotOpen, TooSoon, VotingPaused
from forums.actions.live.votes import VoteWrite, cast_vote, commit_votes
from forums.models import LiveSession, Participant
from tests.factories import NOW, ask, ben, chloe, join, log_of, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return make_session()


def turn(session: LiveSession, **settings) -> None:
    LiveSession.objects.filter(pk=session.pk).update(**settings)


def block(person: Participant) -> None:
    Participant.objects.filter(pk=person.pk).update(blocked_at=NOW)


def test_while_asking_is_paused_nobody_asks_and_voting_goes_on(session):
    here = join(session, ben())
    question = ask(here)
    turn(session, is_asking_paused=True)
    with pytest.raises(AskingPaused, match="Your words stay here"):
        ask(here)
    assert cast_vote(question=question, voter=here, client_id=uuid4(), now=NOW) == 1


def test_while_voting_is_paused_nobody_votes_and_asking_goes_on(session):
    here = join(session, ben())
    question = ask(here)
    turn(session, is_voting_paused=True)
    with pytest.raises(VotingPaused):
        cast_vote(question=question, voter=here, client_id=uuid4(), now=NOW)
    ask(here, "Who pays?")
    assert log_of(session)[2:] == ["question_asked"]


def test_a_question_that_arrives_again_is_not_refused_by_a_pause(session):
    here, client_id = join(session, ben()), uuid4()
    first = ask(here, client_id=client_id)
    turn(session, is_asking_paused=True)
    assert ask(here, client_id=client_id) == first


def test_in_slow_mode_some_time_lies_between_two_questions_of_one_person(session):
    turn(session, slow_seconds=60)
    here, other = join(session, ben()), join(session, chloe())
    ask(here)
    ask(other, "Another's.")
    with pytest.raises(TooSoon, match="send them in 31 seconds") as refused:
        ask(here, "Again.", now=NOW + timedelta(seconds=30))
    assert refused.value.status == 429
    ask(here, "Again.", now=NOW + timedelta(seconds=60))
    assert session.questions.count() == 3


def test_who_was_blocked_neither_asks_nor_votes_and_is_told_so(session):
    here, other = join(session), join(session, ben())
    question = ask(other)
    block(here)
    with pytest.raises(Blocked, match="taken you out") as refused:
        ask(here)
    assert refused.value.status == 403
    with pytest.raises(Blocked):
        cast_vote(question=question, voter=here, client_id=uuid4(), now=NOW)
    assert (session.questions.count(), question.votes.count()) == (1, 0)


def test_in_a_batch_the_vote_of_a_blocked_guest_is_left_out(session):
    here, other = join(session), join(session, ben())
    question = ask(other)
    block(here)
    batch = [VoteWrite(question, person, True, uuid4()) for person in (here, other)]
    assert commit_votes(session=session, batch=batch, now=NOW) == {question.pk: 1}


def test_before_the_opening_nobody_votes(session):
    here = join(session, ben())
    question = ask(here)
    turn(session, state="scheduled")
    with pytest.raises(SessionNotOpen):
        cast_vote(question=question, voter=here, client_id=uuid4(), now=NOW)
