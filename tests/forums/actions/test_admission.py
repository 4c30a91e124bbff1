from datetime import timedelta

import pytest

from exchange.people.models import NetworkAccess
from forums.actions.flood import TooManyPosts
from forums.actions.moderation.posts import approve_post
from forums.actions.posts import edit_post
from forums.models import PostState
from tests.factories import NOW, amina, ben, chloe, make_network, make_post, make_thread, minutes_later

pytestmark = pytest.mark.django_db


@pytest.fixture
def _few(settings):
    settings.POSTS_A_MINUTE, settings.POSTS_AN_HOUR, settings.POSTS_A_DAY = 2, 4, 5


@pytest.mark.usefixtures("_few")
def test_a_flood_is_refused_and_told_when_to_go_on():
    thread = make_thread()
    make_post(thread, now=minutes_later(0.5))
    with pytest.raises(TooManyPosts) as refused:
        make_post(thread, now=minutes_later(0.6))
    assert (refused.value.status, refused.value.code) == (429, "flood")
    assert "Please wait 1 minute and" in str(refused.value.message)
    make_post(thread, now=minutes_later(2))
    make_post(thread, now=minutes_later(4))
    with pytest.raises(TooManyPosts) as refused:
        make_post(thread, now=minutes_later(20))
    assert "Please wait 40 minutes and" in str(refused.value.message)
    make_post(thread, now=minutes_later(90))
    with pytest.raises(TooManyPosts) as refused:
        make_post(thread, now=minutes_later(600))
    assert "Please wait 14 hours and" in str(refused.value.message)
    make_post(thread, chloe(), now=minutes_later(0.6))


@pytest.mark.usefixtures("_few")
def test_an_accounts_first_day_has_half():
    ben().date_joined = NOW
    type(ben()).objects.filter(pk=ben().pk).update(date_joined=NOW - timedelta(hours=23))
    thread = make_thread(author=chloe())
    make_post(thread)
    with pytest.raises(TooManyPosts):
        make_post(thread)


def test_the_first_posts_in_a_network_wait_until_enough_were_let_through():
    network = make_network("Safe", NetworkAccess.BY_REQUEST, ben(), held_posts=2)
    thread = make_thread(network, amina())  # who facilitates does not wait
    assert thread.posts.get().state == PostState.VISIBLE
    first, second = make_post(thread), make_post(thread)
    assert [first.state, second.state] == [PostState.HELD] * 2
    approve_post(post=first, by=amina())
    approve_post(post=second, by=amina())
    assert make_post(thread).state == PostState.VISIBLE


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Ring the GANGSTERS' den", PostState.HELD),
        ("It is a déad end.", PostState.HELD),
        ("Gangstersburg is not it, nor dead and end.", PostState.VISIBLE),
    ],
)
def test_whole_words_of_the_lists_hold_a_post_without_saying_which(settings, text, state):
    settings.HELD_WORDS = ["Gangsters"]
    network = make_network("Safe", NetworkAccess.OPEN, ben(), word_list="dead end\n\n")
    thread = make_thread(network, amina())
    post = make_post(thread, text=text)
    assert (post.state, "gangster" in post.reason.lower()) == (state, False)
    edited = edit_post(
        post=make_post(thread, text="Harmless."), by=ben(), text=text, seen_revision=1, now=NOW
    )
    assert edited.state == state


def test_the_same_long_words_in_a_third_thread_wait():
    words = "Buy our lamps, they are the best lamps of the whole country."
    first = make_thread(text=words)
    assert make_thread(first.subject, text=words).posts.get().state == PostState.VISIBLE
    assert make_thread(first.subject, text=words).posts.get().state == PostState.HELD
    assert make_post(make_thread(first.subject), text=words).state == PostState.HELD
    assert make_post(make_thread(first.subject), chloe(), words).state == PostState.VISIBLE
    day_after = make_post(make_thread(first.subject), text=words, now=NOW + timedelta(days=2))
    assert day_after.state == PostState.VISIBLE
