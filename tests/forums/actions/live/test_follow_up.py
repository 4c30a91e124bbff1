"""What a session left unanswered: who answers it, by when, and how its thread answers it."""

from datetime import date, timedelta

import pytest

from casestudies.models import CaseAuthor
from exchange.notices.models import Notice
from exchange.notices.sources import told
from forums.actions.live.desk import hide_question
from forums.actions.live.follow_up import (
    AnsweredInSession,
    CannotAnswer,
    NotAReply,
    NotInTheRoom,
    answer_by_post,
    give_question,
    nudge,
    open_again,
)
from forums.actions.moderation.posts import hide_post
from forums.actions.telling import OWNED_QUESTION
from forums.models import Presenter, QuestionState
from forums.queries.live_outcome import owned_questions, people_to_answer, unanswered_questions
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
    log_of,
    make_case_study,
    make_engagement,
    make_member,
    make_post,
    make_session,
    reopen,
    run_jobs,
)

pytestmark = pytest.mark.django_db


def farah():
    """Another facilitator."""
    return make_member("Farah Naidoo", is_facilitator=True)


@pytest.fixture
def question():
    """Ben's, open when the session closed."""
    session = make_session()
    question = ask(join(session, ben()), "Who pays?")
    close(session)
    question.refresh_from_db()
    return question


def give(question, owner=None, **options):
    return give_question(
        question=question, owner=owner or farah(), by=amina(), **{"due_on": None, "now": NOW, **options}
    )


def said_to(user, source=OWNED_QUESTION):
    ids = list(Notice.objects.filter(recipient=user, source=source).values_list("source_id", flat=True))
    return [one.words for one in told(source, ids, user).values()]


def test_an_owner_has_two_weeks_unless_told_and_hears_of_it(question):
    given = give(question)
    assert (given.owner, given.due_on) == (farah(), NOW.date() + timedelta(days=14))
    [words] = said_to(farah())
    assert words.startswith("Who pays?")
    assert list(owned_questions(farah())) == [question]
    assert give(question, due_on=date(2027, 1, 1)).due_on == date(2027, 1, 1)
    assert log_of(question.session)[-2:] == ["question_changed"] * 2


def test_the_same_again_is_quiet(question):
    give(question)
    give(question)
    assert log_of(question.session).count("question_changed") == 1
    assert Notice.objects.filter(source=OWNED_QUESTION).count() == 1


def test_who_takes_a_question_themselves_is_not_told(question):
    give(question, amina())
    assert said_to(amina()) == []


def test_another_owner_takes_the_place_of_the_first_who_is_no_longer_asked(question):
    give(question)
    give(question, amina())
    assert (said_to(farah()), list(owned_questions(farah()))) == ([], [])
    assert list(owned_questions(amina())) == [question]
    question.refresh_from_db()
    give_question(question=question, owner=None, due_on=date(2027, 1, 1), by=amina(), now=NOW)
    question.refresh_from_db()
    assert (question.owner, question.due_on) == (None, None)


def test_presenters_the_case_team_and_facilitators_can_be_asked():
    rank = make_case_study()
    session = make_session(make_engagement(case_studies=[rank]))
    Presenter.objects.create(session=session, name="Chloé", user=chloe())
    Presenter.objects.create(session=session, name="Gone", user=make_member("Gugu Cele"), is_removed=True)
    CaseAuthor.objects.create(case_study=rank, user=dineo())
    assert people_to_answer(session) == [chloe(), amina()]
    assert people_to_answer(session, case_study_id=rank.pk) == [chloe(), dineo(), amina()]


def test_nobody_else_can_be_asked(question):
    with pytest.raises(CannotAnswer):
        give(question, chloe())


def test_a_question_out_of_the_room_has_no_owner(question):
    reopen(question.session)
    hide_question(question=question, by=amina(), now=NOW)
    with pytest.raises(NotInTheRoom):
        give(question)


def test_the_owners_reply_in_the_thread_answers_the_question(question):
    give(question)
    reply = make_post(question.post.thread, farah(), "The traders do.", parent=question.post)
    run_jobs()
    run_jobs()  # one job asks for another
    question.refresh_from_db()
    assert (question.state, question.answer_post, question.answered_by) == ("answered", reply, farah())
    assert list(unanswered_questions(question.session)) == []
    assert list(owned_questions(farah())) == []
    assert said_to(ben(), "question") == ["Who pays?\n\nThe traders do."]


