import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from exchange.people.models import NetworkAccess
from forums.actions.admission import NotInTheNetwork
from forums.actions.bookmarks import keep_bookmark
from forums.actions.reactions import NothingToReactTo, NotToOneself, ThreadTakesNoReactions, set_reaction
from forums.models import Bookmark, Post, PostState, Reaction, ReactionKind, Thread
from forums.queries.bookmarks import bookmarks_of
from tests.factories import NOW, amina, ben, chloe, make_network, make_post, make_thread

pytestmark = pytest.mark.django_db

THANKS = ReactionKind.THANKS


def react(post, by, *, kind=THANKS, is_on=True):
    set_reaction(post=post, by=by, kind=kind, is_on=is_on, now=NOW)


def standing(post: Post) -> list[tuple[str, str]]:
    rows = Reaction.objects.filter(post=post).order_by("kind", "user")
    return [(row.kind, str(row.user)) for row in rows]


def test_a_reaction_of_a_kind_is_put_once_and_taken_away_once():
    post = make_thread().posts.get()
    for _ in range(2):
        react(post, chloe())
    react(post, chloe(), kind=ReactionKind.TRIED)
    assert standing(post) == [("thanks", "Chloé Petersen"), ("tried", "Chloé Petersen")]
    for _ in range(2):
        react(post, chloe(), is_on=False)
    assert standing(post) == [("tried", "Chloé Petersen")]


def test_nobody_reacts_to_oneself_to_what_is_gone_in_a_closed_thread_or_from_outside_the_network():
    post = make_thread().posts.get()
    with pytest.raises(NotToOneself):
        react(post, ben())
    Post.objects.filter(pk=post.pk).update(state=PostState.HIDDEN)
    with pytest.raises(NothingToReactTo):
        react(post, chloe())
    Post.objects.filter(pk=post.pk).update(state=PostState.VISIBLE)
    Thread.objects.filter(pk=post.thread_id).update(archived_at=timezone.now())
    with pytest.raises(ThreadTakesNoReactions):
        react(post, chloe())
    network = make_network("Open", NetworkAccess.OPEN, ben(), slug="open")
    with pytest.raises(NotInTheNetwork):
        react(make_thread(network, ben()).posts.get(), chloe())
    assert Reaction.objects.count() == 0


def test_buttons_work_without_a_script_and_answer_one_with_the_counts(client):
    post = make_thread().posts.get()
    react(post, amina())
    client.force_login(chloe())
    url = f"/threads/{post.thread_id}/posts/1/react/"
    page = client.post(url, {"react": "thanks:on"}, follow=True).text
    assert (
        '<button class="reaction" name="react" value="thanks:off" aria-pressed="true">Thanks<b> 2</b>' in page
    )
    answer = client.post(url, {"react": "thanks:off"}, headers={"Accept": "application/json"})
    assert answer.json()["reactions"][0] == {"kind": "thanks", "count": 1, "is_own": False}
    for wrong in ("", "love:on", "thanks:maybe"):
        refused = client.post(url, {"react": wrong}, headers={"Accept": "application/json"})
        assert (refused.status_code, refused.json()["error"]) == (
            409,
            "Press one of the buttons under the post.",
        )
    assert "Amina Dlamini" in client.get(f"/threads/{post.thread_id}/posts/1/reactions/").text


def test_a_page_asks_once_for_all_reactions_and_bookmarks(client):
    thread = make_thread()
    client.force_login(chloe())
    url = f"/threads/{thread.pk}/{thread.slug}/"

    def queries(posts: int) -> int:
        for _ in range(posts):
            post = make_post(thread)
            react(post, amina())
            keep_bookmark(post=post, by=chloe())
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    queries(1)
    assert queries(1) == queries(3)


def test_a_bookmark_has_a_note_that_can_be_changed_found_and_removed(client):
    post = make_thread(text="Count the lamps.").posts.get()
    other = make_thread(post.thread.case_study, title="Other").posts.get()
    client.force_login(chloe())
    client.post(f"/threads/{post.thread_id}/posts/1/bookmark/", {"note": "For  the report"})
    client.post(f"/threads/{other.thread_id}/posts/1/bookmark/", {"note": ""})
    bookmark = Bookmark.objects.get(post=post)
    assert (bookmark.note, bookmark.user) == ("For the report", chloe())
    assert [
        [kept.post for kept in bookmarks_of(chloe(), words, None)[0]] for words in ("report", "lamps", "x")
    ] == [
        [post],
        [post],
        [],
    ]
    refused = client.post(f"/bookmarks/{bookmark.pk}/", {"note": "x" * 301})
    assert (refused.status_code, "x" * 301 in refused.text) == (400, True)
    client.post(f"/bookmarks/{bookmark.pk}/", {"note": "Budget"})
    assert "Budget" in client.get("/bookmarks/?q=budget").text
    client.post(f"/bookmarks/{bookmark.pk}/", {"remove": "1"})
    client.post(f"/threads/{other.thread_id}/posts/1/bookmark/", {"remove": "1"})
    assert Bookmark.objects.count() == 0


def test_a_bookmarked_post_that_is_hidden_shows_no_words_is_not_found_by_them_and_can_be_removed(client):
    post = make_thread(text="Count the xylophones.").posts.get()
    bookmark = keep_bookmark(post=post, by=chloe(), note="Mine")
    client.force_login(chloe())
    assert "xylophones" in client.get("/bookmarks/").text
    Post.objects.filter(pk=post.pk).update(state=PostState.HIDDEN)
    page = client.get("/bookmarks/").text
    assert ("xylophones" in page, "Mine" in page, "not visible to you" in page) == (False, True, True)
    assert bookmarks_of(chloe(), "xylophones", None)[0] == []
    assert bookmarks_of(ben(), "", None)[0] == []
    client.post(f"/bookmarks/{bookmark.pk}/", {"remove": "1"})
    assert Bookmark.objects.count() == 0
