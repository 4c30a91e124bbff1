import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forums.actions.posts import edit_post, withdraw_own_post
from forums.actions.quotations import (
    QUOTATION_LENGTH,
    NoConsentToQuote,
    NothingToQuote,
    QuotationTooLong,
    WordsNotInSource,
    hash_of,
    mismatch_of,
    pick_quotation,
    withdraw_quotation,
)
from forums.models import LiveSession, Post, PostRevision, PostState, Quotation
from tests.factories import (
    NOW,
    agree,
    amina,
    answer,
    ask,
    ben,
    chloe,
    close,
    join,
    make_post,
    make_session,
    make_thread,
    minutes_later,
    pick,
)
from tests.factories.together import at_once

pytestmark = pytest.mark.django_db

BEN = "Ben Jacobs, Urban safety officer, Mbali Bay, Eastern Cape"


def bens_post(text: str, **agreed: bool) -> Post:
    return make_post(make_thread(author=chloe()), agree(ben(), **agreed), text)


def asked_post(session: LiveSession, **asker) -> Post:
    """Ben's question as a post of the closed session's thread."""
    answer(ask(join(session, ben(), **asker), "Who keeps the lights on?"), "The traders do.")
    close(session)
    return session.threads.get().posts.get(kind="question")


def test_pick_quotation_freezes_the_exact_words_and_where_they_stand():
    post = bens_post("We *counted* the lights. Every Friday, without fail.")
    quotation = pick_quotation(post=post, words="counted the lights", by=amina(), now=NOW)
    quotation.refresh_from_db()
    assert (quotation.words, quotation.start, quotation.end) == ("counted the lights", 3, 21)
    assert (quotation.revision.post, quotation.revision.number) == (post, 1)
    assert (quotation.picked_by, quotation.picked_at, quotation.attribution) == (amina(), NOW, BEN)
    assert (quotation.words_hash, mismatch_of(quotation)) == (hash_of("counted the lights"), "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Thanks 👩🏽‍🌾😀 from the farm 😀 watch", "farm 😀 watch"),
        ("Cafe\u0301s and cre\u0300ches stayed open", "cre\u0300ches stayed"),
        ("!Kheis, Khâi-Ma and ǁKhara Hais", "Khâi-Ma and ǁKhara"),
        ("الأضواء تعمل الآن في الليل", "تعمل الآن"),
    ],
)
def test_a_span_counts_code_points_of_what_is_stored(text, words):
    post = bens_post(text)
    quotation = pick(post, words)
    assert post.plain[quotation.start : quotation.end] == quotation.words
    assert quotation.words == unicodedata.normalize("NFC", words)
    assert quotation.end - quotation.start == len(quotation.words)


def test_pick_quotation_takes_words_as_a_browser_selects_them():
    post = bens_post("First line\nsecond line\n\nnext paragraph")
    assert pick(post, " line second  line next ").words == "line\nsecond line\n\nnext"


def test_pick_quotation_knows_which_of_several_is_meant_by_what_stands_around():
    post = bens_post("We light it. They pay. We light it. Others wait.")
    first, second = pick(post, "We light it.", after=" They pay"), pick(post, "We light it.", before="pay. ")
    assert (first.start, second.start) == (0, 23)


@pytest.mark.parametrize("words", ["We lit it.", "we light it", "", " \n", "We light it. Then others."])
def test_pick_quotation_refuses_words_that_are_not_there(words):
    post = bens_post("We light it. They pay.")
    with pytest.raises(WordsNotInSource, match="not in the text") as refused:
        pick(post, words)
    assert (refused.value.status, Quotation.objects.count()) == (400, 0)


def test_pick_quotation_refuses_words_that_could_be_several():
    post = bens_post("We light it. We light it.")
    with pytest.raises(WordsNotInSource, match="more than once"):
        pick(post, "We light it.")


@pytest.mark.parametrize("length", [QUOTATION_LENGTH + 1, 2 * QUOTATION_LENGTH + 1])
def test_pick_quotation_refuses_more_than_a_quotation(length):
    post = bens_post("é" * length)
    with pytest.raises(QuotationTooLong, match="can have 1200 characters") as refused:
        pick(post, post.plain)
    assert (refused.value.status, Quotation.objects.count()) == (400, 0)


def test_a_quotation_of_the_limit_is_kept_whole():
    post = bens_post("é" * QUOTATION_LENGTH)
    assert pick(post, post.plain).words == "é" * QUOTATION_LENGTH


@pytest.mark.parametrize("state", [PostState.HIDDEN, PostState.WITHDRAWN])
def test_pick_quotation_refuses_a_post_that_is_no_longer_there(state):
    post = bens_post("We light it.")
    if state == PostState.WITHDRAWN:
        withdraw_own_post(post=post, by=ben(), now=NOW)
    else:
        Post.objects.filter(pk=post.pk).update(state=state)
    with pytest.raises(NothingToQuote):
        pick(post, "We light it.")


def test_pick_quotation_of_the_same_words_again_gives_the_first():
    post = bens_post("We light it. They pay.")
    first = pick(post, "They pay.")
    assert pick(post, "They  pay.", now=minutes_later(5)) == first
    assert pick(post, "They pay") != first


