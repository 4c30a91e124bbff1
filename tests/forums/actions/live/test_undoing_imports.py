"""What came in with a meeting from elsewhere is corrected in time, and goes out again whole."""

from datetime import timedelta

import pytest

from forums.actions.live.importing_meetings import UndoneBefore, correct_import_clock, undo_import
from forums.actions.live.recording import ClockTooFar
from forums.actions.live.undo import last_act_of, undo_act
from forums.models import ImportedPart, MeetingImport, Minute, Post
from forums.queries.moments import moment_of
from tests.factories import NOW, amina, ask, close, join, make_engagement, make_post, make_session, pick
from tests.forums.actions.live.meetings import (
    BEGAN,
    CHAT,
    RECORDED,
    REPORT,
    TEAMS,
    TRANSCRIPT,
    file_of,
    standing,
    take,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return make_session(make_engagement())


def undo_last(by) -> None:
    session = MeetingImport.objects.latest("pk").session
    undo_act(event=last_act_of(session.pk, by), by=by, now=NOW)


# The clock ----------------------------------------------------------------------------------------
def times(session) -> list[object]:
    return [
        *session.captions.values_list("starts_at", flat=True),
        *session.minutes.values_list("noted_at", flat=True),
        *session.questions.in_order_asked().values_list("asked_at", flat=True),
    ]


def test_a_clock_is_corrected_before_and_after_and_back(session):
    (taken,) = take(session, file_of(TRANSCRIPT, RECORDED), correction=60)
    first = session.captions.first()
    assert first.starts_at == BEGAN + timedelta(seconds=62)
    correct_import_clock(meeting_import=taken.meeting_import, seconds=90, by=amina(), now=NOW)
    first.refresh_from_db()
    session.refresh_from_db()
    assert first.starts_at == BEGAN + timedelta(seconds=92)
    assert session.recording_correction == 90  # it began with this file: links stay on their second
    assert moment_of(session, first.starts_at).offset == "0:00:02"
    undo_last(amina())
    first.refresh_from_db()
    session.refresh_from_db()
    assert (first.starts_at, session.recording_correction) == (BEGAN + timedelta(seconds=62), 60)


def test_a_clock_moves_the_rows_of_its_own_import_alone(session):
    mine = ask(join(session))
    take(session, file_of(TRANSCRIPT, RECORDED))
    (taken,) = take(session, file_of(CHAT), questions=frozenset({2}))
    before = times(session)
    correct_import_clock(meeting_import=taken.meeting_import, seconds=-30, by=amina(), now=NOW)
    moved = sum(one != other for one, other in zip(before, times(session), strict=True))
    assert moved == taken.brought.minutes + 1
    mine.refresh_from_db()
    assert mine.asked_at == NOW


def test_a_clock_is_corrected_by_a_day_at_most(session):
    (taken,) = take(session, file_of(TRANSCRIPT, RECORDED))
    with pytest.raises(ClockTooFar):
        correct_import_clock(meeting_import=taken.meeting_import, seconds=86_401, by=amina(), now=NOW)
    with pytest.raises(ClockTooFar):
        take(session, file_of(TEAMS), correction=-86_401)
    assert standing(session)[2] == taken.brought.captions


# Undone -------------------------------------------------------------------------------------------
def test_an_import_is_undone_whole_and_comes_back_when_that_is_undone(session):
    ask(join(session))
    empty = standing(session)
    taken = take(session, file_of(REPORT), file_of(CHAT), file_of(TEAMS), questions=frozenset({2}))
    full = standing(session)
    for one in taken:
        undo_import(meeting_import=one.meeting_import, by=amina(), now=NOW)
        undo_import(meeting_import=one.meeting_import, by=amina(), now=NOW)  # twice is quiet
    assert standing(session) == empty
    for _one in taken:
        undo_last(amina())
    assert standing(session) == full
    row = undo_import(meeting_import=taken[0].meeting_import, by=amina(), now=NOW)
    with pytest.raises(UndoneBefore):
        correct_import_clock(meeting_import=row, seconds=5, by=amina(), now=NOW)


def test_the_undo_of_the_desk_takes_an_import_and_what_it_set_back(session):
    take(session, file_of(TRANSCRIPT, RECORDED))
    undo_last(amina())
    session.refresh_from_db()
    assert standing(session) == (0, 0, 0)
    assert session.recording_starts_at is None
    assert MeetingImport.objects.get().undone_at


def test_a_file_that_was_undone_comes_back_as_the_same_rows(session):
    (taken,) = take(session, file_of(REPORT))
    before = set(session.questions.values_list("pk", "answer", "state"))
    undo_import(meeting_import=taken.meeting_import, by=amina(), now=NOW)
    (again,) = take(session, file_of(REPORT))
    assert set(session.questions.values_list("pk", "answer", "state")) == before
    assert again.brought.questions == 5  # the sixth was dismissed, and stayed hidden
    assert ImportedPart.objects.filter(taken_out_at__isnull=False).count() == 0


def test_undoing_an_import_into_a_closed_session_hides_its_posts_and_brings_them_back(session):
    close(session)
    take(session, file_of(REPORT), file_of(CHAT))
    posts = Post.objects.filter(thread__live_session=session)
    shown = posts.filter(state="visible").count()
    for row in MeetingImport.objects.all():
        undo_import(meeting_import=row, by=amina(), now=NOW)
    assert not posts.filter(state="visible").exists()
    undo_last(amina())
    undo_last(amina())
    assert posts.filter(state="visible").count() == shown


def test_what_was_quoted_or_answered_since_stays(session):
    (taken,) = take(session, file_of(CHAT))
    close(session)
    quoted = Minute.objects.get(text__startswith="Good day").post
    answered = Minute.objects.get(text__startswith="Welcome").post
    pick(quoted, "Good day")
    make_post(answered.thread, parent=answered)
    undo_import(meeting_import=taken.meeting_import, by=amina(), now=NOW)
    left = session.minutes.filter(removed_at=None)
    assert {row.post_id for row in left} == {quoted.pk, answered.pk}
    visible = Post.objects.filter(pk__in=session.minutes.values("post"), state="visible")
    assert set(visible) == {quoted, answered}
