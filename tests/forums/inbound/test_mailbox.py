"""Answers that are fetched: a real conversation with a mailbox, and what is left of it."""

import pytest
from django.core import mail

from forums.inbound import mailbox as reading
from forums.inbound.mailbox import fetch_replies
from forums.models import InboundMail, Post
from tests.factories import amina, make_post, make_thread
from tests.forums.mail.mails import answer_to
from tests.post_office import Mailbox, mailbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def box(settings):
    with mailbox() as box:
        settings.MAIL_REPLY_ADDRESS = "reply@mail.example"
        settings.INBOUND_IMAP_URL = box.url
        yield box


@pytest.fixture
def question() -> Post:
    return make_post(make_thread(), text="How often do you count?")


def outcomes() -> list[tuple[str, str]]:
    return list(InboundMail.objects.order_by("pk").values_list("outcome", "reason"))


def test_an_answer_is_fetched_posted_and_marked_as_read(box: Mailbox, question):
    text = "Every **Friday**.\n\nOn 24 Nov 2026 at 09:12, Ben wrote:\n> How often do you count?\n"
    box.deliver(answer_to(question, amina(), text))
    assert [fetch_replies(), fetch_replies()] == ["1 of 1", "0 of 0"]
    post = question.replies.get()
    assert (post.author, post.source) == (amina(), "Every **Friday**.")
    assert (box.seen, set(box.mails)) == ({1}, {1})


def test_a_mail_that_the_server_forgot_was_read_is_posted_once(box, question):
    box.deliver(answer_to(question, amina()))
    fetch_replies()
    box.seen.clear()
    assert fetch_replies() == "1 of 1"
    assert question.replies.count() == 1


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({"From": "Chloe <chloe@people.example>"}, "not from the person of the address"),
        ({"Authentication_Results": "mx.example; dmarc=fail"}, "forged: dmarc"),
        ({"Auto_Submitted": "auto-replied"}, "sent by a machine: Auto-Submitted"),
        ({"From": "reply+any@mail.example"}, "sent by a machine: our own address"),
    ],
    ids=["another sender", "forged", "an answer of a machine", "a loop"],
)
def test_what_is_forged_or_a_loop_is_read_and_left_alone(box, question, headers, why):
    box.deliver(answer_to(question, amina(), **headers))
    assert fetch_replies() == "1 of 1"
    assert (outcomes(), box.seen) == ([("ignored", why)], {1})
    assert (question.replies.count(), mail.outbox) == (0, [])


def test_one_that_cannot_be_read_is_in_nobodys_way_and_comes_again(box, question):
    box.unreadable.add(box.deliver(answer_to(question, amina(), Message_ID="<broken@people.example>")))
    box.deliver(answer_to(question, amina()))
    assert (fetch_replies(), box.seen) == ("1 of 2", {2})
    box.unreadable.clear()
    assert (fetch_replies(), box.seen) == ("1 of 1", {1, 2})
    assert question.replies.count() == 2


def test_what_is_larger_than_any_answer_is_never_fetched_whole(box, question, monkeypatch):
    monkeypatch.setattr(reading, "LARGEST", 1000)
    box.deliver(answer_to(question, amina(), "word " * 1000))
    assert (fetch_replies(), box.seen, outcomes()) == ("1 of 1", {1}, [])


def test_a_wrong_password_is_an_error_that_the_log_shows(box, settings):
    settings.INBOUND_IMAP_URL = box.url.replace("p%40ss", "guess")
    with pytest.raises(Exception, match="who are you"):
        fetch_replies()
