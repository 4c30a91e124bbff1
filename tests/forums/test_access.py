from collections.abc import Callable
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from casestudies.models import BriefSection, CaseStudyStatus
from forums import access
from forums.actions.live.desk import hide_question
from forums.actions.posts import withdraw_own_post
from forums.actions.reviewing import publish_summary, submit_summary
from forums.actions.summaries import save_item
from forums.models import Post, Quotation
from tests.factories import (
    NOW,
    administrator,
    agree,
    amina,
    ask,
    ben,
    chloe,
    cite,
    dineo,
    join,
    make_case_study,
    make_conversation,
    make_engagement,
    make_post,
    make_session,
    make_summary,
    make_thread,
    visitor,
)

pytestmark = pytest.mark.django_db

CAST = {"amina": amina, "ben": ben, "dineo": dineo, "administrator": administrator, "visitor": visitor}


def outcome(find: Callable, *arguments: object) -> object:
    """What is found, or 403, or 404."""
    try:
        return find(*arguments)
    except PermissionDenied:
        return 403
    except Http404:
        return 404


def answers(find: Callable, *arguments: object) -> dict[str, object]:
    """What each of the cast gets from ``find(user, *arguments)``."""
    return {name: outcome(find, person(), *arguments) for name, person in CAST.items()}


def all_get(answer: object, **but: object) -> dict[str, object]:
    return {**dict.fromkeys(CAST, answer), **but}


def test_require_facilitator_lets_facilitators_and_administrators_pass():
    assert answers(access.require_facilitator) == all_get(403, amina=None, administrator=None)


@pytest.mark.parametrize(
    ("kind", "make_subject"),
    [("case-study", make_case_study), ("engagement", make_engagement), ("conversation", make_conversation)],
)
def test_subject_to_read_is_the_one_that_the_address_names(kind, make_subject):
    subject = make_subject()
    assert answers(access.subject_to_read, kind, subject.slug) == all_get(subject)
    for other in {"case-study", "engagement", "conversation", "summary"} - {kind}:
        assert answers(access.subject_to_read, other, subject.slug) == all_get(404)


@pytest.mark.parametrize("status", [CaseStudyStatus.DRAFT, CaseStudyStatus.WITHDRAWN])
def test_what_is_about_an_unpublished_case_study_is_for_editors_who_begin_nothing_on_a_withdrawn_one(status):
    rank = make_case_study(status=status)
    thread = make_thread(rank)
    post = thread.posts.get()
    begun = {} if rank.is_withdrawn else {"dineo": rank, "administrator": rank}
    assert answers(access.subject_to_read, "case-study", rank.slug) == all_get(404, **begun)
    assert answers(access.thread_to_read, thread.pk) == all_get(404, dineo=thread, administrator=thread)
    assert answers(access.post_to_read, thread.pk, 1) == all_get(404, dineo=post, administrator=post)


def test_a_thread_and_its_posts_are_open_to_all():
    thread = make_thread()
    assert answers(access.thread_to_read, thread.pk) == all_get(thread)
    assert answers(access.post_to_read, thread.pk, 1) == all_get(thread.posts.get())
    assert answers(access.thread_to_read, 0) == all_get(404)
    assert answers(access.post_to_read, thread.pk, 2) == all_get(404)


def test_a_post_is_found_in_its_own_thread_only():
    subject = make_case_study()
    post, other = make_post(make_thread(subject)), make_thread(subject)
    assert answers(access.post_to_read, other.pk, post.number) == all_get(404)


def test_a_withdrawn_or_hidden_post_is_not_there_to_be_read_or_changed():
    thread = make_thread()
    withdraw_own_post(post=make_post(thread), by=ben(), now=NOW)
    Post.objects.filter(pk=make_post(thread).pk).update(state="hidden")
    for find in (access.post_to_read, access.post_to_change):
        assert answers(find, thread.pk, 2) == answers(find, thread.pk, 3) == all_get(404)


def test_post_to_answer_is_found_even_if_it_was_taken_back_meanwhile():
    thread, draft = make_thread(), make_thread(make_case_study("draft", status=CaseStudyStatus.DRAFT))
    gone = withdraw_own_post(post=make_post(thread), by=ben(), now=NOW)
    assert answers(access.post_to_answer, thread.pk, 2) == all_get(gone)
    assert answers(access.post_to_answer, thread.pk, 3) == all_get(404)
    assert outcome(access.post_to_answer, ben(), draft.pk, 1) == 404


def test_post_to_change_is_for_its_author_alone():
    thread = make_thread(author=ben())
    assert answers(access.post_to_change, thread.pk, 1) == all_get(403, ben=thread.posts.get())


def test_a_session_is_seen_by_whoever_has_its_address():
    session = make_session()
    assert outcome(access.session_to_see, session.slug) == session
    assert outcome(access.session_to_see, "another") == 404