def test_words_of_a_later_revision_are_another_quotation_and_the_first_still_stands():
    post = bens_post("We light it.")
    first = pick(post, "light it")
    edit_post(post=post, by=ben(), text="We light it daily.", seen_revision=1, now=NOW)
    second = pick(post, "light it")
    assert (first.revision.number, second.revision.number) == (1, 2)
    assert (mismatch_of(first), first.words) == ("", "light it")


@pytest.mark.django_db(transaction=True)
def test_pick_quotation_twice_at_once_freezes_the_words_once():
    post, by = bens_post("We light it."), amina()
    first, second = at_once(*[lambda: pick_quotation(post=post, words="light", by=by, now=NOW)] * 2)
    assert (first, Quotation.objects.count()) == (second, 1)


# By consent --------------------------------------------------------------------------------------
def test_a_member_is_quoted_as_they_agreed():
    thread = make_thread(author=chloe(), text="I said nothing.")
    named = make_post(thread, agree(ben()), "You may name me.")
    assert pick(named, "name me").attribution == BEN
    agree(ben(), be_named=False)
    assert pick(named, "You may").attribution == "A member"
    agree(ben(), be_quoted=False)
    for post in (named, thread.posts.get(number=1)):
        with pytest.raises(NoConsentToQuote, match="did not agree to be quoted") as refused:
            pick(post, post.plain)
    assert (refused.value.status, Quotation.objects.count()) == (403, 2)


def test_a_member_who_left_cannot_be_asked_and_is_not_quoted():
    post = bens_post("We light it.")
    ben().delete()
    with pytest.raises(NoConsentToQuote):
        pick(post, "We light it.")


@pytest.mark.parametrize(
    ("asker", "signed"),
    [
        ({}, BEN),
        ({"be_named": False}, "Asked anonymously"),
        ({"is_anonymous": True}, "Asked anonymously"),
    ],
)
def test_a_question_is_quoted_as_its_asker_agreed_when_joining(asker, signed):
    assert pick(asked_post(make_session(), **asker), "keeps the lights").attribution == signed


def test_a_question_is_not_quoted_without_consent_but_the_noted_answer_may_be():
    session = make_session()
    with pytest.raises(NoConsentToQuote):
        pick(asked_post(session, be_quoted=False), "keeps the lights")
    quotation = pick(session.threads.get().posts.get(kind="answer"), "The traders do.")
    assert quotation.attribution == "Answer in the session, noted by Amina Dlamini"


def test_a_question_follows_an_answer_that_was_changed_after_the_session():
    session = make_session()
    post = asked_post(session)
    join(session, ben(), be_named=False)
    assert pick(post, "keeps the lights").attribution == "Asked anonymously"
    join(session, ben(), be_quoted=False)
    with pytest.raises(NoConsentToQuote):
        pick(post, "the lights")


# Whether they still stand -------------------------------------------------------------------------
@pytest.mark.parametrize("now_it_says", ["We paint it. They pay.", "We light", "", "It: We light it."])
def test_mismatch_of_tells_when_the_source_was_changed(now_it_says):
    quotation = pick(bens_post("We light it. They pay."), "light it")
    PostRevision.objects.update(plain=now_it_says)
    standing = now_it_says[3:11]
    assert mismatch_of(Quotation.objects.get()) == f"The source says “{standing}”, the quotation “light it”."
    assert quotation.words == "light it"


def test_mismatch_of_tells_when_the_quotation_was_changed():
    pick(bens_post("We light it. They pay."), "light it")
    Quotation.objects.update(words="light its")
    assert mismatch_of(Quotation.objects.get()) == "The source says “light it”, the quotation “light its”."


def test_mismatch_of_tells_when_both_were_changed_alike():
    pick(bens_post("We light it. They pay."), "light it")
    PostRevision.objects.update(plain="We fight it. They pay.")
    Quotation.objects.update(words="fight it")
    assert (
        mismatch_of(Quotation.objects.get())
        == "The frozen words “fight it” were changed after they were picked."
    )


def test_withdraw_quotation_takes_words_and_name_and_has_no_source_to_differ_from():
    post = bens_post("We light it.")
    quotation = pick(post, "light it")
    for minute in (0, 5):
        withdrawn = withdraw_quotation(quotation=quotation, now=minutes_later(minute))
    assert (withdrawn.words, withdrawn.attribution, withdrawn.withdrawn_at) == ("", "", NOW)
    assert (mismatch_of(withdrawn), str(withdrawn)) == ("", "Words withdrawn")
    assert pick(post, "light it").public_id != quotation.public_id


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_was_said_can_be_quoted_and_proven(data):
    text = data.draw(st.text(min_size=1, max_size=60).filter(str.strip))
    post = Post.objects.filter(state=PostState.VISIBLE, number=2).first() or bens_post("x")
    post = edit_post(post=post, by=ben(), text=f"So. {text}", seen_revision=post.revision, now=NOW)
    start = data.draw(st.integers(0, len(post.plain) - 1))
    words = post.plain[start : data.draw(st.integers(start + 1, len(post.plain)))]
    try:
        quotation = pick(post, words, before=post.plain[:start], after=post.plain[start + len(words) :])
    except WordsNotInSource:
        return
    assert " ".join(words.split()) in " ".join(quotation.words.split())  # grown to whole words
    assert post.plain[quotation.start : quotation.end] == quotation.words
    assert mismatch_of(quotation) == ""
