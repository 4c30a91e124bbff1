"""Whatever a facilitator does to a thread: it is logged, done twice it is quiet, and it can be undone."""

from datetime import timedelta
from uuid import uuid4

import pytest

from exchange.notices.models import Notice
from exchange.people.models import NetworkAccess
from forums.actions.facilitating.acts import ReasonMissing, UndoNotPossible
from forums.actions.facilitating.nudging import NudgedAlready, nudge_thread, waiting_threads
from forums.actions.facilitating.outcomes import (
    NotAnAnswer,
    mark_answer,
    post_prompt,
    unmark_answer,
    write_closing_note,
)
from forums.actions.facilitating.placing import move_thread, rename_thread
from forums.actions.facilitating.reach import WouldBeReadByMore
from forums.actions.facilitating.standing import (
    archive_thread,
    hide_thread,
    lock_against_posts,
    pin_thread,
    unarchive_thread,
    unhide_thread,
    unlock_thread,
    unpin_thread,
)
from forums.actions.facilitating.undoing import undo_act
from forums.models import Act, ActKind, PostKind, Thread, ThreadKind
from tests.factories import (
    NOW,
    amina,
    ben,
    chloe,
    dineo,
    make_case_study,
    make_conversation,
    make_network,
    make_post,
    make_thread,
    minutes_later,
)
from tests.forums.rows import rows_of

pytestmark = pytest.mark.django_db


DOING = {
    ActKind.PIN: lambda thread: pin_thread(thread=thread, by=amina(), now=NOW),
    ActKind.LOCK: lambda thread: lock_against_posts(thread=thread, by=amina(), reason="Calm.", now=NOW),
    ActKind.ARCHIVE: lambda thread: archive_thread(thread=thread, by=amina(), now=NOW),
    ActKind.RENAME: lambda thread: rename_thread(thread=thread, title="Other", by=amina(), now=NOW),
    ActKind.HIDE_THREAD: lambda thread: hide_thread(thread=thread, by=amina(), reason="Names.", now=NOW),
    ActKind.MOVE: lambda thread: move_thread(
        thread=thread, subject=make_network(), by=amina(), reason="Theirs.", now=NOW
    ),
    ActKind.MARK_ANSWER: lambda thread: mark_answer(post=thread.posts.get(number=2), by=amina(), now=NOW),
    ActKind.CLOSING_NOTE: lambda thread: write_closing_note(
        thread=thread, text="We **agreed**.", by=amina(), now=NOW
    ),
}
BACK = {
    ActKind.PIN: unpin_thread,
    ActKind.LOCK: unlock_thread,
    ActKind.ARCHIVE: unarchive_thread,
    ActKind.HIDE_THREAD: unhide_thread,
    ActKind.MARK_ANSWER: unmark_answer,
}


def thread_with_a_reply() -> Thread:
    thread = make_thread()
    make_post(thread, chloe())
    thread.refresh_from_db()
    return thread


@pytest.mark.parametrize("kind", DOING)
def test_each_act_is_logged_once_and_undone_exactly(kind):
    thread = thread_with_a_reply()
    before = rows_of(thread)
    for _ in range(2):
        DOING[kind](thread)
    act = Act.objects.get()
    assert (act.kind, act.by, act.thread, act.done_at) == (kind, amina(), thread, NOW)
    assert rows_of(thread) != before
    for _ in range(2):
        undo_act(act=act, by=chloe(), now=minutes_later(1))
    act.refresh_from_db()
    assert (act.undone_by, act.undone_at) == (chloe(), minutes_later(1))
    assert rows_of(thread) == before


@pytest.mark.parametrize("kind", BACK)
def test_the_other_half_of_a_pair_undoes_it_and_says_so_in_the_log(kind):
    thread = thread_with_a_reply()
    before = rows_of(thread)
    DOING[kind](thread)
    for _ in range(2):
        BACK[kind](thread=thread, by=chloe(), now=minutes_later(1))
    assert rows_of(thread) == before
    assert list(Act.objects.values_list("kind", "undone_by")) == [(kind, chloe().pk)]


