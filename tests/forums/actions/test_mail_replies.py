from datetime import timedelta

import pytest
from django.core import mail

from exchange.people.models import NetworkAccess, Suspension
from forums.actions.mail_replies import receive_reply
from forums.actions.posts import withdraw_post
from forums.models import InboundMail, Post
from tests.factories import (
    NOW,
    amina,
    ben,
    chloe,
    let_in,
    make_network,
    make_post,
    make_thread,
    minutes_later,
)
from tests.forums.mail.mails import answer_to, raw

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def replies_are_on(settings):
    settings.MAIL_REPLY_ADDRESS = "reply@mail.example"


@pytest.fixture
def question() -> Post:
    """Ben's, in a thread on a case study."""
    return make_post(make_thread(), text="How often do you count?")


def receive(message) -> tuple[str, str]:
    record = receive_reply(message=message, now=minutes_later(9))
    return record.outcome, record.reason


def test_an_answer_by_mail_stands_under_the_post_that_it_answers(question):
    text = "Every **Friday**.\n\nOn 24 Nov 2026 at 09:12, Ben wrote:\n> How often do you count?\n"
    assert receive(answer_to(question, amina(), text)) == ("posted", "")
    post = question.replies.get()
    assert (post.author, post.source, post.posted_at) == (amina(), "Every **Friday**.", minutes_later(9))
    record = InboundMail.objects.get()
    assert (record.sender, record.post, record.message_id) == (amina(), post, "<first@people.example>")
    assert mail.outbox == []


def test_a_mail_that_comes_twice_is_posted_once(question):
    for _ in range(2):
        assert receive(answer_to(question, amina())) == ("posted", "")
    assert (question.replies.count(), InboundMail.objects.count()) == (1, 1)


def test_an_answer_follows_its_post_into_another_thread(question):
    other = make_thread(question.thread.case_study, title="Another")
    question.thread, question.number, question.path = other, 2, "000002"
    question.save()
    other.last_post_number = 2
    other.save()
    receive(answer_to(question, amina()))
    assert question.replies.get().thread == other


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({"From": "Chloe <chloe@people.example>"}, "not from the person of the address"),
        ({"From": "amina@people.example, chloe@people.example"}, "not from the person of the address"),
        ({"From": '"amina@people.example" <chloe@people.example>'}, "not from the person of the address"),
        ({"From": ""}, "not from the person of the address"),
        ({"To": "reply+aeareanr6xnw3hn6pem3ocokv2keo@mail.example"}, "no reply address of ours"),
        ({"To": "reply@mail.example"}, "no reply address of ours"),
        ({"Authentication_Results": "mx.example; spf=pass; dkim=fail; dmarc=fail"}, "forged: dmarc"),
        ({"Authentication_Results": "mx.example; spf=fail smtp.mailfrom=x"}, "forged: spf"),
        ({"Authentication_Results": "mx.example; dkim=fail header.d=x"}, "forged: dkim"),
        ({"X_Mailgun_Spf": "Fail"}, "forged: X-Mailgun-Spf"),
        ({"Auto_Submitted": "auto-replied"}, "sent by a machine: Auto-Submitted"),
        ({"Precedence": "bulk"}, "sent by a machine: Precedence"),
        ({"X_Auto_Response_Suppress": "All"}, "sent by a machine: X-Auto-Response-Suppress"),
        ({"List_Id": "<a.list>"}, "sent by a machine: List-Id"),
        ({"Return_Path": "<>"}, "sent by a machine: no return path"),
        ({"From": "reply+any@mail.example"}, "sent by a machine: our own address"),
    ],
)
def test_what_is_forged_or_a_machines_is_posted_nowhere_and_answered_by_nobody(question, headers, why):
    assert receive(answer_to(question, amina(), **headers)) == ("ignored", why)
    assert (question.replies.count(), mail.outbox) == (0, [])


def test_a_mail_that_was_forwarded_honestly_is_taken(question):
    results = "mx.example; spf=fail; dkim=pass; dmarc=pass"
    assert receive(answer_to(question, amina(), Authentication_Results=results)) == ("posted", "")


def test_the_address_dies_with_the_account(question):
    message = answer_to(question, amina())
    person = amina()
    person.is_active = False
    person.save()
    assert receive(message) == ("ignored", "no account")
    assert mail.outbox == []


def given_back() -> str:
    (letter,) = mail.outbox
    assert (letter.to, letter.extra_headers["Auto-Submitted"]) == (["amina@people.example"], "auto-replied")
    assert letter.extra_headers["In-Reply-To"] == "<first@people.example>"
    return letter.body


def refused(message, reason: str) -> None:
    """It is told once with the words, however often the mail comes."""
    for _ in range(2):
        assert receive(message) == ("refused", reason)
    body = given_back()
    assert (reason in body, "Every Friday." in body) == (True, True)


