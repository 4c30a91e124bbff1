import json

import pytest
from django.apps import apps
from django.db import models, transaction

from exchange.text import as_quote
from forums.actions.changes import lock_thread
from forums.actions.post_states import move_post
from forums.actions.posts import edit_post, locked, withdraw_own_post
from forums.actions.quotations import WordsOfSomebodyElse, mismatch_of
from forums.actions.wording import mask_quotes_across
from forums.models import MovedPost, Post, PostDraft, PostQuote, PostState, ThreadState
from forums.queries.quoting import shown_plain, shown_source, shown_sources
from tests.factories import NOW, agree, amina, ben, chloe, dineo, make_post, make_thread, pick

pytestmark = pytest.mark.django_db

SECRET = "We count xylophones every Friday"
NOTE = "Words of #2 are not shown here while that post is not visible."


def say(**options) -> Post:
    return make_post(make_thread(), ben(), f"First. {SECRET}. And lamps.", **options)


def quote(words: str, post: Post, by: str = "Ben Jacobs") -> str:
    return as_quote(words, name=by, number=post.number)


def answering(post: Post, words: str = SECRET, author=None) -> Post:
    return make_post(post.thread, author or chloe(), f"{quote(words, post)}\nIndeed.")


def move(post: Post, state: PostState) -> None:
    with transaction.atomic():
        thread, post = locked(post)
        move_post(thread=thread, post=post, state=state, reason="Because.")


def fresh(post: Post) -> Post:
    return Post.objects.get(pk=post.pk)


def texts(post: Post) -> tuple[str, str, str]:
    post = fresh(post)
    return post.html, post.plain, post.search_text


def test_words_that_a_post_has_are_marked_and_linked():
    post = say()
    answer = answering(post)
    row = PostQuote.objects.get(post=answer)
    assert (row.source.post, post.plain[row.start : row.end]) == (post, SECRET)
    link = f'<a href="/threads/{post.thread_id}/posts/2/" class="said-in">Ben Jacobs, #2</a>'
    assert answer.html == (
        f'<blockquote class="checked">\n<p>{SECRET}</p>\n<p>— {link} '
        "<small>✓ as written</small></p>\n</blockquote>\n<p>Indeed.</p>\n"
    )
    assert answer.plain == f"{SECRET}\n\n— Ben Jacobs, #2\n\nIndeed."


@pytest.mark.parametrize(
    ("words", "by", "number"),
    [
        ("We count xylophones every Monday", "Ben Jacobs", 2),
        ("ylophones every", "Ben Jacobs", 2),
        (SECRET, "The mayor", 2),
        (SECRET, "Ben Jacobs", 1),
        (SECRET, "Ben Jacobs", 99),
    ],
)
def test_words_that_are_not_there_are_an_ordinary_quote(words, by, number):
    post = say()
    answer = make_post(post.thread, chloe(), as_quote(words, name=by, number=number))
    assert (PostQuote.objects.count(), "<a" in answer.html, answer.plain) == (
        0,
        False,
        f"{words}\n\n— {by}, #{number}",
    )


@pytest.mark.parametrize("state", [PostState.HELD, PostState.HIDDEN, PostState.REMOVED])
def test_what_is_not_visible_cannot_be_quoted(state):
    post = say()
    move(post, state)
    answering(post)
    assert PostQuote.objects.count() == 0


def test_a_quote_keeps_its_words_when_the_source_is_edited_and_says_so():
    post = say()
    answer = answering(post)
    edit_post(post=post, by=ben(), text="Nothing.", seen_revision=1, now=NOW)
    assert SECRET in fresh(answer).plain
    assert "as written then; edited since" in fresh(answer).html
    late = answering(fresh(post))
    assert PostQuote.objects.get(post=late).source.number == 1


@pytest.mark.parametrize("state", [PostState.HELD, PostState.HIDDEN, PostState.REMOVED])
def test_quotes_of_quotes_hide_with_their_source_and_come_back_exactly(state):
    post = say()
    answer = answering(post)
    edit_post(post=answer, by=chloe(), text=f"{answer.source}\n\n@Ben Jacobs", seen_revision=1, now=NOW)
    answer = fresh(answer)
    whole = make_post(post.thread, amina(), quote(answer.plain, answer, "Chloé Petersen") + "\nYes.")
    part = make_post(post.thread, amina(), quote("Indeed.", answer, "Chloé Petersen"))
    before = [texts(each) for each in (answer, whole, part)]
    assert 'class="checked"' in before[1][0]
    move(post, state)
    assert fresh(answer).plain == f"{NOTE}\n\nIndeed.\n\n@Ben Jacobs"
    assert fresh(whole).plain == "Words of #3 are not shown here while that post is not visible.\n\nYes."
    assert texts(part) == before[2]
    assert "xylophones" not in json.dumps([texts(each) for each in (answer, whole)])
    assert [shown_plain(each) for each in answer.revisions.order_by("number")] == [
        f"{NOTE}\n\nIndeed.",
        f"{NOTE}\n\nIndeed.\n\n@Ben Jacobs",
    ]
    posts = [fresh(answer), fresh(whole), fresh(part)]
    assert shown_sources(posts) == {each.pk: shown_source(each) for each in posts}
    assert "xylophones" not in "".join(shown_sources(posts).values())
    move(post, PostState.VISIBLE)
    assert [texts(each) for each in (answer, whole, part)] == before


