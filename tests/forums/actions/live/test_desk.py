import pytest
from django.db import IntegrityError, transaction

from forums.actions.live.desk import (
    AnswerTooLong,
    MoveNotPossible,
    WordsChanged,
    answer_question,
    hide_question,
    let_through,
    start_answering,
    stop_answering,
    take_answer_back,
)
from forums.actions.live.questions import SessionClosed, SessionNotOpen, withdraw_question
from forums.models import ANSWER_LENGTH, AnsweringSpan, Question, QuestionState
from tests.factories import (
    NOW,
    amina,
    ask,
    ben,
    chloe,
    close,
    dineo,
    join,
    log_of,
    make_session,
    minutes_later,
)
from tests.factories.together import at_once

pytestmark = pytest.mark.django_db

ACTS = (let_through, hide_question, start_answering, stop_answering, answer_question, take_answer_back)


@pytest.fixture
def session():
    return make_session(is_moderated=True)


@pytest.fixture
def question(session):
    """It waits."""
    return ask(join(session, ben()))


def shown(question: Question) -> Question:
    return let_through(question=question, by=amina(), now=NOW)


def state(question: Question) -> str:
    return Question.objects.get(pk=question.pk).state


def test_let_through_shows_a_waiting_question_to_the_room(session, question):
    let_through(question=question, by=amina(), now=minutes_later(5))
    question.refresh_from_db()
    assert (question.state, question.let_through_at) == (QuestionState.PUBLISHED, minutes_later(5))
    assert log_of(session)[2:] == ["question_let_through"]
    assert session.events.get(seq=3).by == amina()


def test_hide_question_keeps_its_reason_for_the_case_that_letting_it_through_is_undone(session, question):
    shown(question)
    hide_question(question=question, by=amina(), reason=" Names a \u202echild. ", now=NOW)
    question.refresh_from_db()
    assert (question.state, question.hidden_reason) == (QuestionState.HIDDEN, "Names a child.")
    let_through(question=question, by=amina(), now=minutes_later(5))
    question.refresh_from_db()
    assert (question.state, question.hidden_reason) == (QuestionState.PUBLISHED, "Names a child.")
    assert question.let_through_at == NOW
    assert log_of(session)[3:] == ["question_hidden", "question_let_through"]


def test_a_long_reason_is_cut(question):
    assert hide_question(question=question, by=amina(), reason="x" * 300, now=NOW).hidden_reason == "x" * 200


def test_let_through_undoes_the_hiding_of_an_answered_question(question):
    answer_question(question=shown(question), by=amina(), answer="The traders.", now=NOW)
    hide_question(question=question, by=amina(), now=NOW)
    let_through(question=question, by=amina(), now=NOW)
    question.refresh_from_db()
    assert (question.state, question.answer) == (QuestionState.ANSWERED, "The traders.")


def test_start_answering_puts_the_question_before_back_into_the_room(session, question):
    before = shown(ask(join(session, chloe())))
    start_answering(question=before, by=amina(), now=NOW)
    start_answering(question=shown(question), by=amina(), now=NOW)
    assert (state(before), state(question)) == (QuestionState.PUBLISHED, QuestionState.ANSWERING)
    event = session.events.order_by("seq").last()
    assert (event.kind, event.question_ids) == ("answering_started", [question.pk, before.pk])


def test_a_question_that_was_answered_before_goes_back_to_answered(session, question):
    first, second = shown(ask(join(session, chloe()))), shown(question)
    answer_question(question=first, by=amina(), answer="Yes.", now=NOW)
    start_answering(question=first, by=amina(), now=NOW)
    start_answering(question=second, by=amina(), now=NOW)
    assert state(first) == QuestionState.ANSWERED
    start_answering(question=first, by=amina(), now=NOW)
    stop_answering(question=first, by=amina(), now=NOW)
    assert (state(first), state(second)) == (QuestionState.ANSWERED, QuestionState.PUBLISHED)


def test_stop_answering_puts_the_question_back_into_the_room(session, question):
    start_answering(question=shown(question), by=amina(), now=NOW)
    stop_answering(question=question, by=amina(), now=NOW)
    assert state(question) == QuestionState.PUBLISHED
    assert log_of(session)[3:] == ["answering_started", "answering_stopped"]


