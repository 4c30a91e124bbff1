import re

import pytest
from django.urls import reverse

from exchange.people.models import Room, RoomMember
from forums.actions.changes import lock_thread
from forums.actions.post_states import move_post
from forums.models import MovedPost, PostState, ReadState, Thread
from tests.factories import (
    NOW,
    amina,
    ben,
    chloe,
    make_engagement,
    make_network,
    make_post,
    make_thread,
    minutes_later,
)
from tests.pages import JSON, Page, queries_of

pytestmark = pytest.mark.django_db

WORDS = "We count them every Friday."


@pytest.fixture
def thread():
    """Chloé's, with an answer of Ben's."""
    thread = make_thread(author=chloe())
    make_post(thread, ben(), WORDS, parent=thread.posts.get())
    return Thread.objects.get(pk=thread.pk)


@pytest.fixture
def chloes(client):
    """Chloé's browser."""
    client.force_login(chloe())
    return client


def path_of(thread: Thread) -> str:
    return reverse("thread", args=[thread.pk, thread.slug])


def post_at(thread: Thread, number: int) -> str:
    return reverse("post", args=[thread.pk, number])


def since(thread: Thread, **query) -> str:
    return reverse("thread_since", args=[thread.pk], query=query)


def numbers(response) -> list[int]:
    return [shown.number for shown in response.context["page"].posts]


def move(post, state: PostState, reason: str = "") -> None:
    move_post(thread=lock_thread(post.thread_id), post=post, state=state, reason=reason)


# A permalink --------------------------------------------------------------------------------------
def test_the_address_of_a_post_shows_its_thread_around_it(client, thread):
    response = client.get(post_at(thread, 2))
    assert (response.status_code, numbers(response), response.context["page"].asked) == (200, [1, 2], 2)
    assert WORDS in Page(response).text


def test_the_address_of_a_post_that_is_not_there_or_not_for_one_leads_nowhere(client, thread):
    move(make_post(thread, ben(), "A number plate."), PostState.HELD)
    assert [client.get(post_at(thread, number)).status_code for number in (3, 4, 10**12)] == [404, 404, 404]
    client.force_login(ben())
    assert client.get(post_at(thread, 3)).status_code == 200
    private = make_thread(make_network("Safe", "private", ben(), facilitator=chloe()), ben())
    client.force_login(amina())
    assert client.get(post_at(private, 1)).status_code == 404


def test_the_address_of_a_post_that_moved_goes_on_to_where_it_is(client, thread):
    there = make_thread(make_engagement(), ben())
    MovedPost.objects.create(thread=thread, number=7, post=there.posts.get())
    response = client.get(post_at(thread, 7))
    assert (response.status_code, response["Location"]) == (301, f"{post_at(there, 1)}#post-1")
    private = make_thread(make_network("Safe", "private", ben(), facilitator=chloe()), ben())
    MovedPost.objects.create(thread=thread, number=8, post=private.posts.get())
    assert client.get(post_at(thread, 8)).status_code == 404


def test_a_thread_that_was_merged_leads_to_the_one_that_holds_it(client, thread):
    there = make_thread(make_engagement(), ben())
    Thread.objects.filter(pk=thread.pk).update(state="merged", merged_into=there)
    response = client.get(path_of(thread))
    assert (response.status_code, response["Location"]) == (302, path_of(there))


# Tree and stream ----------------------------------------------------------------------------------
def test_the_order_that_was_chosen_is_remembered(client, thread):
    assert client.get(path_of(thread)).context["page"].order == "tree"
    assert client.get(f"{path_of(thread)}?order=stream").context["page"].order == "stream"
    assert client.get(path_of(thread)).context["page"].order == "stream"
    assert client.get(f"{path_of(thread)}?order=nonsense").context["page"].order == "tree"


def test_in_order_an_answer_names_and_links_what_it_answers(client, thread):
    make_post(thread, ben())
    make_post(thread, ben(), parent=thread.posts.get(number=1))
    page = Page(client.get(f"{path_of(thread)}?order=stream"))
    assert page.links[f"{post_at(thread, 1)}#post-1"] == "in answer to Chloé Petersen, post 1"


# States -------------------------------------------------------------------------------------------
def test_a_held_post_tells_its_author_that_it_waits_and_others_nothing(client, thread):
    move(make_post(thread, ben(), "A number plate."), PostState.HELD, "A word of the list.")
    assert "number plate" not in client.get(path_of(thread)).content.decode()
    client.force_login(ben())
    text = Page(client.get(path_of(thread))).text
    assert "Only you and the facilitators see this until one of them lets it through." in text
    assert "A word of the list." in text


def test_hidden_words_are_on_the_page_of_who_facilitates_and_on_no_other(client, thread):
    move(thread.posts.get(number=2), PostState.HIDDEN, "Names a child.")
    for user, is_there in ((None, False), (ben(), False), (amina(), True)):
        if user:
            client.force_login(user)
        content = client.get(path_of(thread)).content.decode()
        assert (
            "Hidden by a facilitator. Reason: Names a child." in Page(client.get(path_of(thread))).text
        ) is True
        assert (WORDS in content) is is_there


def test_where_the_thread_got_to_and_its_answer_stand_on_top(client, thread):
    thread.closing_html, thread.answer = "<p>We agreed on keepers.</p>", thread.posts.get(number=2)
    thread.save()
    text = Page(client.get(path_of(thread))).text
    assert text.index("Where we got to") < text.index("We agreed on keepers.") < text.index("How do you keep")
    assert text.index(f"Answer Ben Jacobs, post 2 : {WORDS}") < text.index("How do you keep")
    assert text.count("Marked as the answer") == 1
    move(thread.posts.get(number=2), PostState.HIDDEN)
    assert WORDS not in client.get(path_of(thread)).content.decode()


