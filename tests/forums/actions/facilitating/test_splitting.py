import pytest

from forums.actions.facilitating.acts import ReasonMissing, UndoNotPossible
from forums.actions.facilitating.merging import merge_thread
from forums.actions.facilitating.splitting import NothingToSplit, split_branch
from forums.actions.facilitating.undoing import undo_act
from forums.actions.posts import withdraw_post
from forums.actions.threads import TitleMissing
from forums.models import (
    DEEPEST,
    Act,
    ActKind,
    Post,
    PostKind,
    ReadState,
    Thread,
    ThreadState,
    Watch,
    WatchLevel,
)
from tests.factories import NOW, amina, ben, chloe, dineo, make_post, make_thread, minutes_later
from tests.forums.rows import follow, have_read, places, rows_of

pytestmark = pytest.mark.django_db
LATER = minutes_later(60)


def talk() -> tuple[Thread, Post]:
    """A thread with a branch of three posts, a withdrawn one among them, and words around it."""
    thread = make_thread(text="Opening")
    first = thread.posts.get()
    root = make_post(thread, chloe(), "Root", parent=first)
    make_post(thread, text="Beside")
    gone = make_post(thread, text="Gone", parent=root)
    make_post(thread, text="Leaf", parent=gone)
    withdraw_post(post=gone, now=NOW)
    make_post(thread, text="After")
    thread.refresh_from_db()
    thread.answer = root
    thread.save()
    for user, ranges in ((ben(), [[1, 6]]), (chloe(), [[2, 3]]), (dineo(), [[1, 1]])):
        have_read(thread, user, ranges)
    follow(thread, ben(), WatchLevel.MUTED)
    return thread, root


def split(root: Post, **options) -> tuple[Thread, Act]:
    opened = split_branch(
        post=root,
        **{"title": "On its own", "by": amina(), "reason": "Another matter.", "now": LATER, **options},
    )
    return opened, Act.objects.get(kind=ActKind.SPLIT, before__other=opened.pk)


def test_a_branch_becomes_a_thread_with_numbers_and_paths_of_its_own():
    thread, root = talk()
    opened, act = split(root)
    opened.refresh_from_db()
    thread.refresh_from_db()
    assert places(opened) == [
        (1, "000001", "Root"),
        (2, "000001000002", ""),
        (3, "000001000002000003", "Leaf"),
        (4, "000004", "This began i"),
    ]
    assert places(thread) == [
        (1, "000001", "Opening"),
        (7, "000001000007", "This part we"),
        (3, "000003", "Beside"),
        (6, "000006", "After"),
    ]
    assert (opened.case_study, opened.opened_by, opened.split_from) == (thread.case_study, chloe(), thread)
    assert (thread.visible_count, thread.unshown, opened.visible_count) == (4, [[2, 2], [4, 5]], 3)
    assert (thread.answer, thread.last_posted_at, opened.last_posted_at) == (None, NOW, NOW)
    pointers = Post.objects.filter(kind=PostKind.POINTER).order_by("thread")
    assert [(pointer.thread, pointer.points_to) for pointer in pointers] == [
        (thread, opened),
        (opened, thread),
    ]
    assert (act.thread, act.by, act.reason, act.done_at) == (thread, amina(), "Another matter.", LATER)


def test_what_was_read_and_followed_goes_along_and_old_places_lead_on():
    thread, root = talk()
    opened, _act = split(root)
    read = ReadState.objects.filter(thread=opened).order_by("pk").values_list("user", "ranges")
    assert list(read) == [(ben().pk, [[1, 3]]), (chloe().pk, [[1, 1]])]
    levels = {watch.user: watch.level for watch in Watch.objects.filter(scope=f"thread:{opened.pk}")}
    assert levels == {ben(): WatchLevel.MUTED, chloe(): WatchLevel.EVERY_POST}
    moved = thread.moved_posts.order_by("number").values_list("number", "post__thread", "post__number")
    assert list(moved) == [(2, opened.pk, 1), (4, opened.pk, 2), (5, opened.pk, 3)]


def test_undone_everything_is_as_it_was():
    thread, root = talk()
    before = rows_of(thread)
    opened, act = split(root)
    assert rows_of(thread) != before
    for _ in range(2):
        undo_act(act=act, by=amina(), now=LATER)
    assert rows_of(thread) == before
    opened.refresh_from_db()
    assert (opened.state, opened.merged_into, opened.posts.count()) == (ThreadState.MERGED, thread, 0)
    act.refresh_from_db()
    assert (act.undone_by, act.undone_at) == (amina(), LATER)
    again, _act = split(root)  # the old places were given up
    assert places(again)[0] == (1, "000001", "Root")


def test_undone_what_was_posted_meanwhile_comes_along_behind():
    thread, root = talk()
    opened, act = split(root)
    onward, back = (Post.objects.get(pk=pk) for pk in act.before["pointers"])
    make_post(opened, text="New leaf", parent=Post.objects.get(pk=root.pk))
    make_post(opened, text="To pointer", parent=back)
    make_post(thread, text="To onward", parent=onward)
    undo_act(act=act, by=amina(), now=LATER)
    thread.refresh_from_db()
    assert places(thread) == [
        (1, "000001", "Opening"),
        (2, "000001000002", "Root"),
        (4, "000001000002000004", ""),
        (5, "000001000002000004000005", "Leaf"),
        (8, "000001000002000008", "To onward"),
        (9, "000001000002000009", "New leaf"),
        (10, "000001000002000010", "To pointer"),
        (3, "000003", "Beside"),
        (6, "000006", "After"),
    ]
    assert (thread.last_post_number, thread.unshown) == (10, [[4, 4], [7, 7]])


def test_a_branch_at_the_deepest_step_is_found_by_what_answers_what():
    thread = make_thread()
    post = thread.posts.get()
    chain = [post := make_post(thread, parent=post) for _ in range(DEEPEST + 5)]
    before = rows_of(thread)
    opened, act = split(chain[DEEPEST])
    assert [post.depth for post in opened.posts.exclude(kind=PostKind.POINTER).order_by("number")] == [
        0, 1, 2, 3, 4,
    ]  # fmt: skip
    undo_act(act=act, by=amina())
    assert rows_of(thread) == before


def test_a_split_is_refused_without_a_reason_a_title_or_a_reply():
    thread, root = talk()
    for options, refusal in (({"reason": " "}, ReasonMissing), ({"title": ""}, TitleMissing)):
        with pytest.raises(refusal):
            split(root, **options)
    with pytest.raises(NothingToSplit):
        split(thread.posts.get(number=1))
    assert Act.objects.count() == 0


def test_a_split_whose_thread_went_on_elsewhere_is_undone_after_that():
    thread, root = talk()
    before = rows_of(thread)
    opened, act = split(root)
    merge_thread(
        thread=opened, into=make_thread(thread.subject), by=amina(), reason="Belongs there.", now=LATER
    )
    with pytest.raises(UndoNotPossible):
        undo_act(act=act, by=amina())
    undo_act(act=Act.objects.get(kind=ActKind.MERGE), by=amina())
    undo_act(act=act, by=amina())
    assert rows_of(thread) == before
