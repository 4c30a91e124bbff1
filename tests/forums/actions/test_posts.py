from uuid import uuid4

import pytest
from django.db import connection

from forums.actions.posts import (
    POST_LENGTH,
    NothingToAnswer,
    NotYourPost,
    PostChangedMeanwhile,
    PostEmpty,
    PostTooLong,
    edit_post,
    withdraw_own_post,
    withdraw_post,
)
from forums.models import DEEPEST, PATH_WIDTH, Post, PostRevision, PostState
from tests.database import is_in_the_files
from tests.factories import NOW, agree, amina, ben, chloe, make_post, make_thread, minutes_later, pick
from tests.factories.together import at_once

pytestmark = pytest.mark.django_db


def revisions(post: Post) -> list[tuple]:
    return list(post.revisions.order_by("number").values_list("number", "source", "plain", "saved_at"))


def test_add_post_takes_the_threads_next_number():
    thread = make_thread()
    post = make_post(thread, chloe(), "We **count** them.", now=minutes_later(5))
    assert (post.number, post.path, post.parent, post.author) == (2, "000002", None, chloe())
    assert (post.source, post.plain) == ("We **count** them.", "We count them.")
    assert post.html == "<p>We <strong>count</strong> them.</p>\n"
    thread.refresh_from_db()
    assert (thread.last_post_number, thread.last_posted_at) == (2, minutes_later(5))
    assert revisions(post) == [(1, "We **count** them.", "We count them.", minutes_later(5))]


def test_add_post_keeps_script_as_words():
    post = make_post(make_thread(), text="<script>alert('hi')</script>")
    assert post.html == "<p>&lt;script&gt;alert('hi')&lt;/script&gt;</p>\n"
    assert post.plain == "<script>alert('hi')</script>"


def test_replies_stand_below_what_they_answer():
    thread = make_thread()
    first = thread.posts.get()
    second = make_post(thread)
    reply = make_post(thread, parent=first)
    deeper = make_post(thread, parent=reply)
    assert list(thread.posts.in_tree_order()) == [first, reply, deeper, second]
    assert [post.depth for post in (first, reply, deeper, second)] == [0, 1, 2, 0]
    assert deeper.path == "000001000003000004"


def test_a_reply_below_the_deepest_stands_beside_what_it_answers():
    thread = make_thread()
    post = thread.posts.get()
    for _ in range(DEEPEST + 2):
        post = make_post(thread, parent=post)
    lowest = list(thread.posts.order_by("-number")[:3])
    assert [post.depth for post in lowest] == [DEEPEST - 1] * 3
    assert {post.path[:-PATH_WIDTH] for post in lowest} == {lowest[0].path[:-PATH_WIDTH]}
    assert list(thread.posts.in_tree_order()) == list(thread.posts.order_by("number"))


def test_add_post_again_with_its_client_id_returns_the_first():
    thread, client_id = make_thread(), uuid4()
    first = make_post(thread, client_id=client_id)
    assert make_post(thread, text="", client_id=client_id) == first
    assert make_post(thread, chloe(), client_id=client_id) != first
    assert thread.posts.count() == 3


@pytest.mark.parametrize(("text", "refusal"), [("\n\0\t", PostEmpty), ("x" * (POST_LENGTH + 1), PostTooLong)])
def test_add_post_refuses_what_is_empty_or_too_long(text, refusal):
    thread = make_thread()
    with pytest.raises(refusal) as refused:
        make_post(thread, text=text)
    assert refused.value.status == 400
    assert thread.posts.count() == 1


@pytest.mark.parametrize("state", [PostState.HIDDEN, PostState.WITHDRAWN])
def test_add_post_refuses_to_answer_what_is_no_longer_there(state):
    thread = make_thread()
    gone = withdraw_post(post=make_post(thread), now=NOW)
    if state == PostState.HIDDEN:
        gone = make_post(thread)
        gone.state = state
        gone.save()
    with pytest.raises(NothingToAnswer):
        make_post(thread, parent=gone)


def test_edit_post_keeps_what_it_said_before():
    post = make_post(make_thread(), text="First words.")
    edited = edit_post(post=post, by=ben(), text="Second *words*.", seen_revision=1, now=minutes_later(5))
    assert (edited.revision, edited.plain, edited.edited_at) == (2, "Second words.", minutes_later(5))
    assert edited.html == "<p>Second <em>words</em>.</p>\n"
    assert revisions(post) == [
        (1, "First words.", "First words.", NOW),
        (2, "Second *words*.", "Second words.", minutes_later(5)),
    ]


def test_edit_post_makes_it_found_by_its_new_words_only():
    post = make_post(make_thread(), text="Lanterns.")
    edit_post(post=post, by=ben(), text="Torches.", seen_revision=1, now=NOW)
    assert list(Post.objects.matching("torches")) == [post]
    assert list(Post.objects.matching("lanterns")) == []