@pytest.mark.parametrize("change", ["locked_at", "archived_at"])
def test_a_closed_thread_says_so_and_offers_no_reply(chloes, thread, change):
    Thread.objects.filter(pk=thread.pk).update(**{change: thread.opened_at})
    page = Page(chloes.get(path_of(thread)))
    assert "it can be read, and takes no new posts" in page.text or "it takes no new posts" in page.text
    assert "text" not in page.boxes


# Reading ------------------------------------------------------------------------------------------
def test_what_is_new_is_counted_marked_and_read_by_a_button(chloes, thread):
    response = chloes.get(path_of(thread))
    page = Page(response)
    assert [shown.begins_new for shown in response.context["page"].posts] == [False, True]
    assert page.links[f"{path_of(thread)}?unread=1#new"] in {"1 new", "Jump to first unread"}
    path = reverse("mark_read", args=[thread.pk])
    sent = chloes.post(path, {"numbers": page.boxes["numbers"][0], "next": f"{path_of(thread)}?after=2"})
    assert (sent.status_code, sent["Location"]) == (302, f"{path_of(thread)}?after=2")
    assert ReadState.objects.get(user=chloe()).ranges == [[1, 2]]
    assert "numbers" not in Page(chloes.get(path_of(thread))).boxes


def test_a_script_says_which_posts_were_in_view_and_hears_how_many_are_left(chloes, thread):
    make_post(thread, ben())
    path = reverse("mark_read", args=[thread.pk])
    assert chloes.post(path, {"numbers": "3"}, headers=JSON).json() == {"done": True, "unread": 1}
    for nonsense in ("", "x", "1-", "3-1", "²", "9" * 12, "1,,2"):
        chloes.post(path, {"numbers": nonsense}, headers=JSON)
    assert ReadState.objects.get(user=chloe()).ranges == [[1, 1], [3, 3]]
    assert chloes.post(path, {"numbers": "2", "next": "https://elsewhere.example/"})["Location"] == path_of(
        thread
    )


def test_the_list_says_how_much_is_new_until_all_is_marked_as_read(chloes, thread):
    make_thread(make_engagement(), chloe(), title="Read")
    assert [row.unread for row in chloes.get("/threads/").context["page"].threads] == [0, 1]
    chloes.post(reverse("mark_all_read"))
    assert [row.unread for row in chloes.get("/threads/").context["page"].threads] == [0, 0]


# Since --------------------------------------------------------------------------------------------
def items_of(response) -> list[str]:
    return re.findall(r'<li class="post[^"]*" id="post-(\d+)"', response.content.decode())


def test_an_open_page_fetches_what_came_what_changed_and_what_went(client, thread):
    versions = ",".join(
        f"{shown.number}.{shown.version}" for shown in client.get(path_of(thread)).context["page"].posts
    )
    assert items_of(client.get(since(thread, after=2, have=versions))) == []
    make_post(thread, chloe(), "New words.")
    move(thread.posts.get(number=2), PostState.HIDDEN)
    response = client.get(since(thread, after=2, have=versions))
    assert items_of(response) == ["2", "3"]
    assert WORDS not in response.content.decode()
    move(thread.posts.get(number=2), PostState.VISIBLE)
    move(thread.posts.get(number=2), PostState.HELD)
    assert 'data-gone="2"' in client.get(since(thread, after=3, have=versions)).content.decode()


def test_a_membership_that_ended_ends_what_an_open_page_is_told(client):
    network = make_network("Safe", "private", ben(), facilitator=chloe())
    private = make_thread(network, chloe())
    client.force_login(ben())
    assert client.get(since(private, ticket=1)).json()["joined"] is True
    network.memberships.filter(user=ben()).update(state="left")
    assert client.get(since(private, after=0)).status_code == 404
    assert client.get(since(private, ticket=1)).status_code == 404


@pytest.mark.parametrize("nonsense", [{"after": "²"}, {"after": "9" * 400}, {"have": "x.y,1,.,3.1vi"}, {}])
def test_nonsense_of_an_open_page_is_no_error(client, thread, nonsense):
    assert client.get(since(thread, **nonsense)).status_code == 200


# Its cost -----------------------------------------------------------------------------------------
def on_a_case_study() -> Thread:
    return make_thread(author=chloe())


def in_a_private_room() -> Thread:
    """Of a private network, with both of them in it."""
    network = make_network("Safe", "private", ben(), facilitator=chloe())
    room = Room.objects.create(network=network, slug="core", name="Core", is_private=True, created_at=NOW)
    for person in (ben(), chloe()):
        RoomMember.objects.create(room=room, user=person, let_in_at=NOW)
    thread = make_thread(network, chloe())
    Thread.objects.filter(pk=thread.pk).update(room=room)
    return thread


@pytest.mark.parametrize("begin", [on_a_case_study, in_a_private_room])
def test_a_page_of_fifty_costs_eight_queries_at_most_however_it_is_entered(chloes, begin, monkeypatch):
    monkeypatch.setattr("forums.queries.discussion.POSTS_A_PAGE", 4)
    monkeypatch.setattr("forums.queries.discussion.POSTS_BEFORE", 1)
    thread = begin()
    first = thread.posts.get(number=1)
    for number in range(20):
        make_post(
            thread,
            ben(),
            f"Words {number}.",
            parent=first if number % 2 else None,
            now=minutes_later(60 * number),
        )
    paths = ["?order=tree&after=3", "?order=stream&after=3", "?unread=1"]
    costs = [queries_of(chloes, path_of(thread) + path) for path in paths]
    costs.append(queries_of(chloes, post_at(thread, 6)))
    assert max(costs) <= 8, costs