def test_answer_question_keeps_the_words_of_the_answer(question):
    answer_question(question=shown(question), by=amina(), answer=" The traders\r\ndo. ", now=minutes_later(5))
    question.refresh_from_db()
    assert (question.state, question.answer) == (QuestionState.ANSWERED, "The traders\ndo.")
    assert (question.answered_by, question.answered_at) == (amina(), minutes_later(5))


def test_answered_aloud_never_erases_words_that_were_noted(session, question):
    shown(question)
    answer_question(question=question, by=amina(), answer="The traders.", now=NOW)
    answer_question(question=question, by=amina(), now=NOW)
    assert log_of(session)[3:] == ["question_answered"]
    start_answering(question=question, by=amina(), now=NOW)
    answer_question(question=question, by=dineo(), now=NOW)
    question.refresh_from_db()
    assert (question.state, question.answer) == (QuestionState.ANSWERED, "The traders.")


def test_answer_question_may_be_corrected(session, question):
    shown(question)
    for words in ("The traders.", "The traders and drivers."):
        answer_question(question=question, by=amina(), answer=words, now=NOW)
    question.refresh_from_db()
    assert question.answer == "The traders and drivers."
    assert log_of(session)[3:] == ["question_answered", "question_answered"]


def test_answer_question_refuses_an_answer_that_is_too_long(session, question):
    shown(question)
    with pytest.raises(AnswerTooLong, match="can have 4000 characters; this one has 4001") as refused:
        answer_question(question=question, by=amina(), answer="x" * (ANSWER_LENGTH + 1), now=NOW)
    assert (refused.value.status, state(question)) == (400, QuestionState.PUBLISHED)


def test_take_answer_back_opens_the_question_again_and_keeps_the_words_for_editing(session, question):
    answer_question(question=shown(question), by=amina(), answer="The traders.", now=NOW)
    take_answer_back(question=question, by=amina(), now=NOW)
    question.refresh_from_db()
    assert (question.state, question.answered_at) == (QuestionState.PUBLISHED, None)
    assert question.answer == "The traders."
    assert log_of(session)[3:] == ["question_answered", "answer_taken_back"]


@pytest.mark.parametrize("act", ACTS)
def test_doing_it_twice_is_quiet(session, question, act):
    shown(question)
    if act is let_through:
        hide_question(question=question, by=amina(), now=NOW)
    if act is stop_answering:
        start_answering(question=question, by=amina(), now=NOW)
    if act is take_answer_back:
        answer_question(question=question, by=amina(), answer="The traders.", now=NOW)
    before = log_of(session)
    act(question=question, by=amina(), now=NOW)
    assert len(log_of(session)) == len(before) + 1
    once = Question.objects.filter(pk=question.pk).values().get()
    act(question=question, by=dineo(), now=minutes_later(5))
    assert Question.objects.filter(pk=question.pk).values().get() == once
    assert len(log_of(session)) == len(before) + 1


@pytest.mark.parametrize(
    ("act", "why_not"),
    [
        (start_answering, QuestionState.WAITING),
        (answer_question, QuestionState.WAITING),
        (start_answering, QuestionState.HIDDEN),
        (answer_question, QuestionState.HIDDEN),
        (let_through, QuestionState.WITHDRAWN),
        (hide_question, QuestionState.WITHDRAWN),
        (start_answering, QuestionState.WITHDRAWN),
        (answer_question, QuestionState.WITHDRAWN),
    ],
)
def test_a_move_that_came_too_late_says_what_the_question_is_now(session, question, act, why_not):
    if why_not == QuestionState.HIDDEN:
        hide_question(question=question, by=amina(), now=NOW)
    if why_not == QuestionState.WITHDRAWN:
        withdraw_question(question=question, by=join(session, ben()), now=NOW)
    before = log_of(session)
    with pytest.raises(MoveNotPossible, match=f"it is now “{why_not.label}”") as refused:
        act(question=question, by=amina(), now=NOW)
    assert (refused.value.status, state(question), log_of(session)) == (409, why_not, before)