def test_edit_post_with_the_same_words_is_quiet_even_from_a_stale_form():
    post = make_post(make_thread(), text="First.")
    edit_post(post=post, by=ben(), text="Second.", seen_revision=1, now=NOW)
    for _ in range(2):
        edited = edit_post(post=post, by=ben(), text=" Second.\r\n", seen_revision=1, now=minutes_later(9))
    assert (edited.revision, edited.edited_at) == (2, NOW)


def test_edit_post_refuses_other_words_from_a_stale_form():
    post = make_post(make_thread(), text="First.")
    edit_post(post=post, by=ben(), text="Second.", seen_revision=1, now=NOW)
    with pytest.raises(PostChangedMeanwhile):
        edit_post(post=post, by=ben(), text="Third.", seen_revision=1, now=NOW)
    post.refresh_from_db()
    assert post.source == "Second."


def test_edit_post_is_for_its_author_alone():
    post = make_post(make_thread(), ben(), text="Mine.")
    for other in (chloe(), amina()):
        with pytest.raises(NotYourPost) as refused:
            edit_post(post=post, by=other, text="Theirs.", seen_revision=1, now=NOW)
        assert refused.value.status == 403
    assert [number for number, *_ in revisions(post)] == [1]


@pytest.mark.parametrize(("text", "refusal"), [(" ", PostEmpty), ("x" * (POST_LENGTH + 1), PostTooLong)])
def test_edit_post_refuses_what_is_empty_or_too_long(text, refusal):
    post = make_post(make_thread(), text="Mine.")
    with pytest.raises(refusal):
        edit_post(post=post, by=ben(), text=text, seen_revision=1, now=NOW)
    post.refresh_from_db()
    assert post.source == "Mine."


def test_withdraw_own_post_erases_its_words_in_every_revision_and_quotation():
    agree(ben())
    thread = make_thread()
    post = make_post(thread, text="My secret is here.")
    quotation = pick(post, "My secret")
    edit_post(post=post, by=ben(), text="My other secret.", seen_revision=1, now=NOW)
    reply = make_post(thread, chloe(), "Thank you.", parent=post)
    withdraw_own_post(post=post, by=ben(), now=minutes_later(5))
    kept = Post.objects.values("state", "source", "html", "plain", "search_text").get(pk=post.pk)
    assert kept == {"state": "withdrawn", "source": "", "html": "", "plain": "", "search_text": ""}
    assert [(source, plain) for _number, source, plain, _at in revisions(post)] == [("", "")] * 2
    quotation.refresh_from_db()
    assert (quotation.words, quotation.attribution, quotation.withdrawn_at) == ("", "", minutes_later(5))
    assert list(thread.posts.in_tree_order())[1:] == [post, reply]
    assert PostRevision.objects.filter(plain__contains="secret").count() == 0


@pytest.mark.django_db(transaction=True)
def test_the_words_of_a_withdrawn_post_leave_the_files_of_the_database():
    post = make_post(make_thread(), text="Xylozoographical words.")
    edit_post(post=post, by=ben(), text="Xylozoographical words, changed.", seen_revision=1, now=NOW)
    assert is_in_the_files("zoographical") == (connection.vendor == "sqlite")
    withdraw_own_post(post=post, by=ben(), now=NOW)
    assert not is_in_the_files("zoographical")


def test_withdraw_own_post_twice_is_quiet():
    post = make_post(make_thread())
    for _ in range(2):
        assert withdraw_own_post(post=post, by=ben(), now=NOW).state == PostState.WITHDRAWN


def test_withdraw_own_post_is_for_its_author_alone():
    post = make_post(make_thread(), ben(), "Mine.")
    with pytest.raises(NotYourPost):
        withdraw_own_post(post=post, by=amina(), now=NOW)
    post.refresh_from_db()
    assert post.source == "Mine."


def test_a_withdrawn_post_cannot_be_edited_back():
    post = withdraw_own_post(post=make_post(make_thread()), by=ben(), now=NOW)
    with pytest.raises(NotYourPost):
        edit_post(post=post, by=ben(), text="Again.", seen_revision=1, now=NOW)


def test_a_post_whose_author_left_is_signed_by_a_former_member():
    post = make_post(make_thread(author=chloe()), ben())
    ben().delete()
    assert Post.objects.get(pk=post.pk).signature == "A former member"


@pytest.mark.django_db(transaction=True)
def test_posts_written_at_once_get_numbers_without_a_gap():
    thread, client_id = make_thread(), uuid4()
    people = [ben(), chloe(), amina()]
    at_once(
        *[lambda author=author: make_post(thread, author) for author in people],
        *[lambda: make_post(thread, people[0], client_id=client_id)] * 2,
    )
    assert list(thread.posts.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4, 5]
    assert Post.objects.filter(client_id=client_id).count() == 1
