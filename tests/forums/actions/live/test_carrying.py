"""How a session's questions come into its threads when it closes: ``carry_into_threads``."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.text import clean, render, same_words
from forums.actions.live.carrying import as_markdown
from forums.actions.live.desk import answer_question, hide_question, let_through, take_answer_back
from forums.actions.live.questions import withdraw_question
from forums.models import LiveSession, Post, PostKind, PostState, ThreadKind
from tests.factories import (
    NOW,
    amina,
    answer,
    ask,
    ben,
    chloe,
    close,
    join,
    log_of,
    make_case_study,
    make_engagement,
    make_session,
    reopen,
    vote,
)

pytestmark = pytest.mark.django_db

BEN = "Ben Jacobs, Urban safety officer, Mbali Bay, Eastern Cape"


@pytest.fixture
def session():
    return make_session()


def posts(session: LiveSession, *fields: str) -> list:
    """The posts of the session's one thread, in tree order."""
    rows = session.threads.get().posts.in_tree_order()
    return list(rows.values_list(*fields, flat=len(fields) == 1))


def close_again(session: LiveSession) -> None:
    reopen(session)
    close(session)


def test_each_question_of_the_room_becomes_a_post_by_votes_with_its_answer_as_reply(session):
    first = answer(ask(join(session, ben()), "Who pays?"), "The traders do.")
    second = vote(ask(join(session, chloe()), "Who counts?"), join(session))
    close(session)
    assert posts(session, "number", "kind", "plain", "path") == [
        (1, PostKind.QUESTION, "Who counts?", "000001"),
        (2, PostKind.QUESTION, "Who pays?", "000002"),
        (3, PostKind.ANSWER, "The traders do.", "000002000003"),
    ]
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.post.number, first.answer_post.number, second.answer_post) == (2, 3, None)
    assert (second.post.question.vote_count, first.post.question.vote_count) == (1, 0)
    thread = session.threads.get()
    assert (thread.kind, thread.title) == (ThreadKind.SESSION, "Live questions: Safer streets")


def test_a_question_about_a_case_study_goes_into_its_own_thread():
    rank = make_case_study()
    session = make_session(make_engagement(case_studies=[rank]))
    ask(join(session, ben()), "About all?")
    ask(join(session, chloe()), "About the rank?", case_study=rank)
    close(session)
    said = {thread.subject: thread.posts.get().plain for thread in session.threads.all()}
    assert said == {session.engagement: "About all?", rank: "About the rank?"}


def test_a_question_about_the_sessions_own_case_study_stands_with_the_others():
    rank = make_case_study()
    session = make_session(rank)
    ask(join(session, ben()), "All?")
    ask(join(session, chloe()), "Rank?", case_study=rank)
    close(session)
    assert posts(session, "plain") == ["All?", "Rank?"]


def test_what_waited_was_hidden_or_was_withdrawn_is_not_carried():
    session = make_session(is_moderated=True)
    ben_here = join(session, ben())
    ask(ben_here, "It waits.")
    hidden = ask(ben_here, "It was hidden.", is_let_through=True)
    hide_question(question=hidden, by=amina(), now=NOW)
    gone = ask(ben_here, "It was withdrawn.", is_let_through=True)
    withdraw_question(question=gone, by=ben_here, now=NOW)
    ask(ben_here, "It was in the room.", is_let_through=True)
    close(session)
    assert posts(session, "plain") == ["It was in the room."]


def test_a_post_is_signed_by_what_its_asker_agreed_to(session):
    ask(join(session, ben()), "1 named")
    ask(join(session, ben()), "2 anonymous question", is_anonymous=True)
    ask(join(session, chloe(), be_named=False), "3 not named in the record")
    ask(join(session, amina(), is_anonymous=True), "4 anonymous person")
    ask(join(session, guest_name="Sipho"), "5 guest")
    ask(join(session, guest_name="Zola", be_named=False), "6 guest not named")
    close(session)
    assert posts(session, "byline") == [BEN, *["Asked anonymously"] * 3, "Sipho", "Asked anonymously"]
    assert posts(session, "author") == [None] * 6
    assert set(session.threads.get().posts.values_list("revisions__saved_by", flat=True)) == {None}


def test_an_answer_is_signed_by_who_noted_it(session):
    answer(ask(join(session, ben())))
    close(session)
    assert posts(session, "byline") == [BEN, "Answer in the session, noted by Amina Dlamini"]


