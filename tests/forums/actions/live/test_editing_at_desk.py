from uuid import UUID

import pytest

from forums.actions.live.acting import WordsChanged
from forums.actions.live.editing import agree_to_edit, edit_at_desk, put_words_back
from forums.actions.live.entering import enter_question
from forums.actions.live.questions import NotYourQuestion, QuestionEmpty, SessionClosed, withdraw_question
from forums.actions.live.rewording import edit_question
from forums.actions.live.undo import ChangedSince, last_act_of, undo_act
from forums.models import Question, QuestionEdit
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

pytestmark = pytest.mark.django_db

ASKED, EDITED = "Who pays the lights??", "Who pays for the lights?"
CLIENT_UUID = UUID("7b1d2f7c-6f0e-4c3c-9a53-5d8f2f3b9c11")


@pytest.fixture
def session():
    return make_session(is_moderated=True)


@pytest.fixture
def question(session):
    return ask(join(session, ben()), ASKED)


def edited(question: Question, text: str = EDITED, minute: int = 1, **options) -> Question:
    return edit_at_desk(question=question, text=text, by=amina(), now=minutes_later(minute), **options)


def undo(session) -> None:
    undo_act(event=last_act_of(session.pk, amina()), by=amina(), now=minutes_later(9))


def words(question: Question) -> tuple[str, str | None, bool]:
    row = Question.objects.with_people().get(pk=question.pk)
    return row.text, row.words_before, row.is_edited


def test_an_edit_keeps_the_words_before_until_its_asker_agrees(question):
    edited(question)
    assert words(question) == (EDITED, ASKED, True)
    agree_to_edit(question=question, by=question.asker, now=minutes_later(2))
    assert words(question) == (EDITED, None, True)


def test_its_asker_puts_their_own_words_back(session, question):
    edited(question)
    edited(question, "Who pays?", minute=2)
    put_words_back(question=question, by=question.asker, now=minutes_later(3))
    assert words(question) == (ASKED, None, False)
    put_words_back(question=question, by=question.asker, now=minutes_later(4))
    assert log_of(session)[2:] == ["question_edited"] * 3


def test_nobody_else_answers_for_the_asker(session, question):
    edited(question)
    for act in (agree_to_edit, put_words_back):
        with pytest.raises(NotYourQuestion):
            act(question=question, by=join(session, chloe()), now=NOW)


def test_undo_brings_the_words_back_each_time(session, question):
    edited(question)
    edited(question, "Who pays?", minute=2)
    undo(session)
    assert words(question) == (EDITED, ASKED, True)
    undo(session)
    assert words(question) == (ASKED, None, False)


@pytest.mark.parametrize("how", ["asker edits", "asker puts back", "asker withdraws"])
def test_undo_overwrites_nothing_that_came_later(session, question, how):
    edited(question)
    act = last_act_of(session.pk, amina())
    if how == "asker edits":
        edit_question(question=question, by=question.asker, text="Mine?", now=minutes_later(2))
        assert words(question)[:2] == ("Mine?", None)
    elif how == "asker puts back":
        put_words_back(question=question, by=question.asker, now=minutes_later(2))
    else:
        withdraw_question(question=question, by=question.asker, now=minutes_later(2))
    before = words(question)
    with pytest.raises(ChangedSince):
        undo_act(event=act, by=amina(), now=minutes_later(3))
    assert words(question) == before


def test_a_colleagues_words_are_not_overwritten_unseen(question):
    edited(question, began_from=ASKED)
    with pytest.raises(WordsChanged, match=f"{amina().display_name} changed these words"):
        edit_at_desk(question=question, text="Who?", by=dineo(), began_from=ASKED, now=minutes_later(2))
    edit_at_desk(question=question, text="Who?", by=dineo(), began_from=EDITED, now=minutes_later(2))
    assert words(question)[0] == "Who?"


def test_the_same_words_again_and_no_words(session, question):
    edited(question, ASKED)
    assert log_of(session)[2:] == []
    with pytest.raises(QuestionEmpty):
        edited(question, "  ")


def test_words_that_a_facilitator_noted_themselves_need_no_consent(session):
    entered = enter_question(session=session, text=ASKED, by=amina(), client_id=CLIENT_UUID, now=NOW)
    edited(entered)
    assert words(entered) == (EDITED, None, True)


def test_a_withdrawn_question_leaves_no_words_before(question):
    edited(question)
    withdraw_question(question=question, by=question.asker, now=NOW)
    assert not QuestionEdit.objects.exists()


def test_after_the_close_words_stand(session, question):
    edited(question)
    close(session)
    for act in (
        lambda: edited(question, "Who?"),
        lambda: put_words_back(question=question, by=question.asker),
    ):
        with pytest.raises(SessionClosed):
            act()
