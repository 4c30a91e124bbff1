import time

import pytest
from django.db.models import F

from exchange.people.models import NetworkAccess
from forums.actions.facilitating.acts import ReasonMissing
from forums.actions.facilitating.merging import CannotMerge, merge_thread
from forums.actions.facilitating.reach import WouldBeReadByMore
from forums.actions.facilitating.renumbering import places_in, relocate
from forums.actions.facilitating.undoing import undo_act
from forums.models import Act, ActKind, Post, Ranges, ReadState, Thread, ThreadState, Watch, WatchLevel
from tests.factories import (
    NOW,
    amina,
    ben,
    chloe,
    dineo,
    make_case_study,
    make_network,
    make_post,
    make_thread,
    minutes_later,
)
from tests.forums.rows import follow, have_read, places, rows_of

pytestmark = pytest.mark.django_db
LATER = minutes_later(60)


def two() -> tuple[Thread, Thread]:
    one = make_thread(text="One")
    other = make_thread(one.subject, text="Other", title="Other")
    make_post(one, text="Reply one", parent=one.posts.get())
    make_post(other, text="Reply other", parent=other.posts.get())
    for thread, user, ranges in (
        (one, ben(), [[1, 2]]),
        (one, dineo(), [[2, 2]]),
        (other, ben(), [[1, 1]]),
        (other, chloe(), [[1, 2]]),
    ):
        have_read(thread, user, ranges)
    for user, thread, level in ((ben(), one, WatchLevel.MENTIONS), (ben(), other, WatchLevel.EVERY_POST)):
        follow(thread, user, level)
    follow(one, dineo(), WatchLevel.MUTED)
    return one, other


def merge(one: Thread, other: Thread, reason: str = "The same matter.") -> Act:
    merge_thread(thread=one, into=other, by=amina(), reason=reason, now=LATER)
    return Act.objects.latest("pk")


def test_posts_are_appended_and_everything_leads_there():
    one, other = two()
    merge(one, other)
    one.refresh_from_db()
    other.refresh_from_db()
    assert places(other) == [
        (1, "000001", "Other"),
        (2, "000001000002", "Reply other"),
        (3, "000003", "The posts th"),
        (4, "000004", "One"),
        (5, "000004000005", "Reply one"),
    ]
    assert (one.state, one.merged_into, one.visible_count) == (ThreadState.MERGED, other, 0)
    assert (other.visible_count, other.last_post_number) == (5, 5)
    moved = one.moved_posts.order_by("number").values_list("number", "post__number")
    assert list(moved) == [(1, 4), (2, 5)]
    read = {state.user: state.ranges for state in ReadState.objects.filter(thread=other)}
    assert read == {ben(): [[1, 1], [4, 5]], chloe(): [[1, 2]], dineo(): [[5, 5]]}
    watches = {watch.user: watch.level for watch in Watch.objects.filter(scope=f"thread:{other.pk}")}
    assert watches == {ben(): WatchLevel.EVERY_POST, dineo(): WatchLevel.MUTED}
    merge_thread(thread=one, into=other, by=amina(), reason="Again.", now=LATER)
    assert Act.objects.count() == 1


def test_undone_both_threads_are_as_they_were():
    one, other = two()
    before = rows_of(one, other)
    act = merge(one, other)
    for _ in range(2):
        undo_act(act=act, by=amina(), now=LATER)
    assert rows_of(one, other) == before
    act = merge(one, other)
    undo_act(act=act, by=amina(), now=LATER)
    assert rows_of(one, other) == before


def test_undone_what_answers_the_merged_posts_goes_with_them():
    one, other = two()
    act = merge(one, other)
    make_post(other, text="Follows one", parent=Post.objects.get(plain="Reply one"))
    make_post(other, text="Stays", parent=Post.objects.get(plain="Other"))
    make_post(other, text="To pointer", parent=Post.objects.get(pk=act.before["pointer"]))
    undo_act(act=act, by=amina(), now=LATER)
    one.refresh_from_db()
    other.refresh_from_db()
    assert places(one) == [
        (1, "000001", "One"),
        (2, "000001000002", "Reply one"),
        (3, "000001000002000003", "Follows one"),
        (4, "000001000004", "To pointer"),
    ]
    assert places(other) == [
        (1, "000001", "Other"),
        (2, "000001000002", "Reply other"),
        (7, "000001000007", "Stays"),
    ]
    assert (one.last_post_number, one.unshown) == (4, [])
    assert (other.last_post_number, other.unshown) == (7, [[3, 6]])
    assert other.moved_posts.count() == 4


def test_a_merge_never_shows_words_to_more_people():
    network = make_network("Safe Stations", NetworkAccess.PRIVATE, ben())
    private, public = make_thread(network), make_thread(make_case_study())
    with pytest.raises(WouldBeReadByMore):
        merge(private, public)
    merge(public, private)
    assert Act.objects.get().network == network


def test_a_merge_is_refused_into_itself_into_what_is_hidden_and_without_a_reason():
    one, other = two()
    with pytest.raises(CannotMerge):
        merge(one, one)
    with pytest.raises(ReasonMissing):
        merge(one, other, reason="")
    Thread.objects.filter(pk=other.pk).update(state=ThreadState.HIDDEN)
    with pytest.raises(CannotMerge):
        merge(one, other)
    assert Act.objects.filter(kind=ActKind.MERGE).count() == 0


def test_ten_thousand_levels_move_within_seconds():
    one = make_thread(text="One")
    other = make_thread(one.subject, text="Other")
    first = one.posts.get()
    fields = {"thread": one, "posted_at": NOW, "plain": "x"}
    Post.objects.bulk_create(
        [Post(pk=100_000 + n, number=n, path=f"{n:06}", **fields) for n in range(2, 10_002)], batch_size=500
    )
    Post.objects.filter(pk__gte=100_003).update(parent_id=F("pk") - 1)
    Post.objects.filter(pk=100_002).update(parent=first)
    relocate(places_in(one), to=one, numbers={place.pk: place.number for place in places_in(one)})
    Thread.objects.filter(pk=one.pk).update(last_post_number=10_001)
    before = rows_of(one, other)
    started = time.monotonic()
    act = merge(one, other)
    undo_act(act=act, by=amina())
    assert time.monotonic() - started < 60  # on a busy machine; alone it is two
    assert rows_of(one, other) == before
    assert Ranges.of(Thread.objects.get(pk=one.pk).unshown).pairs == ()
