"""A secret word is first found on every surface while it may be seen; hidden, it is found on none."""

from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client

from exchange.people.models import Network, NetworkAccess, User
from forums.actions.facilitating.placing import move_thread
from forums.actions.facilitating.standing import hide_thread
from forums.actions.moderation.posts import hide_post, remove_post
from forums.actions.post_states import move_post
from forums.actions.posts import locked, withdraw_own_post
from forums.live.groups import thread_room
from forums.live.threads import ThreadReader
from forums.models import PostState
from tests.factories import amina, ben, chloe, make_network
from tests.forums.leaking import (
    BY_MAIL,
    OF_LEARNING,
    OF_MEMBERS,
    OUT,
    SECRET,
    SURFACES,
    Story,
    body,
    probe_all,
    tell,
)

pytestmark = pytest.mark.django_db

# What a form page or a list is empty of even while all may see the post.
WITHOUT_WORDS = {"site's front page, lists and feeds"}


def logged_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def hold(story: Story) -> None:
    with transaction.atomic():
        thread, post = locked(story.post)
        move_post(thread=thread, post=post, state=PostState.HELD, reason="A facilitator looks first.")


def close_to(access: NetworkAccess) -> Callable[[Story], None]:
    return lambda story: Network.objects.filter(pk=story.thread.network_id).update(access=access) and None


POSTS: dict[str, Callable[[Story], object]] = {
    "hidden": lambda story: hide_post(post=story.post, by=amina(), reason="Names."),
    "held": hold,
    "removed": lambda story: remove_post(post=story.post, by=amina(), reason="Names."),
    "withdrawn": lambda story: withdraw_own_post(post=story.post, by=ben()),
    "thread hidden": lambda story: hide_thread(thread=story.thread, by=amina(), reason="Names."),
    "moved into a private network": lambda story: move_thread(
        thread=story.thread,
        subject=make_network("Circle", NetworkAccess.PRIVATE, ben()),
        by=amina(),
        reason="Theirs.",
    ),
}
PLACES: dict[str, Callable[[Story], object]] = {
    "by request": close_to(NetworkAccess.BY_REQUEST),
    "private": close_to(NetworkAccess.PRIVATE),
}


def nowhere(found: dict[str, bool]) -> dict[str, bool]:
    return dict.fromkeys(found, False)


@pytest.mark.parametrize("in_network", [False, True], ids=["conversation", "network"])
def test_while_all_may_see_it_each_probe_finds_it(in_network, client):
    story = tell(in_network=in_network)
    learning = {} if in_network else OF_LEARNING
    found = probe_all(story, client, SURFACES, OUT, learning)
    assert found == {name: name not in WITHOUT_WORDS for name in found}
    groups = [SURFACES, OUT, learning, OF_MEMBERS, BY_MAIL]
    found = probe_all(story, logged_in(chloe()), *groups)
    assert found == {name: name not in WITHOUT_WORDS for name in found}


@pytest.mark.parametrize("how", [*POSTS, *PLACES])
def test_out_of_sight_no_stranger_finds_it_anywhere(how, client):
    story = tell(in_network=how in PLACES)
    {**POSTS, **PLACES}[how](story)
    learning = {} if how in PLACES else OF_LEARNING
    found = probe_all(story, client, SURFACES, OUT, learning)
    assert found == nowhere(found)
    found = probe_all(story, logged_in(chloe()), SURFACES, OUT, learning, OF_MEMBERS, BY_MAIL)
    assert found == nowhere(found)


WHO_SEES = {  # on the thread's page: its author, and who facilitates
    "hidden": (False, True),
    "held": (True, True),
    "removed": (False, True),
    "withdrawn": (False, False),
    "thread hidden": (False, True),
    "moved into a private network": (True, True),
    "by request": (True, True),
    "private": (True, True),
}


@pytest.mark.parametrize("how", WHO_SEES)
def test_its_author_and_who_facilitates_see_what_they_should(how):
    story = tell(in_network=how in PLACES)
    {**POSTS, **PLACES}[how](story)
    seen = tuple(
        SECRET in body(logged_in(person), f"/threads/{story.thread.pk}/").decode()
        for person in (ben(), amina())
    )
    assert seen == WHO_SEES[how]


@pytest.mark.django_db(transaction=True)
def test_the_socket_of_a_thread_never_carries_a_word():
    story = tell()
    room, reader = thread_room(story.thread.pk), ThreadReader()
    for update in (reader.changes(room, 0), reader.snapshot(room)):
        assert (update.shared, update.private) == ({"count": story.thread.visible_count}, {})


def test_a_post_that_waits_is_in_no_mail_and_no_notice_until_it_is_let_through(client):
    story = tell()
    hold(story)
    found = probe_all(story, logged_in(chloe()), BY_MAIL, OF_MEMBERS)
    assert found == nowhere(found)
