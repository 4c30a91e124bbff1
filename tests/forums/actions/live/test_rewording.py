import pytest

from forums.actions.live.desk import hide_question, start_answering
from forums.actions.live.questions import (
    NotYourQuestion,
    QuestionEmpty,
    QuestionTooLong,
    SessionClosed,
    withdraw_question,
)
from forums.actions.live.rewording import AnsweredAlready, NotThereAnyMore, add_context, edit_question
from forums.models import QUESTION_LENGTH, Question
from tests.factories import NOW, amina, answer, ask, ben, chloe, close, join, log_of, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return make_session(is_moderated=True)


@pytest.fixture
def here(session):
    return join(session, ben())


def again(question: Question) -> Question:
    return Question.objects.with_people().get(pk=question.pk)


def test_a_question_that_waits_is_edited_without_a_mark(session, here):
    question = ask(here)
    edit_question(question=question, by=here, text="  Who pays? ", now=NOW)
    assert (again(question).text, again(question).is_edited) == ("Who pays?", False)
    assert log_of(session)[2:] == ["question_edited"]


def test_once_the_room_has_seen_it_an_edit_leaves_a_mark_and_the_words_before(here):
    question = ask(here, is_let_through=True)
    edit_question(question=question, by=here, text="Who pays?", now=NOW)
    assert (again(question).text, again(question).is_edited) == ("Who pays?", True)
    edit = question.edits.get()
    assert (edit.text_before, edit.by, edit.agreed_at) == ("Who keeps the lights on?", ben(), NOW)


def test_the_same_words_again_are_quiet(session, here):
    question = ask(here, is_let_through=True)
    before = log_of(session)
    edit_question(question=question, by=here, text=question.text, now=NOW)
    add_context(question=question, by=here, text="", now=NOW)
    assert (log_of(session), again(question).is_edited) == (before, False)


def test_a_hidden_question_is_corrected_and_stays_hidden(here):
    question = ask(here)
    hide_question(question=question, by=amina(), reason="Name nobody.", now=NOW)
    edit_question(question=question, by=here, text="Who pays?", now=NOW)
    assert (again(question).text, again(question).state) == ("Who pays?", "hidden")


@pytest.mark.parametrize("how", ["answering", "answered"])
def test_what_is_being_answered_keeps_its_words_and_can_be_added_to(here, how):
    question = ask(here, is_let_through=True)
    if how == "answering":
        start_answering(question=question, by=amina(), now=NOW)
    else:
        answer(question)
    with pytest.raises(AnsweredAlready):
        edit_question(question=question, by=here, text="Who pays?", now=NOW)
    add_context(question=question, by=here, text="At the rank, I mean.", now=NOW)
    assert (again(question).text, again(question).context) == (question.text, "At the rank, I mean.")


def test_context_is_changed_and_taken_away(session, here):
    question = ask(here, is_let_through=True)
    for text in ("At the rank.", "At the old rank.", ""):
        add_context(question=question, by=here, text=text, now=NOW)
        assert again(question).context == text
    assert log_of(session)[3:] == ["question_changed"] * 3


@pytest.mark.parametrize("act", [edit_question, add_context])
def test_only_its_asker_changes_a_question(session, here, act):
    question = ask(here)
    with pytest.raises(NotYourQuestion):
        act(question=question, by=join(session, chloe()), text="Mine now.", now=NOW)


@pytest.mark.parametrize("act", [edit_question, add_context])
def test_after_the_close_and_once_withdrawn_the_words_stay(session, here, act):
    gone, kept = ask(here), ask(here, is_let_through=True)
    withdraw_question(question=gone, by=here, now=NOW)
    with pytest.raises(NotThereAnyMore):
        act(question=gone, by=here, text="More.", now=NOW)
    close(session)
    with pytest.raises(SessionClosed):
        act(question=kept, by=here, text="More.", now=NOW)


def test_words_of_an_edit_are_checked_as_those_of_a_question(here):
    question = ask(here)
    with pytest.raises(QuestionEmpty):
        edit_question(question=question, by=here, text=" \n", now=NOW)
    for act in (edit_question, add_context):
        with pytest.raises(QuestionTooLong):
            act(question=question, by=here, text="x" * (QUESTION_LENGTH + 1), now=NOW)


def test_withdrawing_takes_earlier_words_and_context_away(here):
    question = ask(here, is_let_through=True)
    edit_question(question=question, by=here, text="Who pays?", now=NOW)
    add_context(question=question, by=here, text="At the rank.", now=NOW)
    withdraw_question(question=question, by=here, now=NOW)
    assert (again(question).context, question.edits.count()) == ("", 0)
