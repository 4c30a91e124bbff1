from uuid import uuid4

import pytest

from forums.actions.live.desk import hide_question
from forums.actions.live.questions import (
    A_WHILE,
    QUESTIONS_IN_A_WHILE,
    NotYourQuestion,
    QuestionEmpty,
    QuestionTooLong,
    SessionClosed,
    SessionNotOpen,
    TooManyQuestions,
    withdraw_question,
)
from forums.actions.live.sessions import open_session
from forums.models import QUESTION_LENGTH, Question, QuestionState
from tests.factories import (
    NOW,
    amina,
    answer,
    ask,
    ben,
    chloe,
    close,
    join,
    log_of,
    make_case_study,
    make_engagement,
    make_session,
    minutes_later,
    vote,
)
from tests.factories.together import at_once

pytestmark = pytest.mark.django_db


def test_ask_question_goes_into_the_room_when_session_is_not_moderated():
    session = make_session()
    question = ask(join(session, ben()), "  Who keeps\r\nthe lights on? ", now=minutes_later(1))
    question.refresh_from_db()
    assert (question.text, question.state) == ("Who keeps\nthe lights on?", QuestionState.PUBLISHED)
    assert (question.asked_at, question.let_through_at) == (minutes_later(1), minutes_later(1))
    assert (question.vote_count, question.room_name) == (0, "Ben Jacobs")
    assert log_of(session) == ["session_opened", "question_asked"]


def test_ask_question_waits_for_facilitator_when_session_is_moderated():
    session = make_session(is_moderated=True)
    question = ask(join(session, ben()))
    assert (question.state, question.let_through_at) == (QuestionState.WAITING, None)
    assert list(session.questions.in_the_room()) == []
    assert log_of(session) == ["session_opened", "question_asked"]


def test_ask_question_may_be_about_a_case_study():
    rank = make_case_study()
    session = make_session(make_engagement(case_studies=[rank]))
    assert ask(join(session, ben()), case_study=rank).case_study == rank


def test_ask_question_again_with_its_client_id_returns_the_first():
    session, client_id = make_session(), uuid4()
    ben_here = join(session, ben())
    first = ask(ben_here, client_id=client_id)
    assert ask(ben_here, "Other words", client_id=client_id) == first
    assert (session.questions.count(), log_of(session)) == (1, ["session_opened", "question_asked"])


def test_ask_question_sent_again_after_the_session_closed_still_returns_the_first():
    session, client_id = make_session(), uuid4()
    ben_here = join(session, ben())
    first = ask(ben_here, client_id=client_id)
    close(session)
    assert ask(ben_here, client_id=client_id) == first


def test_ask_question_of_two_people_with_one_client_id_are_two():
    session, client_id = make_session(), uuid4()
    first = ask(join(session, ben()), client_id=client_id)
    assert ask(join(session, chloe()), client_id=client_id) != first


@pytest.mark.django_db(transaction=True)
def test_ask_question_sent_twice_at_once_exists_once():
    session, client_id = make_session(), uuid4()
    ben_here = join(session, ben())
    first, *others = at_once(*[lambda: ask(ben_here, client_id=client_id)] * 4)
    assert others == [first] * 3
    assert session.questions.count() == 1
    assert log_of(session) == ["session_opened", "question_asked"]


@pytest.mark.django_db(transaction=True)
def test_questions_asked_at_once_each_get_a_seq_of_their_own():
    session = make_session()
    people = [join(session, user) for user in (ben(), chloe(), None)]
    asked = at_once(*[lambda here=here: ask(here) for here in people])
    assert log_of(session) == ["session_opened", *["question_asked"] * 3]
    told = [pk for event in session.events.order_by("seq") for pk in event.question_ids]
    assert sorted(told) == sorted(question.pk for question in asked)


@pytest.mark.parametrize(
    ("asker", "question", "shown"),
    [(False, False, "Ben Jacobs"), (False, True, ""), (True, False, ""), (True, True, "")],
)
def test_ask_question_is_anonymous_by_its_own_wish_or_its_askers(asker, question, shown):
    asked = ask(join(make_session(), ben(), is_anonymous=asker), is_anonymous=question)
    assert (asked.room_name, asked.is_anonymous) == (shown, not shown)


def test_ask_question_is_by_name_where_the_session_allows_nothing_else():
    here = join(make_session(allows_anonymous=False), ben())
    assert ask(here, is_anonymous=True).room_name == "Ben Jacobs"


