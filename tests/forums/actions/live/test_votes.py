from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from forums.actions.live.desk import hide_question
from forums.actions.live.questions import SessionClosed, SessionNotOpen, withdraw_question
from forums.actions.live.votes import (
    QuestionNotInTheRoom,
    VoteWrite,
    cast_vote,
    commit_votes,
    take_back_vote,
)
from forums.models import Participant, Question, SessionState, Vote
from tests.factories import NOW, amina, ask, ben, chloe, close, join, log_of, make_session, vote
from tests.factories.together import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return make_session()


@pytest.fixture
def question(session):
    return ask(join(session, ben()))


def write(question: Question, voter: Participant, *, is_cast: bool = True, client_id=None) -> VoteWrite:
    return VoteWrite(question, voter, is_cast, client_id or uuid4())


def count(question: Question) -> tuple[int, int]:
    """The kept count, and the rows that it must equal."""
    return Question.objects.get(pk=question.pk).vote_count, question.votes.count()


def test_cast_vote_counts_each_person_once(session, question):
    sipho, chloe_here = join(session), join(session, chloe())
    assert cast_vote(question=question, voter=sipho, client_id=uuid4(), now=NOW) == 1
    assert cast_vote(question=question, voter=chloe_here, client_id=uuid4(), now=NOW) == 2
    assert count(question) == (2, 2)
    assert log_of(session)[2:] == ["votes_changed", "votes_changed"]


def test_cast_vote_twice_is_quiet(session, question):
    sipho = join(session)
    for _ in range(2):
        assert cast_vote(question=question, voter=sipho, client_id=uuid4(), now=NOW) == 1
    assert (count(question), log_of(session)[2:]) == ((1, 1), ["votes_changed"])


def test_take_back_vote_twice_is_quiet(session, question):
    sipho = join(session)
    vote(question, sipho, join(session, chloe()))
    for _ in range(2):
        assert take_back_vote(question=question, voter=sipho, client_id=uuid4(), now=NOW) == 1
    assert (count(question), log_of(session)[2:]) == ((1, 1), ["votes_changed"] * 3)


def test_a_vote_that_arrives_again_counts_once_even_if_it_was_taken_back_meanwhile(session, question):
    sipho, client_id = join(session), uuid4()
    assert cast_vote(question=question, voter=sipho, client_id=client_id, now=NOW) == 1
    assert take_back_vote(question=question, voter=sipho, client_id=uuid4(), now=NOW) == 0
    assert cast_vote(question=question, voter=sipho, client_id=client_id, now=NOW) == 0
    assert (count(question), log_of(session)[2:]) == ((0, 0), ["votes_changed"] * 2)


def test_a_vote_that_arrives_again_after_the_session_closed_is_not_refused(session, question):
    sipho, client_id = join(session), uuid4()
    cast_vote(question=question, voter=sipho, client_id=client_id, now=NOW)
    close(session)
    assert cast_vote(question=question, voter=sipho, client_id=client_id, now=NOW) == 1
    with pytest.raises(SessionClosed):
        cast_vote(question=question, voter=sipho, client_id=uuid4(), now=NOW)


def test_cast_vote_refuses_in_a_session_that_is_not_open(session, question):
    sipho = join(session)
    session.state = SessionState.SCHEDULED
    session.save()
    with pytest.raises(SessionNotOpen):
        cast_vote(question=question, voter=sipho, client_id=uuid4(), now=NOW)
    assert count(question) == (0, 0)


@pytest.mark.parametrize("how", ["waiting", "hidden", "withdrawn"])
def test_cast_vote_refuses_a_question_that_is_not_in_the_room(how):
    session = make_session(is_moderated=True)
    ben_here = join(session, ben())
    question = ask(ben_here, is_let_through=how != "waiting")
    if how == "hidden":
        hide_question(question=question, by=amina(), now=NOW)
    if how == "withdrawn":
        withdraw_question(question=question, by=ben_here, now=NOW)
    before = log_of(session)
    with pytest.raises(QuestionNotInTheRoom):
        cast_vote(question=question, voter=join(session), client_id=uuid4(), now=NOW)
    assert (count(question), log_of(session)) == ((0, 0), before)


def test_commit_votes_writes_a_batch_as_one_event(session, question):
    second = ask(join(session, chloe()))
    voters = [join(session) for _ in range(3)]
    batch = [write(question, voter) for voter in voters] + [write(second, voters[0])]
    assert commit_votes(session=session, batch=batch, now=NOW) == {question.pk: 3, second.pk: 1}
    assert (count(question), count(second)) == ((3, 3), (1, 1))
    assert log_of(session)[3:] == ["votes_changed"]
    assert session.events.get(seq=4).question_ids == [question.pk, second.pk]


def test_commit_votes_names_only_the_questions_whose_count_changed(session, question):
    second = ask(join(session, chloe()))
    sipho = join(session)
    vote(second, sipho)
    commit_votes(session=session, batch=[write(second, sipho), write(question, sipho)], now=NOW)
    assert session.events.order_by("seq").last().question_ids == [question.pk]


def test_commit_votes_counts_a_client_id_once_within_its_batch(session, question):
    sipho, client_id = join(session), uuid4()
    batch = [
        write(question, sipho, client_id=client_id),
        write(question, sipho, is_cast=False),
        write(question, sipho, client_id=client_id),
    ]
    assert commit_votes(session=session, batch=batch, now=NOW) == {question.pk: 0}
    assert count(question) == (0, 0)


def test_commit_votes_leaves_out_what_left_the_room_and_writes_the_rest(session, question):
    gone = ask(join(session, chloe()))
    hide_question(question=gone, by=amina(), now=NOW)
    sipho = join(session)
    batch = [write(gone, sipho), write(question, sipho)]
    assert commit_votes(session=session, batch=batch, now=NOW) == {gone.pk: 0, question.pk: 1}
    assert (count(gone), count(question)) == ((0, 0), (1, 1))


def test_commit_votes_without_a_change_is_quiet(session, question):
    before = log_of(session)
    assert commit_votes(session=session, batch=[], now=NOW) == {}
    batch = [write(question, join(session), is_cast=False)]
    assert commit_votes(session=session, batch=batch, now=NOW) == {question.pk: 0}
    assert log_of(session) == before


def test_one_vote_per_person_is_a_rule_of_the_database(session, question):
    sipho = join(session)
    vote(question, sipho)
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(question=question, voter=sipho, cast_at=NOW)


@pytest.mark.django_db(transaction=True)
def test_votes_cast_at_once_are_all_counted(session, question):
    voters = [join(session) for _ in range(6)]
    counts = at_once(
        *[
            lambda voter=voter: cast_vote(question=question, voter=voter, client_id=uuid4(), now=NOW)
            for voter in voters
        ]
    )
    assert sorted(counts) == [1, 2, 3, 4, 5, 6]
    assert (count(question), log_of(session)[2:]) == ((6, 6), ["votes_changed"] * 6)


@pytest.mark.django_db(transaction=True)
def test_a_vote_sent_twice_at_once_counts_once(session, question):
    sipho, client_id = join(session), uuid4()
    counts = at_once(*[lambda: cast_vote(question=question, voter=sipho, client_id=client_id, now=NOW)] * 4)
    assert counts == [1, 1, 1, 1]
    assert (count(question), log_of(session)[2:]) == ((1, 1), ["votes_changed"])