def test_a_locked_or_archived_thread_takes_no_posts_until_it_is_opened_again():
    thread = thread_with_a_reply()
    for kind in (ActKind.LOCK, ActKind.ARCHIVE):
        DOING[kind](thread)
        thread.refresh_from_db()
        assert thread.takes_posts is False
        BACK[kind](thread=thread, by=amina())
    make_post(thread)


def test_locking_hiding_and_moving_need_a_reason():
    thread = make_thread()
    for act in (
        lambda: lock_against_posts(thread=thread, by=amina(), reason=" "),
        lambda: hide_thread(thread=thread, by=amina(), reason=""),
        lambda: move_thread(thread=thread, subject=make_network(), by=amina(), reason="\n"),
    ):
        with pytest.raises(ReasonMissing):
            act()
    assert Act.objects.count() == 0


def test_what_was_changed_since_is_not_undone_over_it():
    thread = make_thread()
    rename_thread(thread=thread, title="Second", by=amina())
    first = Act.objects.get()
    rename_thread(thread=thread, title="Third", by=amina())
    with pytest.raises(UndoNotPossible):
        undo_act(act=first, by=amina())
    write_closing_note(thread=thread, text="One", by=amina())
    note = Act.objects.latest("pk")
    write_closing_note(thread=thread, text="Two", by=amina())
    with pytest.raises(UndoNotPossible):
        undo_act(act=note, by=amina())
    undo_act(act=Act.objects.latest("pk"), by=amina())
    thread.refresh_from_db()
    assert (thread.title, thread.closing_source, thread.closing_by) == ("Third", "One", amina())


def test_words_never_move_to_where_more_people_read_them():
    network = make_network("Circle", NetworkAccess.PRIVATE, ben())
    other = make_network("Others", NetworkAccess.PRIVATE, ben(), slug="others")
    thread = make_thread(network)
    for place in (make_case_study(), other, make_network("Open", NetworkAccess.OPEN, slug="open")):
        with pytest.raises(WouldBeReadByMore):
            move_thread(thread=thread, subject=place, by=amina(), reason="Moved.")
    public = make_thread(make_conversation())
    move_thread(thread=public, subject=network, by=amina(), reason="Moved.")
    make_post(public, text="In confidence.")
    with pytest.raises(WouldBeReadByMore):  # what was written meanwhile was written for few
        undo_act(act=Act.objects.get(), by=amina())


def test_only_a_reply_that_all_can_see_is_an_answer_and_another_takes_its_place():
    thread = thread_with_a_reply()
    first, second = thread.posts.get(number=2), make_post(thread)
    with pytest.raises(NotAnAnswer):
        mark_answer(post=thread.posts.get(number=1), by=amina())
    mark_answer(post=first, by=amina())
    mark_answer(post=second, by=amina())
    undo_act(act=Act.objects.latest("pk"), by=amina())
    thread.refresh_from_db()
    assert thread.answer == first


def test_a_prompt_is_a_post_of_its_own_kind_and_comes_once():
    thread, client_id = make_thread(), uuid4()
    for _ in range(2):
        post = post_prompt(thread=thread, text="And at night?", by=amina(), client_id=client_id, now=NOW)
    assert (post.kind, post.author, thread.posts.count()) == (PostKind.PROMPT, amina(), 2)
    assert list(Act.objects.values_list("kind", "post")) == [(ActKind.PROMPT, post.pk)]
    with pytest.raises(UndoNotPossible):
        undo_act(act=Act.objects.get(), by=amina())


def test_a_question_that_waits_for_days_is_nudged_once():
    thread = make_thread(kind=ThreadKind.QUESTION)
    answered = make_thread(thread.subject, kind=ThreadKind.QUESTION)
    make_post(answered, chloe())
    make_thread(thread.subject)
    amina()
    assert waiting_threads(NOW + timedelta(days=2)) == []
    later = NOW + timedelta(days=4)
    assert waiting_threads(later) == [thread]
    make_post(thread, ben(), "Anybody?")  # its author does not count
    assert waiting_threads(later) == [thread]
    act = nudge_thread(thread=thread, by=None, now=later)
    told = Notice.objects.filter(source="act", source_id=act.pk).values_list("recipient", flat=True)
    assert list(told) == [amina().pk]
    assert waiting_threads(later) == []
    with pytest.raises(NudgedAlready):
        nudge_thread(thread=thread, by=dineo(), now=later)