def test_a_question_answered_aloud_has_no_reply(session):
    answer(ask(join(session, ben())), "")
    close(session)
    assert posts(session, "kind") == [PostKind.QUESTION]


def test_closing_again_brings_what_changed_without_duplicates(session):
    old = ask(join(session, ben()), "Old?")
    answered = answer(ask(join(session, ben()), "Answered?"), "First.")
    close(session)
    reopen(session)
    answer(old, "Late.")
    answer_question(question=answered, by=amina(), answer="Corrected.", now=NOW)
    vote(ask(join(session, chloe()), "New?"), join(session))
    close(session)
    close_again(session)
    assert posts(session, "plain") == ["Old?", "Late.", "Answered?", "Corrected.", "New?"]
    corrected = session.threads.get().posts.get(plain="Corrected.")
    revisions = corrected.revisions.order_by("number").values_list("plain", flat=True)
    assert list(revisions) == ["First.", "Corrected."]


def test_what_is_hidden_after_reopening_is_hidden_in_the_thread_and_comes_back(session):
    question = answer(ask(join(session, ben()), "Who pays?"))
    ask(join(session, chloe()), "Who counts?")
    close(session)
    reopen(session)
    hide_question(question=question, by=amina(), now=NOW)
    close(session)
    assert posts(session, "state") == [PostState.HIDDEN, PostState.HIDDEN, PostState.VISIBLE]
    reopen(session)
    let_through(question=question, by=amina(), now=NOW)
    close(session)
    assert posts(session, "state") == [PostState.VISIBLE] * 3


def test_an_answer_taken_back_after_reopening_leaves_the_thread_until_it_is_given_again(session):
    question = answer(ask(join(session, ben())), "Wrong.")
    close(session)
    reopen(session)
    take_answer_back(question=question, by=amina(), now=NOW)
    close(session)
    assert posts(session, "kind", "state") == [("question", "visible"), ("answer", "hidden")]
    close_again(session)
    assert posts(session, "kind", "state") == [("question", "visible"), ("answer", "hidden")]
    reopen(session)
    answer(question, "Right.")
    close(session)
    assert posts(session, "plain", "state") == [
        ("Who keeps the lights on?", "visible"),
        ("Right.", "visible"),
    ]


def test_a_name_that_is_no_longer_agreed_to_leaves_the_post_when_the_session_closes_again(session):
    ask(join(session, ben()))
    close(session)
    assert posts(session, "byline") == [BEN]
    join(session, ben(), be_named=False)
    close_again(session)
    assert posts(session, "byline") == ["Asked anonymously"]


def test_a_question_withdrawn_after_closing_leaves_its_place_without_words(session):
    ben_here = join(session, ben())
    question = answer(ask(ben_here))
    close(session)
    question.refresh_from_db()
    withdraw_question(question=question, by=ben_here, now=NOW)
    close_again(session)
    assert posts(session, "state", "plain", "byline") == [("withdrawn", "", "")] * 2
    assert log_of(session)[-3:] == ["question_withdrawn", "session_reopened", "session_closed"]


TYPED = st.text(st.sampled_from("ab1 \t\n#*_~`-+=.)(>[]!|\\<&;:/'\"$@é😀\u00a0"), min_size=1, max_size=40)


@given(TYPED | st.text(min_size=1, max_size=60))
def test_words_from_a_phone_read_the_same_as_a_post(typed):
    typed = clean(typed)
    assert same_words(render(as_markdown(typed)).plain, typed)


@pytest.mark.parametrize(
    "typed", ["1. Is it *safe*?\n# 2", "a_b_c <b>x</b> &amp; `code`", "http://x.example ~~no~~"]
)
def test_signs_of_markdown_stay_signs(session, typed):
    ask(join(session, ben()), typed)
    close(session)
    assert posts(session, "plain") == [typed.replace("\n", "\n\n")]


def test_what_was_added_to_a_question_stands_with_it_and_is_found(session):
    asked = ask(join(session), "Who keeps the lights on?")
    asked.context = "At the rank in Ngqushwa.\nSince June."
    asked.save()
    close(session)
    asked.refresh_from_db()
    assert asked.post.plain.split() == f"{asked.text} {asked.context}".split()
    assert list(Post.objects.matching("ngqushwa")) == [asked.post]