def test_anybody_elses_reply_answers_it_once_a_facilitator_says_so(question):
    reply = make_post(question.post.thread, chloe(), "The traders do.", parent=question.post)
    run_jobs()
    question.refresh_from_db()
    assert question.state == QuestionState.PUBLISHED
    answer_by_post(question=question, post=reply, by=amina(), now=NOW)
    answer_by_post(question=question, post=reply, by=amina(), now=NOW)
    question.refresh_from_db()
    assert (question.state, question.answer_post) == ("answered", reply)
    assert log_of(question.session).count("question_answered") == 1
    open_again(question=question, by=amina(), now=NOW)
    question.refresh_from_db()
    assert (question.state, question.answer_post) == ("published", None)


def test_only_a_reply_to_it_that_others_see_is_its_answer(question):
    elsewhere = make_post(question.post.thread, chloe(), "By the way.")
    reply = make_post(question.post.thread, chloe(), "The traders do.", parent=question.post)
    hide_post(post=reply, by=amina(), reason="Names.")
    for post in (elsewhere, reply, question.post):
        with pytest.raises(NotAReply):
            answer_by_post(question=question, post=post, by=amina(), now=NOW)


def test_an_answer_of_the_session_is_not_replaced_from_the_thread():
    session = make_session()
    question = answer(ask(join(session, ben())))
    close(session)
    question.refresh_from_db()
    reply = make_post(question.post.thread, chloe(), "I think otherwise.", parent=question.post)
    with pytest.raises(AnsweredInSession):
        answer_by_post(question=question, post=reply, by=amina(), now=NOW)
    with pytest.raises(AnsweredInSession):
        open_again(question=question, by=amina(), now=NOW)


def test_a_question_whose_answer_was_hidden_in_the_thread_is_open_again(question):
    reply = make_post(question.post.thread, chloe(), "The traders do.", parent=question.post)
    answer_by_post(question=question, post=reply, by=amina(), now=NOW)
    assert list(unanswered_questions(question.session)) == []
    hide_post(post=reply, by=amina(), reason="Names.")
    assert list(unanswered_questions(question.session)) == [question]


def test_closing_again_leaves_an_answer_that_somebody_wrote_in_the_thread(question):
    reply = make_post(question.post.thread, chloe(), "The traders do.", parent=question.post)
    answer_by_post(question=question, post=reply, by=amina(), now=NOW)
    reopen(question.session)
    close(question.session)
    question.refresh_from_db()
    reply.refresh_from_db()
    assert (question.answer_post, reply.is_visible, reply.plain) == (reply, True, "The traders do.")


def test_what_was_answered_aloud_needs_no_owner():
    session = make_session()
    aloud = answer(ask(join(session, ben())), "")
    unanswered = ask(join(session, chloe()), "And who counts?")
    close(session)
    assert list(unanswered_questions(session)) == [unanswered]
    assert aloud not in unanswered_questions(session)


# Reminding ----------------------------------------------------------------------------------------
def test_an_owner_is_reminded_on_the_day_and_each_week_for_a_month(question):
    give(question)
    day = NOW + timedelta(days=14)
    reminded = [nudge(day + timedelta(days=days)) for days in range(-2, 50)]
    assert [days for days, count in enumerate(reminded, start=-2) if count] == [0, 7, 14, 21, 28]
    assert len(said_to(farah())) == 1


def test_a_morning_that_was_missed_is_made_up_for(question):
    give(question)
    assert nudge(NOW + timedelta(days=16)) == 1
    assert nudge(NOW + timedelta(days=17)) == 0


def test_nobody_is_reminded_of_what_is_answered_or_while_the_room_is_open(question):
    give(question)
    reopen(question.session)
    assert nudge(NOW + timedelta(days=14)) == 0
    close(question.session)
    reply = make_post(question.post.thread, chloe(), "The traders do.", parent=question.post)
    answer_by_post(question=question, post=reply, by=amina(), now=NOW)
    assert nudge(NOW + timedelta(days=14)) == 0