def test_an_answer_to_a_post_that_was_taken_back_goes_back_with_its_words(question):
    withdraw_post(post=question)
    refused(
        answer_to(question, amina()),
        "The post you are answering has been taken back. Your words are below; post them as a new reply.",
    )


def test_in_a_thread_that_was_locked_nothing_is_posted(question):
    question.thread.locked_at = NOW
    question.thread.save()
    refused(
        answer_to(question, amina()),
        "This thread was closed to new posts while you wrote. Your words are kept below.",
    )


def test_who_left_a_private_network_learns_only_that_it_is_out_of_reach():
    network = make_network("Survivors", NetworkAccess.PRIVATE, ben(), slug="survivors", facilitator=chloe())
    membership = let_in(network, amina())
    post = make_post(make_thread(network, ben(), title="Secret title"), ben(), "Secret words")
    membership.delete()
    refused(answer_to(post, amina()), "What you answered is not there any more, or not open to you.")
    assert "ecret" not in given_back() + mail.outbox[0].subject


def test_who_reads_an_open_network_but_is_not_in_it_is_told_to_join():
    network = make_network("Open", NetworkAccess.OPEN, ben(), slug="open", facilitator=chloe())
    post = make_post(make_thread(network, ben()), ben())
    refused(
        answer_to(post, amina()),
        "Only members of the network write here. Join it first; your words are kept.",
    )


def test_who_is_suspended_is_told_until_when(question):
    Suspension.objects.create(
        user=amina(), reason="Names.", by=chloe(), starts_at=NOW, ends_at=NOW + timedelta(days=1)
    )
    outcome, reason = receive(answer_to(question, amina()))
    assert (outcome, "The reason: Names" in reason) == ("refused", True)
    assert "Every Friday." in given_back()


def test_too_long_a_post_comes_back_whole(question):
    words = "word " * 5000
    outcome, reason = receive(answer_to(question, amina(), words))
    assert (outcome, reason[:35]) == ("refused", "A post can have 20000 characters; y")
    assert words.strip() in given_back()


def test_a_mail_of_a_megabyte_is_told_so(question):
    outcome, reason = receive(answer_to(question, amina(), "x" * 1_000_000))
    assert (outcome, reason[:26]) == ("refused", "Your mail is longer than w")


def test_a_mail_with_nothing_but_the_quoted_text_is_told_so(question):
    outcome, reason = receive(answer_to(question, amina(), "\n> How often do you count?\n"))
    assert (outcome, reason[:27]) == ("refused", "In your mail we found only ")


def hostile(post: Post, *headers: str, body: bytes):
    known = answer_to(post, amina())
    return raw(*[f"{name}: {known[name]}" for name in ("From", "To", "Message-ID")], *headers, body=body)


@pytest.mark.parametrize(
    ("headers", "body", "words"),
    [
        (["Content-Type: text/plain; charset=klingon"], b"Every Friday.", "Every Friday."),
        (["Content-Type: text/plain; charset=us-ascii"], "Chloé".encode("latin-1"), "Chloé"),
        (["Content-Type: text/plain; charset=utf-7"], b"+2AA-Friday\x00.", "+2AA-Friday."),
        (["Content-Type: text/plain; charset=unicode_escape"], b"\\ud800", "\\ud800"),
        (["Content-Transfer-Encoding: base64"], b"####", ""),
        (["Content-Type: multipart/mixed; boundary=a"], b"no boundary anywhere", ""),
        (["Content-Type: multipart/mixed"], b"--a\r\n\r\nlost", ""),
        (["Content-Type: ;;;"], b"Every Friday.", "Every Friday."),
        (["Content-Type: text/html"], b"<p>Every <script>alert(1)</script>Friday.", "Every Friday."),
        (
            ["Content-Type: multipart/mixed; boundary=a"],
            b"--a\r\nContent-Disposition: attachment\r\n\r\nfile\r\n--a\r\n\r\nEvery Friday.\r\n--a--",
            "Every Friday.",
        ),
        (
            ["Subject: =?utf-8?b?broken", "Date: \x00never", "Content-Type: text/plain"],
            b"Every Friday.",
            "Every Friday.",
        ),
    ],
)
def test_a_broken_mail_gives_the_words_that_can_be_read_or_none(question, headers, body, words):
    outcome, _reason = receive(hostile(question, *headers, body=body))
    assert outcome == ("posted" if words else "refused")
    assert [post.source for post in question.replies.all()] == ([words] if words else [])


def test_a_mail_without_an_id_is_known_again_by_what_it_says(question):
    for text in ("One.", "One.", "Two."):
        receive(answer_to(question, amina(), text, Message_ID=""))
    assert [post.source for post in question.replies.order_by("pk")] == ["One.", "Two."]


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))"]
)
def test_what_comes_by_mail_is_cleaned_like_everything(question, text):
    receive(answer_to(question, amina(), text))
    html = question.replies.get().html
    assert [bad for bad in ("<script", "<img", 'href="javascript') if bad in html] == []
