"""Every act at the desk can be undone: afterwards the question is as it was, and so are its stamps."""

import pytest

from forums.actions.live import desk, marking
from forums.actions.live.questions import SessionClosed
from forums.actions.live.undo import ChangedSince, NothingToUndo, last_act_of, undo_act
from forums.models import AnsweringSpan, Presenter, Question
from tests.factories import (
    NOW,
    amina,
    answer,
    ask,
    ben,
    chloe,
    close,
    dineo,
    join,
    make_session,
    minutes_later,
)

pytestmark = pytest.mark.django_db

KEPT = ("let_through_at", "hidden_reason", "answer")  # what undoing leaves, and says why in its action


@pytest.fixture
def session():
    return make_session(is_moderated=True)


def asked(session, person=ben, **options) -> Question:
    return ask(join(session, person()), **{"is_let_through": True, **options})


def undo(session, minute: int = 9) -> None:
    undo_act(event=last_act_of(session.pk, amina()), by=amina(), now=minutes_later(minute))


def as_it_is(question: Question) -> dict[str, object]:
    row = Question.objects.filter(pk=question.pk).values().get()
    spans = AnsweringSpan.objects.filter(question=question).values_list("started_at", "ended_at")
    return {**{name: value for name, value in row.items() if name not in KEPT}, "spans": list(spans)}


BEFORE = {
    "hidden": lambda question: desk.hide_question(question=question, by=dineo(), now=NOW),
    "answering": lambda question: desk.start_answering(question=question, by=dineo(), now=NOW),
    "answered": answer,
    "pinned": lambda question: marking.pin(question=question, by=dineo(), now=NOW),
    "starred": lambda question: marking.star(question=question, by=dineo(), now=NOW),
}
ACTS = [
    ("waiting", desk.let_through),
    ("waiting", desk.hide_question),
    ("hidden", desk.let_through),
    ("published", desk.hide_question),
    ("answering", desk.hide_question),
    ("published", desk.start_answering),
    ("answered", desk.start_answering),
    ("answering", desk.stop_answering),
    ("published", desk.answer_question),
    ("answering", desk.answer_question),
    ("answered", desk.take_answer_back),
    ("published", marking.pin),
    ("pinned", marking.unpin),
    ("waiting", marking.star),
    ("starred", marking.unstar),
]


@pytest.mark.parametrize(("before", "act"), ACTS)
def test_an_undone_act_leaves_the_question_as_it_was(session, before, act):
    question = asked(session, is_let_through=before != "waiting")
    BEFORE.get(before, lambda question: None)(question)
    was = as_it_is(question)
    act(question=question, by=amina(), now=minutes_later(5))
    assert as_it_is(question) != was
    undo(session)
    assert as_it_is(question) == was


def test_undoing_answering_now_gives_it_back_to_the_question_before(session):
    first, second = asked(session), asked(session, chloe)
    desk.start_answering(question=first, by=amina(), now=minutes_later(1))
    was = as_it_is(first), as_it_is(second)
    desk.start_answering(question=second, by=amina(), now=minutes_later(2))
    undo(session)
    assert (as_it_is(first), as_it_is(second)) == was


def test_what_is_being_answered_now_is_not_thrown_out_by_undoing(session):
    first, second = asked(session), asked(session, chloe)
    desk.start_answering(question=first, by=amina(), now=NOW)
    desk.stop_answering(question=first, by=amina(), now=NOW)
    desk.start_answering(question=second, by=dineo(), now=NOW)
    was = as_it_is(first), as_it_is(second)
    with pytest.raises(ChangedSince):
        undo(session)
    assert (as_it_is(first), as_it_is(second)) == was


def test_undoing_a_corrected_answer_brings_back_its_words(session):
    question = answer(asked(session), "The traders.")
    desk.answer_question(question=question, by=amina(), answer="The city.", now=minutes_later(5))
    undo(session)
    question.refresh_from_db()
    assert (question.state, question.answer) == ("answered", "The traders.")


def test_undoing_a_first_answer_keeps_its_words_for_editing(session):
    question = answer(asked(session), "The traders.")
    undo(session)
    question.refresh_from_db()
    assert (question.state, question.answer) == ("published", "The traders.")


def test_an_assignment_is_undone(session):
    question = asked(session)
    presenter = Presenter.objects.create(session=session, name="Thandi")
    marking.assign(question=question, presenter=presenter, by=amina(), now=NOW)
    question.refresh_from_db()
    assert question.presenter == presenter
    undo(session)
    question.refresh_from_db()
    assert question.presenter is None


def test_a_presenter_of_another_session_is_refused(session):
    presenter = Presenter.objects.create(session=make_session(session.subject, title="Other"), name="Thandi")
    with pytest.raises(marking.NotAPresenterHere):
        marking.assign(question=asked(session), presenter=presenter, by=amina(), now=NOW)


def test_undoing_goes_back_step_by_step_and_ends(session):
    question = asked(session)
    marking.pin(question=question, by=amina(), now=NOW)
    for _ in range(2):  # the pin, then the letting through
        undo(session)
    question.refresh_from_db()
    assert (question.state, question.pinned_at) == ("waiting", None)
    assert last_act_of(session.pk, amina()) is None
    with pytest.raises(NothingToUndo):
        undo_act(event=session.events.get(seq=2), by=amina(), now=NOW)


def test_an_act_is_not_undone_over_a_colleagues(session):
    question = asked(session)
    desk.hide_question(question=question, by=dineo(), now=NOW)
    with pytest.raises(ChangedSince):
        undo(session)


def test_nothing_is_undone_once_the_session_closed(session):
    asked(session)
    close(session)
    with pytest.raises(SessionClosed):
        undo(session)
