from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exchange.people.models import Membership
from forums.actions.changes import lock_thread
from forums.actions.post_states import move_post
from forums.actions.reading import mark_all_read, mark_posts_read
from forums.models import PostState, Ranges, ReadState, Thread
from forums.queries import new_to, unread_in_boards, unread_of, with_unread
from tests.factories import (
    NOW,
    amina,
    ben,
    chloe,
    make_network,
    make_post,
    make_thread,
    minutes_later,
    visitor,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def early():
    """Amina, who had her account before anything was said."""
    user = amina()
    user.date_joined = NOW - timedelta(days=1)
    user.save()
    return user


@pytest.fixture
def five():
    """A thread of five posts, of Chloé and Ben in turn."""
    thread = make_thread(author=chloe())
    for number in range(4):
        make_post(thread, chloe() if number % 2 else ben())
    return Thread.objects.get(pk=thread.pk)


def stored(user, thread) -> list[list[int]]:
    return ReadState.objects.get(user=user, thread=thread).ranges


def test_what_was_read_is_kept_post_by_post_with_its_holes(early, five):
    mark_posts_read(user=early, thread=five, numbers=[5, 2, 2])
    assert stored(early, five) == [[2, 2], [5, 5]]
    mark_posts_read(user=early, thread=five, numbers=Ranges.of([(3, 3)]))
    assert stored(early, five) == [[2, 3], [5, 5]]
    assert unread_of(early, [five]) == {five.pk: 2}
    assert ReadState.objects.filter(user=early).count() == 1


def test_numbers_that_the_thread_does_not_have_are_not_read_ahead_of_time(early, five):
    mark_posts_read(user=early, thread=five, numbers=Ranges.of([(-4, 0), (5, 900)]))
    assert stored(early, five) == [[5, 5]]


def test_what_others_do_not_read_counts_for_nobody(early, five):
    move_post(thread=lock_thread(five.pk), post=five.posts.get(number=3), state=PostState.HIDDEN)
    move_post(thread=lock_thread(five.pk), post=five.posts.get(number=4), state=PostState.HELD)
    assert unread_of(early, [lock_thread(five.pk)]) == {five.pk: 3}


def test_what_one_writes_one_has_read(five):
    make_post(five, ben())
    assert stored(ben(), five) == [[2, 2], [4, 4], [6, 6]]


def test_what_was_over_before_somebody_came_counts_as_read_until_it_goes_on(five):
    late = chloe().__class__.objects.create_user("late@people.example", display_name="Late")
    late.date_joined = NOW + timedelta(minutes=5)
    late.save()
    assert unread_of(late, [five]) == {five.pk: 0}
    mark_posts_read(user=late, thread=five, numbers=[5])
    make_post(five, ben(), now=minutes_later(9))
    assert (stored(late, five), unread_of(late, [lock_thread(five.pk)])) == ([[1, 5]], {five.pk: 1})


def test_in_a_network_it_begins_with_the_membership(early):
    network = make_network("Safe", "private", ben(), facilitator=chloe())
    thread = make_thread(network, ben())
    Membership.objects.create(network=network, user=early, state="standing", since=NOW + timedelta(hours=1))
    assert unread_of(early, [thread]) == {thread.pk: 0}
    Membership.objects.filter(user=early).update(since=NOW - timedelta(hours=1))
    assert unread_of(early, [thread]) == {thread.pk: 1}


def test_marking_a_board_read_is_one_write_however_many_threads_it_has(early, five):
    others = [make_thread(five.case_study, ben(), now=minutes_later(number)) for number in range(3)]
    mark_posts_read(user=early, thread=five, numbers=[2])
    with CaptureQueriesContext(connection) as asked:
        mark_all_read(user=early, threads=Thread.objects.visible_to(early))
    writes = [query["sql"] for query in asked if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert len(writes) == 1
    assert {stored(early, thread)[0][1] for thread in others} == {1}
    assert stored(early, five) == [[1, 5]]
    make_post(five, ben())
    assert unread_of(early, Thread.objects.all())[five.pk] == 1


def test_marking_all_read_leaves_alone_what_one_may_not_see_and_what_others_read(early, five):
    private = make_thread(make_network("Safe", "private", ben(), facilitator=chloe()), ben())
    mark_all_read(user=early, threads=Thread.objects.visible_to(early))
    assert list(ReadState.objects.filter(user=early).values_list("thread", flat=True)) == [five.pk]
    assert stored(ben(), five) == [[2, 2], [4, 4]]
    assert stored(ben(), private) == [[1, 1]]


def test_a_list_and_a_board_count_without_looking_at_posts(early, five):
    network = make_network("Safe", "open", ben(), early, facilitator=chloe())
    Membership.objects.update(since=NOW - timedelta(days=1))
    board = make_thread(network, ben(), now=minutes_later(3))
    make_post(board, ben(), now=minutes_later(4))
    threads = Thread.objects.visible_to(early)
    with CaptureQueriesContext(connection) as asked:
        assert [thread.unread for thread in with_unread(early, threads.latest_first())] == [2, 5]
    assert len(asked) == 3  # the threads, what was read, the memberships
    assert [sql["sql"] for sql in asked if "forums_post" in sql["sql"]] == []
    assert unread_in_boards(early, threads) == {network.pk: 2}
    mark_posts_read(user=early, thread=five, numbers=range(1, 6))
    assert new_to(early, threads) == [board]
    assert unread_of(visitor(), [board]) == {}
