import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exchange.notices.models import Notice, NoticeReason
from exchange.people.models import NetworkAccess, User
from forums.actions.announcing import announce_edit, announce_post
from forums.actions.changes import lock_thread
from forums.actions.post_states import move_post
from forums.actions.posts import edit_post
from forums.models import Mention, PostQuote, PostState, Watch, WatchLevel
from tests.factories import amina, ben, chloe, dineo, make_network, make_post, make_thread, run_jobs
from tests.factories.notices import follow, told_of
from tests.factories.time import NOW

pytestmark = pytest.mark.django_db


def test_the_strongest_reason_is_told_once_and_never_to_the_author():
    thread = make_thread(author=ben())
    first = thread.posts.get()
    post = make_post(thread, amina(), parent=first)
    for person in (amina(), ben(), chloe()):
        follow(person, thread)
    Mention.objects.get_or_create(post=post, user=chloe())
    PostQuote.objects.create(post=post, source=first.revisions.get(), start=0, end=3)
    announce_post(post_id=post.pk)
    announce_post(post_id=post.pk)
    assert told_of(post) == {"Ben": NoticeReason.REPLIED, "Chloé": NoticeReason.MENTIONED}


def test_who_is_quoted_is_told():
    thread = make_thread(author=ben())
    wanted = make_post(thread, amina(), "As was said")
    source = thread.posts.get(number=1).revisions.get()
    PostQuote.objects.create(post=wanted, source=source, start=0, end=3)
    Watch.objects.all().delete()
    announce_post(post_id=wanted.pk)
    assert told_of(wanted) == {"Ben": NoticeReason.QUOTED}


@pytest.mark.parametrize(
    ("level", "of_the_first", "of_the_second"),
    [
        (WatchLevel.EVERY_POST, {"Chloé": NoticeReason.WATCHED}, {"Chloé": NoticeReason.WATCHED}),
        (WatchLevel.NEW_THREADS, {"Chloé": NoticeReason.WATCHED}, {}),
        (WatchLevel.MENTIONS, {}, {}),
        (WatchLevel.MUTED, {}, {}),
    ],
)
def test_who_follows_a_board_is_told_as_closely_as_they_wish(level, of_the_first, of_the_second):
    network = make_network("Open", NetworkAccess.OPEN, ben())
    follow(chloe(), network, level)
    thread = make_thread(network, ben())
    second = make_post(thread, ben())
    run_jobs()
    assert (told_of(thread.posts.get(number=1)), told_of(second)) == (of_the_first, of_the_second)


def test_who_muted_a_thread_is_not_even_told_that_they_are_named():
    thread = make_thread(author=ben())
    follow(chloe(), thread, WatchLevel.MUTED)
    Mention.objects.create(post=thread.posts.get(), user=chloe())
    run_jobs()
    assert told_of(thread.posts.get()) == {}


def test_who_may_not_see_the_thread_is_not_told():
    network = make_network("Private", NetworkAccess.PRIVATE, ben(), dineo())
    follow(chloe(), network)
    follow(dineo(), network)
    thread = make_thread(network, ben())
    Mention.objects.create(post=thread.posts.get(), user=chloe())
    run_jobs()
    assert told_of(thread.posts.get()) == {"Dineo": NoticeReason.WATCHED}


def test_a_post_that_waits_is_announced_when_it_is_let_through_and_a_hidden_one_never():
    thread = make_thread(author=amina())
    run_jobs()
    post = make_post(thread, ben())
    move_post(thread=lock_thread(thread.pk), post=post, state=PostState.HELD)
    run_jobs()
    assert told_of(post) == {}
    move_post(thread=lock_thread(thread.pk), post=post, state=PostState.VISIBLE)
    run_jobs()
    assert told_of(post) == {"Amina": NoticeReason.WATCHED}


def test_an_edit_tells_whom_it_names_for_the_first_time_and_nobody_else():
    thread = make_thread(author=ben())
    follow(chloe(), thread)
    post = thread.posts.get()
    run_jobs()
    follow(dineo(), thread)  # after the post
    Notice.objects.update(read_at=NOW)
    edit_post(post=post, by=ben(), text="Ask @Chloé Petersen.", seen_revision=1, now=NOW)
    Mention.objects.get_or_create(post=post, user=chloe())
    announce_edit(post_id=post.pk)
    assert told_of(post) == {"Chloé": NoticeReason.MENTIONED}
    assert Notice.objects.unread().count() == 1
    Notice.objects.update(read_at=NOW)
    announce_edit(post_id=post.pk)
    assert Notice.objects.unread().count() == 0


def test_two_thousand_followers_are_told_within_seconds_in_few_queries():
    thread = make_thread(author=ben())
    people = User.objects.bulk_create(
        [User(email=f"{n}@people.example", display_name=f"{n}") for n in range(2000)]
    )
    scope = f"thread:{thread.pk}"
    Watch.objects.bulk_create(
        [Watch(user=person, scope=scope, level=WatchLevel.EVERY_POST, set_at=NOW) for person in people]
    )
    before = time.perf_counter()
    post = make_post(thread, ben())
    posted = time.perf_counter()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        announce_post(post_id=post.pk)
    told = time.perf_counter()
    assert Notice.objects.count() == 2000
    assert len(queries) <= 45
    assert (posted - before < 1, told - posted < 5) == (True, True)