@pytest.mark.parametrize("act", [act for act in ACTS if act is not hide_question])
def test_the_desk_rests_while_the_session_is_not_open(session, question, act):
    shown(question)
    close(session)
    with pytest.raises(SessionClosed):
        act(question=question, by=amina(), now=NOW)
    session.state = "scheduled"
    session.save(update_fields=["state"])
    with pytest.raises(SessionNotOpen):
        act(question=question, by=amina(), now=NOW)
    assert state(question) == QuestionState.PUBLISHED


def test_what_came_early_may_be_hidden_before_the_opening_and_nothing_after_the_close(session, question):
    session.state = "scheduled"
    session.save(update_fields=["state"])
    assert hide_question(question=question, by=amina(), now=NOW).state == QuestionState.HIDDEN
    session.state = "closed"
    session.save(update_fields=["state"])
    with pytest.raises(SessionClosed):
        hide_question(question=question, by=amina(), now=NOW)


@pytest.mark.parametrize("act", ACTS)
def test_an_act_on_something_that_a_colleague_changed_says_who_did_what(question, act):
    shown(question)
    answer_question(question=question, by=dineo(), now=NOW)
    if act is take_answer_back:
        hide_question(question=question, by=dineo(), now=NOW)
    if act is let_through:
        hide_question(question=question, by=dineo(), now=NOW)
        seen = QuestionState.WAITING
    else:
        seen = QuestionState.PUBLISHED
    was = state(question)
    with pytest.raises(MoveNotPossible) as refused:
        act(
            question=question,
            by=amina(),
            seen=seen,
            now=NOW,
            **({"answer": "Yes."} if act is answer_question else {}),
        )
    assert str(refused.value.message).startswith(
        f"{dineo().display_name} changed this question meanwhile: it is now"
    )
    assert (refused.value.code, state(question)) == ("changed", was)


def test_who_wishes_what_a_colleague_has_done_already_is_not_refused(question):
    shown(question)
    assert let_through(question=question, by=dineo(), seen="waiting", now=NOW).is_in_the_room


def test_a_colleagues_answer_is_not_overwritten_unseen(question):
    shown(question)
    answer_question(question=question, by=dineo(), answer="The traders.", began_from="", now=NOW)
    with pytest.raises(
        WordsChanged, match=f"{dineo().display_name} changed these words .* “The traders.”"
    ) as refused:
        answer_question(question=question, by=amina(), answer="The city.", began_from="", now=NOW)
    assert (refused.value.code, Question.objects.get(pk=question.pk).answer) == ("words", "The traders.")
    answer_question(question=question, by=amina(), answer="The city.", began_from="The traders.", now=NOW)
    assert Question.objects.get(pk=question.pk).answer == "The city."


def test_answering_is_stamped_from_its_beginning_to_its_end(session, question):
    other = shown(ask(join(session, chloe())))
    start_answering(question=shown(question), by=amina(), now=minutes_later(1))
    start_answering(question=other, by=amina(), now=minutes_later(3))
    answer_question(question=other, by=amina(), now=minutes_later(7))
    start_answering(question=question, by=amina(), now=minutes_later(8))
    hide_question(question=question, by=amina(), now=minutes_later(9))
    stamps = AnsweringSpan.objects.order_by("started_at").values_list("question", "started_at", "ended_at")
    assert list(stamps) == [
        (question.pk, minutes_later(1), minutes_later(3)),
        (other.pk, minutes_later(3), minutes_later(7)),
        (question.pk, minutes_later(8), minutes_later(9)),
    ]


def test_one_question_is_answered_at_a_time_by_a_rule_of_the_database(session, question):
    start_answering(question=shown(question), by=amina(), now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(pk=ask(join(session, chloe())).pk).update(state=QuestionState.ANSWERING)


@pytest.mark.django_db(transaction=True)
def test_two_facilitators_at_once_leave_one_question_being_answered(session, question):
    questions = [shown(question), shown(ask(join(session, chloe())))]
    both = [amina(), dineo()]
    at_once(
        *[
            lambda asked=asked, by=by: start_answering(question=asked, by=by, now=NOW)
            for asked, by in zip(questions, both, strict=True)
        ]
    )
    assert sorted(state(asked) for asked in questions) == [QuestionState.ANSWERING, QuestionState.PUBLISHED]
    assert log_of(session)[-2:] == ["answering_started", "answering_started"]