def test_session_to_facilitate_is_for_facilitators():
    session = make_session()
    assert answers(access.session_to_facilitate, session.slug) == all_get(
        403, amina=session, administrator=session
    )
    assert answers(access.session_to_facilitate, "another") == all_get(404)


def test_session_to_show_is_for_facilitators_and_for_whoever_holds_its_signed_link():
    subject = make_engagement()
    session, other = make_session(subject), make_session(subject, title="Another")
    for key in ("", "wrong", access.screen_key(other)):
        assert answers(access.session_to_show, session.slug, key) == all_get(
            404, amina=session, administrator=session
        )
    assert answers(access.session_to_show, session.slug, access.screen_key(session)) == all_get(session)


def test_participant_in_is_a_member_by_account_and_a_guest_by_their_key():
    session, other = make_session(), make_session(make_engagement("another"))
    member, guest = join(session, ben()), join(session)
    assert access.participant_in(session, ben(), None) == member
    assert access.participant_in(session, visitor(), guest.guest_key) == guest
    assert access.participant_in(session, ben(), guest.guest_key) == member
    for user, key in ((chloe(), guest.guest_key), (visitor(), None), (visitor(), uuid4())):
        assert access.participant_in(session, user, key) is None
    assert access.participant_in(other, ben(), None) is None
    assert access.participant_in(other, visitor(), guest.guest_key) is None


def test_question_to_take_part_is_in_the_room_or_ones_own():
    session = make_session(is_moderated=True)
    ben_here, sipho = join(session, ben()), join(session)
    waiting = ask(ben_here)
    hidden, shown = [ask(ben_here, is_let_through=True) for _ in range(2)]
    hide_question(question=hidden, by=amina(), now=NOW)
    ids = [question.public_id for question in (waiting, hidden, shown)]
    find = access.question_to_take_part
    assert [outcome(find, session, public_id, ben_here) for public_id in ids] == [waiting, hidden, shown]
    assert [outcome(find, session, public_id, sipho) for public_id in ids] == [404, 404, shown]
    other = make_session(make_engagement("another"))
    assert [outcome(find, other, public_id, ben_here) for public_id in ids] == [404, 404, 404]


def test_question_to_facilitate_is_any_question_of_the_session():
    subject = make_engagement()
    session, other = make_session(subject, is_moderated=True), make_session(subject, title="Another")
    waiting = ask(join(session, ben()))
    find = access.question_to_facilitate
    assert answers(find, session.slug, waiting.public_id) == all_get(
        403, amina=waiting, administrator=waiting
    )
    assert answers(find, other.slug, waiting.public_id) == all_get(403, amina=404, administrator=404)


@pytest.fixture
def logged_in(monkeypatch):
    """Pages about summaries ask for a log-in before they ask who may."""
    monkeypatch.delitem(CAST, "visitor")


@pytest.mark.usefixtures("logged_in")
def test_a_summary_in_the_making_is_for_those_who_make_it():
    thread = make_thread(author=agree(ben()), text="We counted them.")
    summary, other = make_summary(thread), make_summary(thread)
    item = cite(summary, thread.posts.get(), "counted")
    citation = item.citations.get()
    makers = {"amina": summary, "dineo": summary, "administrator": summary}
    assert answers(access.require_summary_reader) == all_get(403, **dict.fromkeys(makers))
    assert answers(access.summary_to_read, summary.pk) == all_get(404, **makers)
    assert answers(access.summary_to_approve, summary.pk) == all_get(404, **{**makers, "amina": 403})
    for find, found, *ids in (
        (access.summary_to_write, summary),
        (access.item_to_write, item, item.pk),
        (access.citation_to_write, citation, citation.pk),
    ):
        written = all_get(404, amina=found, administrator=found, dineo=403)
        assert answers(find, summary.pk, *ids) == written
    assert outcome(access.summary_to_read, amina(), 0) == 404
    assert outcome(access.item_to_write, amina(), other.pk, item.pk) == 404
    assert outcome(access.citation_to_write, amina(), other.pk, citation.pk) == 404


def test_frozen_words_are_public_once_a_publication_quotes_them():
    thread = make_thread(author=agree(ben()), text="We counted them. Every Friday.")
    summary, post = make_summary(thread), thread.posts.get()
    item = cite(summary, post, "counted")
    cite(make_summary(thread), post, "Friday", BriefSection.WHAT_NEXT)
    counted, friday = Quotation.objects.order_by("start")
    find = access.quotation_to_see
    makers = all_get(404, **dict.fromkeys(("amina", "dineo", "administrator"), counted))
    assert answers(find, counted.public_id) == makers
    save_item(item=item, seen_revision=1, prose="They counted.")
    publish_summary(summary=submit_summary(summary=summary, by=amina(), now=NOW), now=NOW)
    assert answers(find, counted.public_id) == all_get(counted)
    assert outcome(find, visitor(), friday.public_id) == 404
    assert outcome(find, amina(), "0" * 22) == 404
