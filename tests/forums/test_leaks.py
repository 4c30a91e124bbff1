"""A secret word is first found on every surface while it may be seen; hidden, it is found on none."""

from collections.abc import Callable, Iterator

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
from forums.models import PostState, Quotation
from tests.factories import amina, ben, chloe, make_network
from tests.forums.leaking import (
    BY_MAIL,
    FILE,
    OF_A_BOARD,
    OF_A_FILE,
    OF_A_FILES_CONTENT,
    OF_A_TITLE,
    OF_AN_OPENING,
    OF_LEARNING,
    OF_MEMBERS,
    OF_THE_WORKBENCH,
    OPENING,
    OUT,
    SECRET,
    SURFACES,
    TITLE,
    Probe,
    Story,
    body,
    gugu,
    probe_all,
    tell,
)

pytestmark = pytest.mark.django_db


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
    "withdrawn": lambda story: withdraw_own_post(post=story.post, by=story.post.author),
    "thread hidden": lambda story: hide_thread(thread=story.thread, by=amina(), reason="Names."),
    "moved into a private network": lambda story: move_thread(
        thread=story.thread,
        subject=make_network("Circle", NetworkAccess.PRIVATE, ben()),
        by=amina(),
        reason="Theirs.",
    ),
}
OF_WHOLE_THREADS = {"thread hidden", "moved into a private network"}
PLACES: dict[str, Callable[[Story], object]] = {
    "by request": close_to(NetworkAccess.BY_REQUEST),
    "private": close_to(NetworkAccess.PRIVATE),
}


def nowhere(found: dict[str, bool]) -> dict[str, bool]:
    return dict.fromkeys(found, False)


def everywhere(found: dict[str, bool]) -> dict[str, bool]:
    return dict.fromkeys(found, True)


@pytest.fixture(autouse=True)
def shown_on_other_sites(settings):
    settings.EMBED_ORIGINS = ["https://www.example.org"]


# Who looks, for which word, where. What is about the thread is out of sight only with the thread.
WORDS: dict[str, tuple[str, list[dict[str, Probe]]]] = {
    "words": (SECRET, [SURFACES, OUT, OF_A_FILES_CONTENT]),
    "name of a file": (FILE, [OF_A_FILE]),
}
OF_THREADS = {"title": (TITLE, [OF_A_TITLE]), "opening": (OPENING, [OF_AN_OPENING])}


def sought(story: Story, *, about_thread: bool) -> Iterator[tuple[User | None, str, list[dict[str, Probe]]]]:
    """A visitor, Chloé who follows the thread, and Gugu at her workbench."""
    learning = [OF_LEARNING] if story.summary else []
    for word, groups in [*WORDS.values(), *(OF_THREADS.values() if about_thread else [])]:
        yield None, word, groups
        yield chloe(), word, groups
    yield None, SECRET, learning
    yield chloe(), SECRET, [OF_MEMBERS, BY_MAIL, *learning]
    if about_thread:
        yield chloe(), TITLE, [OF_MEMBERS, BY_MAIL, *([OF_A_BOARD] if story.thread.network_id else [])]
    if story.draft:
        yield gugu(), SECRET, [OF_THE_WORKBENCH]


def found_of(story: Story, *, about_thread: bool) -> Iterator[tuple[str, dict[str, bool]]]:
    for who, word, groups in sought(story, about_thread=about_thread):
        client = logged_in(who) if who else Client()
        yield f"{word} for {who or 'a visitor'}", probe_all(story, client, *groups, word=word)


@pytest.mark.parametrize("in_network", [False, True], ids=["conversation", "network"])
def test_while_all_may_see_it_each_probe_finds_it(in_network):
    for who, found in found_of(tell(in_network=in_network), about_thread=True):
        assert found == everywhere(found), who


@pytest.mark.parametrize("how", [*POSTS, *PLACES])
def test_out_of_sight_no_stranger_finds_it_anywhere(how):
    story = tell(in_network=how in PLACES)
    {**POSTS, **PLACES}[how](story)
    for who, found in found_of(story, about_thread=how in {*PLACES, *OF_WHOLE_THREADS}):
        assert found == nowhere(found), who


@pytest.mark.parametrize("how", ["hidden", "held", "removed", "withdrawn"])
def test_without_its_first_post_a_thread_is_previewed_by_nothing_of_it(how, client):
    story = tell()
    story.post = story.thread.posts.get(number=1)
    POSTS[how](story)
    found = probe_all(story, client, OF_AN_OPENING, word=OPENING)
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


@pytest.mark.parametrize("how", sorted(OF_WHOLE_THREADS))
def test_what_is_out_of_reach_cannot_be_quoted_either(how):
    story = tell()
    POSTS[how](story)
    quoted = Quotation.objects.count()
    assert story.draft
    answer = logged_in(gugu()).post(
        f"/summaries/{story.draft.pk}/cite/",
        {"post": story.post.pk, "target": "new:what_worked", "words": "beside the"},
    )
    assert (answer.status_code, SECRET in answer.text, Quotation.objects.count()) == (409, False, quoted)
