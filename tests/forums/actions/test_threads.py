from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from exchange.search.fold import fold
from forums.actions.posts import POST_LENGTH, PostEmpty, PostTooLong
from forums.actions.threads import TITLE_LENGTH, TitleMissing, TitleTooLong
from forums.models import Post, Thread, ThreadKind, subject_field
from tests.factories import (
    NOW,
    ben,
    chloe,
    make_case_study,
    make_conversation,
    make_engagement,
    make_thread,
)
from tests.factories.together import at_once

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("make_subject", [make_case_study, make_engagement, make_conversation])
def test_open_thread_is_about_one_subject(make_subject):
    subject = make_subject()
    thread = make_thread(subject)
    assert (thread.subject, thread.kind) == (subject, ThreadKind.DISCUSSION)
    assert list(Thread.objects.filter(**subject_field(subject))) == [thread]


def test_open_thread_writes_its_first_post():
    thread = make_thread(author=ben(), title="  Lights \n that last ", text="Who **counts** them?")
    post = Post.objects.get()
    assert (thread.title, thread.opened_by, thread.opened_at) == ("Lights that last", ben(), NOW)
    assert (thread.last_post_number, thread.last_posted_at) == (1, NOW)
    assert (post.thread, post.number, post.path, post.parent) == (thread, 1, "000001", None)
    assert (post.author, post.source, post.plain) == (ben(), "Who **counts** them?", "Who counts them?")


def test_open_thread_can_be_found_by_its_title():
    thread = make_thread(title="Khâi-Ma lights the rank")
    assert thread.search_text == fold("Khâi-Ma lights the rank")
    assert list(Thread.objects.matching("khai ma RANK")) == [thread]


def test_open_thread_again_with_its_client_id_returns_the_first():
    subject, client_id = make_case_study(), uuid4()
    first = make_thread(subject, client_id=client_id)
    again = make_thread(subject, client_id=client_id, title="Sent again", text="")
    assert (again, Thread.objects.count(), Post.objects.count()) == (first, 1, 1)


def test_open_thread_of_two_people_with_one_client_id_are_two():
    subject, client_id = make_case_study(), uuid4()
    first = make_thread(subject, ben(), client_id=client_id)
    assert make_thread(subject, chloe(), client_id=client_id) != first


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ({"title": " \n\u202e "}, TitleMissing),
        ({"title": "x" * (TITLE_LENGTH + 1)}, TitleTooLong),
        ({"text": " \u0007\n "}, PostEmpty),
        ({"text": "x" * (POST_LENGTH + 1)}, PostTooLong),
    ],
)
def test_open_thread_refuses_what_is_empty_or_too_long(words, refusal):
    subject = make_case_study()
    with pytest.raises(refusal) as refused:
        make_thread(subject, **words)
    assert refused.value.status == 400
    assert (Thread.objects.count(), Post.objects.count()) == (0, 0)


def test_a_refusal_says_the_limit_and_the_length():
    with pytest.raises(TitleTooLong, match="can have 140 characters; yours has 150"):
        make_thread(title="x" * 150)


def test_a_title_of_the_limit_is_kept_whole():
    assert make_thread(title="é" * TITLE_LENGTH).title == "é" * TITLE_LENGTH


def test_a_thread_has_exactly_one_subject():
    for fields in ({}, {"case_study": make_case_study(), "engagement": make_engagement()}):
        with pytest.raises(IntegrityError, match="thread_has_one_subject"), transaction.atomic():
            Thread.objects.create(title="x", opened_at=NOW, last_posted_at=NOW, **fields)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Lights that last!", "lights-that-last"),
        ("安全", "thread"),
        ("x" * 140, "x" * 80),
        ("Summary", "summary-thread"),
        ("Reply?", "reply-thread"),
    ],
)
def test_a_threads_address_can_be_read_and_means_nothing_else(title, slug):
    assert Thread(title=title).slug == slug


@pytest.mark.django_db(transaction=True)
def test_open_thread_sent_twice_at_once_exists_once():
    subject, author, client_id = make_case_study(), ben(), uuid4()

    def send():
        return make_thread(subject, author, client_id=client_id)

    first, second = at_once(send, send)
    assert first == second
    assert (Thread.objects.count(), Post.objects.count()) == (1, 1)