def test_who_edits_a_post_with_a_hidden_quote_sees_a_note_and_loses_nothing():
    post = say()
    answer = answering(post)
    move(post, PostState.HIDDEN)
    shown = shown_source(fresh(answer))
    assert shown == f"> {NOTE}\n\nIndeed."
    edit_post(post=answer, by=chloe(), text=f"{shown}\n\nMore.", seen_revision=1, now=NOW)
    assert fresh(answer).plain == f"{NOTE}\n\nIndeed.\n\nMore."
    move(post, PostState.VISIBLE)
    assert fresh(answer).plain == f"{SECRET}\n\n— Ben Jacobs, #2\n\nIndeed.\n\nMore."


def test_a_quote_follows_its_post_to_another_thread_and_hides_with_that_thread():
    post = say()
    answer = answering(post)
    other = make_thread(post.thread.case_study, title="Elsewhere")
    MovedPost.objects.create(thread=post.thread, number=2, post=post)
    Post.objects.filter(pk=post.pk).update(thread=other, number=9, path="000009")
    late = answering(post)  # by the old number
    assert f'href="/threads/{other.pk}/posts/9/"' in late.html
    before = texts(answer), texts(late)
    for state, is_shown in ((ThreadState.HIDDEN, False), (ThreadState.VISIBLE, True)):
        with transaction.atomic():
            thread = lock_thread(other.pk)
            thread.state = state
            thread.save(update_fields=["state"])
            mask_quotes_across(thread=thread)
        assert ["xylophones" in texts(each)[1] for each in (answer, late)] == [is_shown, is_shown]
    assert texts(late) == before[1]


def test_a_summary_does_not_put_quoted_words_into_the_mouth_of_who_quotes_them():
    agree(chloe())
    post = say()
    answer = answering(post)
    with pytest.raises(WordsOfSomebodyElse) as refused:
        pick(answer, SECRET)
    assert str(refused.value) == "These words are quoted from Ben Jacobs, in post 2. Quote them there."
    move(post, PostState.HIDDEN)
    quotation = pick(fresh(answer), "Indeed.")  # where the quote has a note, the rest is still found
    assert (quotation.words, mismatch_of(quotation)) == ("Indeed.", "")


def test_withdrawn_words_leave_every_column_and_the_rest_stays_quotable():
    agree(chloe())
    post = say()
    answer = answering(post)
    quotation = pick(answer, "Indeed.")
    edit_post(post=answer, by=chloe(), text="No quote any more.", seen_revision=1, now=NOW)
    again = answering(post, author=dineo())
    of_quote = make_post(post.thread, amina(), quote(again.plain, again, "Dineo Mokoena"))
    of_rest = make_post(post.thread, amina(), quote("Indeed.", again, "Dineo Mokoena"))
    for scope in (f"thread:{post.thread_id}", f"thread:{post.thread_id}:reply:2", f"post:{again.pk}"):
        PostDraft.objects.create(
            user=ben(), scope=scope, fields={"text": f"Mine.\n\n{quote(SECRET, post)}"}, saved_at=NOW
        )
    assert len(columns_with("xylophones")) >= 8
    withdraw_own_post(post=post, by=ben(), now=NOW)
    assert columns_with("xylophones") == []
    taken_back = "The words that stood here were taken back by the person who wrote them."
    assert [fresh(each).plain for each in (answer, again, of_quote)] == [
        "No quote any more.",
        f"{taken_back}\n\nIndeed.",
        taken_back,
    ]
    assert 'class="checked"' in fresh(of_rest).html
    quotation.refresh_from_db()
    assert (quotation.words, mismatch_of(quotation)) == ("Indeed.", "")
    assert all(draft.fields["text"].startswith("Mine.") for draft in PostDraft.objects.all())


def columns_with(word: str) -> list[str]:
    """Every column of text (or JSON) of the database that holds a word."""
    found = []
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField | models.TextField | models.JSONField):
                found += [
                    f"{model.__name__}.{field.name}"
                    for value in model._base_manager.values_list(field.name, flat=True)
                    if word in str(value).casefold()
                ]
    return found


def test_rendering_anew_costs_no_query_a_bystander(django_assert_max_num_queries):
    post = say()
    answering(post)
    for _ in range(5):
        make_post(post.thread, amina(), "Something else.")
    with django_assert_max_num_queries(40):
        move(post, PostState.HIDDEN)