def test_ask_question_refuses_before_the_session_opens_and_after_it_closed():
    waiting = make_session(make_engagement(), is_open=False)
    waiting.takes_early_questions = False
    waiting.save()
    with pytest.raises(SessionNotOpen, match="not open yet") as early:
        ask(join(waiting, ben()))
    closed = make_session(make_engagement("closed"))
    close(closed)
    with pytest.raises(SessionClosed, match="has closed") as late:
        ask(join(closed, ben()))
    assert (early.value.status, late.value.status) == (409, 409)
    assert Question.objects.count() == 0


@pytest.mark.parametrize(
    ("text", "refusal"), [(" \n\0", QuestionEmpty), ("x" * (QUESTION_LENGTH + 1), QuestionTooLong)]
)
def test_ask_question_refuses_what_is_empty_or_too_long(text, refusal):
    session = make_session()
    with pytest.raises(refusal) as refused:
        ask(join(session, ben()), text)
    assert refused.value.status == 400
    assert log_of(session) == ["session_opened"]


def test_ask_question_counts_characters_as_people_do():
    here = join(make_session(), ben())
    assert ask(here, " " + "é" * QUESTION_LENGTH + "\n").text == "é" * QUESTION_LENGTH
    with pytest.raises(QuestionTooLong, match="can have 500 characters; yours has 503"):
        ask(here, "x" * 503)


def test_ask_question_refuses_too_many_in_a_while():
    session = make_session()
    ben_here, sipho = join(session, ben()), join(session)
    for _ in range(QUESTIONS_IN_A_WHILE):
        ask(ben_here, now=NOW)
    with pytest.raises(TooManyQuestions) as refused:
        ask(ben_here, now=NOW + A_WHILE / 2)
    assert refused.value.status == 429
    ask(sipho, now=NOW + A_WHILE / 2)
    ask(ben_here, now=NOW + A_WHILE)
    assert session.questions.count() == QUESTIONS_IN_A_WHILE + 2


@pytest.mark.parametrize("state", ["waiting", "published", "answered", "hidden"])
def test_withdraw_question_takes_its_words_back_from_wherever_it_was(state):
    session = make_session(is_moderated=True)
    ben_here = join(session, ben())
    question = ask(ben_here, is_let_through=state in {"published", "answered"})
    if state == "answered":
        answer(question)
    if state == "hidden":
        hide_question(question=question, by=amina(), now=NOW)
    before = log_of(session)
    withdraw_question(question=question, by=ben_here, now=NOW)
    question.refresh_from_db()
    assert (question.state, question.text, question.answer) == (QuestionState.WITHDRAWN, "", "")
    assert log_of(session) == [*before, "question_withdrawn"]


def test_withdraw_question_twice_is_quiet():
    session = make_session()
    ben_here = join(session, ben())
    question = ask(ben_here)
    for _ in range(2):
        withdraw_question(question=question, by=ben_here, now=NOW)
    assert log_of(session) == ["session_opened", "question_asked", "question_withdrawn"]


def test_withdraw_question_is_for_its_asker_alone():
    session = make_session()
    question = vote(ask(join(session, ben())), join(session, chloe()))
    before = log_of(session)
    for other in (join(session, chloe()), join(session)):
        with pytest.raises(NotYourQuestion) as refused:
            withdraw_question(question=question, by=other, now=NOW)
        assert refused.value.status == 403
    question.refresh_from_db()
    assert (question.text, log_of(session)) == ("Who keeps the lights on?", before)


# Before the opening ----------------------------------------------------------------------------------
@pytest.mark.parametrize("is_moderated", [True, False])
def test_a_question_sent_early_waits_for_the_opening(is_moderated):
    session = make_session(is_open=False, is_moderated=is_moderated)
    question = ask(join(session, ben()))
    assert (question.state, question.let_through_at) == (QuestionState.WAITING, None)
    assert log_of(session) == ["question_asked"]


def test_at_the_opening_early_questions_come_into_a_room_that_is_not_moderated():
    session = make_session(is_open=False)
    question = ask(join(session, ben()))
    open_session(session=session, by=amina(), now=minutes_later(5))
    question.refresh_from_db()
    assert (question.state, question.let_through_at) == (QuestionState.PUBLISHED, minutes_later(5))
    assert session.events.get(kind="session_opened").question_ids == [question.pk]


def test_in_a_moderated_session_early_questions_still_wait_for_the_facilitator():
    session = make_session(is_open=False, is_moderated=True)
    question = ask(join(session, ben()))
    open_session(session=session, by=amina(), now=NOW)
    question.refresh_from_db()
    assert question.state == QuestionState.WAITING
    assert session.events.get(kind="session_opened").question_ids == []


def test_a_question_knows_how_many_its_asker_had_asked_by_name():
    here = join(make_session(), ben())
    asked = [ask(here), ask(here, is_anonymous=True), ask(here)]
    assert [question.asked_before for question in asked] == [0, 1, 1]
