import pytest

from forums.actions.live.desk import start_answering
from forums.models import Participant, Question
from forums.queries.live_order import QuestionOrder, in_order
from tests.factories import NOW, amina, answer, ask, ben, chloe, join, make_session, minutes_later, vote

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return make_session()


def of(session, code: str, user=None) -> Participant:
    here = join(session, user)
    Participant.objects.filter(pk=here.pk).update(municipality_code=code)
    here.refresh_from_db()
    return here


def texts(session, order: str) -> list[str]:
    rows = Question.objects.filter(session=session).with_people()
    return [question.text for question in in_order(rows, order)]


def test_by_votes_then_in_the_order_asked(session):
    ben_here = join(session, ben())
    ask(ben_here, "First.")
    vote(ask(ben_here, "Voted.", now=minutes_later(1)), ben_here)
    ask(ben_here, "Last.", now=minutes_later(2))
    assert texts(session, QuestionOrder.VOTES) == ["Voted.", "First.", "Last."]
    assert texts(session, QuestionOrder.NEWEST) == ["Last.", "Voted.", "First."]


def test_what_is_answered_now_and_what_is_pinned_come_first_in_each(session):
    ben_here = join(session, ben())
    start_answering(question=ask(ben_here, "Now."), by=amina(), now=NOW)
    Question.objects.filter(pk=ask(ben_here, "Pinned.").pk).update(pinned_at=NOW)
    vote(ask(ben_here, "Voted.", now=minutes_later(1)), ben_here)
    for order in QuestionOrder.values:
        assert texts(session, order)[:2] == ["Now.", "Pinned."]


def test_first_questions_of_places_that_were_not_heard_come_first(session):
    heard, unheard = of(session, "AAA", ben()), of(session, "BBB", chloe())
    answer(ask(heard, "Answered."))
    vote(ask(heard, "Again from there.", now=minutes_later(1)), unheard)
    ask(unheard, "First from elsewhere.", now=minutes_later(2))
    ask(unheard, "Second from elsewhere.", now=minutes_later(3))
    ask(join(session), "From nowhere.", now=minutes_later(4))
    assert texts(session, QuestionOrder.HEARD) == [
        "First from elsewhere.",
        "Answered.",
        "Second from elsewhere.",
        "From nowhere.",
        "Again from there.",
    ]


def test_an_anonymous_question_stands_in_the_middle_whatever_else_its_asker_does(session):
    here, other = of(session, "AAA", ben()), of(session, "BBB", chloe())
    ask(here, "Anonymous.", is_anonymous=True)
    ask(other, "New.", now=minutes_later(1))
    ask(other, "Again.", now=minutes_later(2))
    before = texts(session, QuestionOrder.HEARD)
    assert before == ["New.", "Anonymous.", "Again."]
    answer(ask(here, "By name.", now=minutes_later(3)))
    assert [text for text in texts(session, QuestionOrder.HEARD) if text != "By name."] == before
