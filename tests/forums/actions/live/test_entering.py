from uuid import uuid4

import pytest

from forums.actions.live.entering import enter_question
from forums.actions.live.questions import QuestionEmpty, SessionClosed
from forums.actions.live.undo import last_act_of, undo_act
from forums.models import HeardIn, Participant, Question
from forums.queries import names_of_participants
from tests.factories import NOW, amina, close, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return make_session(is_moderated=True)


def entered(session, text: str = "Who keeps the lights on?", **options) -> Question:
    return enter_question(
        session=session, text=text, by=amina(), now=NOW, **{"client_id": uuid4(), **options}
    )


def test_a_question_asked_aloud_comes_into_the_room_at_once(session):
    question = entered(session, name="Mrs Mokoena")
    assert (question.state, question.heard_in, question.entered_by) == ("published", "aloud", amina())
    assert (question.room_name, question.let_through_at) == ("Mrs Mokoena", NOW)


def test_it_may_wait_and_have_no_name(session):
    question = entered(session, waits=True, heard_in=HeardIn.CHAT)
    assert (question.state, question.heard_in, question.room_name) == ("waiting", "chat", "")
    assert question.let_through_at is None


def test_nobody_is_named_in_the_record_who_was_not_asked(session):
    question = entered(session, name="Mrs Mokoena")
    assert (question.record_name, question.record_byline) == ("", "Asked anonymously")
    assert (question.asker.is_entered, question.asker.may_be_quoted) == (True, False)
    assert names_of_participants(session) == []


def test_sent_twice_it_is_one_question(session):
    client_id = uuid4()
    assert entered(session, client_id=client_id) == entered(session, client_id=client_id)
    assert (Question.objects.count(), Participant.objects.count()) == (1, 1)


def test_undone_it_is_hidden(session):
    question = entered(session)
    undo_act(event=last_act_of(session.pk, amina()), by=amina(), now=NOW)
    question.refresh_from_db()
    assert question.state == "hidden"


def test_what_is_refused_leaves_nobody_behind(session):
    with pytest.raises(QuestionEmpty):
        entered(session, " ")
    close(session)
    with pytest.raises(SessionClosed):
        entered(session)
    assert Participant.objects.count() == 0
