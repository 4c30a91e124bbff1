import pytest
from django.db import IntegrityError, transaction

from casestudies.models import CaseStudyStatus
from exchange.ids import CODE_ALPHABET
from forums.actions.live.desk import answer_question, start_answering
from forums.actions.live.sessions import (
    NothingToClose,
    SubjectNotPublic,
    close_session,
    open_session,
    schedule_session,
)
from forums.models import LiveSession, QuestionState, SessionState, Summary
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
    make_conversation,
    make_engagement,
    make_session,
    minutes_later,
    reopen,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("make_subject", [make_case_study, make_engagement, make_conversation])
def test_schedule_session_is_about_one_subject_and_not_open_yet(make_subject):
    subject = make_subject()
    session = schedule_session(
        subject=subject, title="Safer streets", starts_at=minutes_later(60), by=amina(), is_moderated=False
    )
    session.refresh_from_db()
    assert (session.subject, session.state, session.last_seq) == (subject, SessionState.SCHEDULED, 0)
    assert (session.slug, session.starts_at, session.created_by) == (
        "safer-streets",
        minutes_later(60),
        amina(),
    )
    assert (session.is_moderated, session.allows_guests, session.allows_anonymous) == (False, True, True)


def test_sessions_of_one_title_have_addresses_of_their_own():
    subject = make_engagement()
    slugs = [make_session(subject, title=title).slug for title in ("Q&A", "Q & A", "q a", "安全")]
    assert slugs == ["qa", "q-a", "q-a-2", "session"]


def test_a_session_is_joined_by_a_code_that_can_be_read_aloud():
    subject = make_engagement()
    codes = {make_session(subject).code for _ in range(5)}
    assert {len(code) for code in codes} == {6}
    assert (len(codes), set("".join(codes)) - set(CODE_ALPHABET)) == (5, set())


def test_a_session_has_exactly_one_subject():
    for fields in ({}, {"case_study": make_case_study(), "engagement": make_engagement()}):
        with pytest.raises(IntegrityError, match="live_session_has_one_subject"), transaction.atomic():
            LiveSession.objects.create(slug="x", title="x", starts_at=NOW, **fields)


def test_open_session_twice_is_quiet():
    session = make_session(is_open=False)
    for minute in (0, 5):
        opened = open_session(session=session, by=amina(), now=minutes_later(minute))
    assert (opened.state, opened.opened_at, opened.closed_at) == (SessionState.OPEN, NOW, None)
    assert log_of(session) == ["session_opened"]
    assert session.events.get().by == amina()


def test_close_session_twice_is_quiet_and_gives_the_same_draft():
    session = make_session()
    ask(join(session, ben()))
    first = close_session(session=session, by=amina(), now=NOW)
    again = close_session(session=session, by=dineo(), now=minutes_later(5))
    assert (again, again.opened_by, Summary.objects.count()) == (first, amina(), 1)
    session.refresh_from_db()
    assert (session.state, session.closed_at) == (SessionState.CLOSED, NOW)
    assert log_of(session)[2:] == ["session_closed"]
    assert session.threads.get().posts.count() == 1


def test_close_session_refuses_one_that_was_never_open():
    session = make_session(is_open=False)
    with pytest.raises(NothingToClose, match="not been opened") as refused:
        close(session)
    session.refresh_from_db()
    assert (refused.value.status, session.state) == (409, SessionState.SCHEDULED)
    assert (log_of(session), Summary.objects.count()) == ([], 0)


def test_a_session_may_be_reopened_and_closed_again():
    session = make_session()
    close(session, now=minutes_later(10))
    reopened = reopen(session, now=minutes_later(20))
    assert (reopened.state, reopened.opened_at, reopened.closed_at) == (SessionState.OPEN, NOW, None)
    reopen(session, now=minutes_later(21))
    ask(join(session, ben()), now=minutes_later(22))
    close(session, now=minutes_later(30))
    assert log_of(session) == [
        "session_opened",
        "session_closed",
        "session_reopened",
        "question_asked",
        "session_closed",
    ]


def test_close_session_ends_what_was_being_answered():
    session = make_session()
    aloud, noted = ask(join(session, ben())), ask(join(session, chloe()))
    answer_question(question=noted, by=amina(), answer="The traders.", now=NOW)
    start_answering(question=noted, by=amina(), now=NOW)
    close(session)
    noted.refresh_from_db()
    assert noted.state == QuestionState.ANSWERED
    assert session.events.order_by("seq").last().question_ids == [noted.pk]
    reopen(session)
    start_answering(question=aloud, by=amina(), now=NOW)
    close(session)
    aloud.refresh_from_db()
    assert aloud.state == QuestionState.PUBLISHED


def test_close_session_opens_a_summary_on_what_was_said():
    rank = make_case_study()
    session = make_session(make_engagement(case_studies=[rank]), is_demonstration=True)
    ask(join(session, ben()))
    answer(ask(join(session, chloe()), case_study=rank))
    summary = close(session)
    assert (summary.subject, summary.title, summary.live_session) == (
        session.engagement,
        "Safer streets",
        session,
    )
    assert set(summary.threads.all()) == set(session.threads.all())
    assert {thread.subject for thread in summary.threads.all()} == {session.engagement, rank}
    assert (summary.is_draft, summary.is_demonstration, summary.opened_by) == (True, True, amina())


def test_close_session_without_questions_opens_no_thread():
    session = make_session()
    summary = close(session)
    assert (session.threads.count(), summary.threads.count()) == (0, 0)


def test_schedule_session_refuses_a_case_study_that_is_not_public_yet():
    draft = make_case_study("the-draft", status=CaseStudyStatus.DRAFT)
    with pytest.raises(SubjectNotPublic):
        schedule_session(subject=draft, title="Too early", starts_at=NOW, by=amina())
    assert LiveSession.objects.count() == 0
