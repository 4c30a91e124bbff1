"""What goes out, when, to whom, once; through real posts, since notices hold no words of their own."""

from datetime import timedelta
from email import message_from_bytes

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from exchange.notices.actions.mailing import CLAIMED_FOR, MOST_TRIES, claim, send_what_is_due
from exchange.notices.actions.wishes import WATCHED
from exchange.notices.models import Notice, NoticeReason, Pace
from exchange.notices.unsubscribing import unsubscribe_url
from exchange.people.models import User
from forums.actions.announcing import announce_post
from forums.actions.changes import lock_thread
from forums.actions.post_states import move_post
from forums.models import Post, PostState, Thread
from tests.factories import amina, ben, chloe, make_post, make_thread
from tests.factories.notices import follow, wants_mail

pytestmark = pytest.mark.django_db


class Picky(EmailBackend):
    """A server that takes no mail for Ben."""

    def send_messages(self, messages):
        if any("ben@" in address for message in messages for address in message.to):
            raise OSError("no such box")
        return super().send_messages(messages)


def thread_followed_by(*people: User, pace: str = Pace.AT_ONCE) -> Thread:
    thread = make_thread(author=amina(), title="Lights\nthat last")
    for person in people:
        follow(person, thread)
        wants_mail(person, watched_pace=pace)
    return thread


def posted(thread: Thread, text: str, **options) -> Post:
    post = make_post(thread, amina(), text, **options)
    announce_post(post_id=post.pk)
    return post


def when_due(minutes: float = 0):
    return Notice.objects.waiting_for_mail().latest("mail_at").mail_at + timedelta(minutes=minutes)


def hide(post: Post) -> None:
    move_post(thread=lock_thread(post.thread_id), post=post, state=PostState.HIDDEN)


def test_ten_posts_in_a_minute_are_one_mail_with_their_words_which_goes_out_once():
    thread = thread_followed_by(ben())
    for number in range(10):
        posted(thread, f"Lamp {number} is out.")
    first = Notice.objects.earliest("pk").mail_at
    assert send_what_is_due(now=first - timedelta(seconds=1)) == 0
    assert send_what_is_due(now=first) == 1
    assert send_what_is_due(now=when_due_never()) == 0
    (message,) = mail.outbox
    assert [f"Lamp {number} is out." in message.body for number in range(10)] == [True] * 10
    assert (message.to, message.subject) == (["ben@people.example"], "Lights that last")


def when_due_never():
    return Notice.objects.latest("pk").told_at + timedelta(days=30)


def test_a_mail_is_threaded_is_no_bulk_that_answers_itself_and_is_left_with_one_click(settings):
    settings.SITE_URL = "https://exchange.example"
    thread = thread_followed_by(ben())
    post = posted(thread, "The lamp is out.")
    send_what_is_due(now=when_due())
    message = message_from_bytes(mail.outbox[0].message().as_bytes())
    root = f"<thread-{thread.pk}@exchange.example>"
    found = {name: message[name].strip() for name in WANTED}  # a long one is folded
    assert found == {
        "Message-ID": f"<post-{post.pk}.{ben().pk}@exchange.example>",
        "In-Reply-To": root,
        "References": root,
        "List-Id": f"<thread-{thread.pk}.exchange.example>",
        "List-Unsubscribe": f"<{unsubscribe_url(ben().pk, WATCHED)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
        "Precedence": "list",
    }
    assert message.get_content_type() == "text/plain"
    assert "amina@people.example" not in mail.outbox[0].message().as_string()


WANTED = (
    "Message-ID",
    "In-Reply-To",
    "References",
    "List-Id",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "Auto-Submitted",
    "Precedence",
)


@pytest.mark.parametrize("pace", [Pace.AT_ONCE, Pace.DAILY, Pace.WEEKLY])
def test_what_was_hidden_between_telling_and_sending_is_in_no_mail(pace):
    thread = thread_followed_by(ben(), pace=pace)
    posted(thread, "This may be read.")
    secret = posted(thread, "xyzzy is secret.")
    due = when_due()
    hide(secret)
    send_what_is_due(now=due)
    (message,) = mail.outbox
    assert ("This may be read." in message.body, "xyzzy" in message.body) == (True, False)
    assert Notice.objects.waiting_for_mail().count() == 0
    assert send_what_is_due(now=due + timedelta(days=30)) == 0


def test_where_nothing_may_be_seen_any_more_no_mail_goes_out():
    thread = thread_followed_by(ben())
    hide(posted(thread, "xyzzy"))
    assert (send_what_is_due(now=when_due()), mail.outbox) == (0, [])
    assert Notice.objects.waiting_for_mail().count() == 0


def test_a_digest_holds_the_words_by_thread_and_waits_for_its_morning():
    thread = thread_followed_by(ben(), pace=Pace.DAILY)
    posted(thread, "Copper is stolen.\n\nWe use aluminium.")
    posted(thread, "long " * 1000)
    now = when_due()
    assert (now.hour, now.minute) == (5, 0)
    assert send_what_is_due(now=now - timedelta(minutes=1)) == 0
    assert send_what_is_due(now=now) == 1
    body = mail.outbox[0].body
    assert "Copper is stolen.\n\nWe use aluminium.\n\nhttp" in body
    assert body.count("Lights that last") == 1
    assert (len(body) < 3000, "long …" in body) == (True, True)
    assert mail.outbox[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_what_was_read_on_the_site_is_not_mailed_nor_anything_to_who_left():
    thread = thread_followed_by(ben(), chloe())
    posted(thread, "The lamp is out.")
    Notice.objects.filter(recipient=ben()).update(read_at=when_due())
    User.objects.filter(pk=chloe().pk).update(is_active=False)
    assert send_what_is_due(now=when_due()) == 0


def test_one_bad_address_stops_no_other_and_is_tried_again_less_and_less(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Picky"
    thread = thread_followed_by(ben(), chloe())
    posted(thread, "The lamp is out.")
    assert send_what_is_due(now=when_due()) == 1
    assert [message.to for message in mail.outbox] == [["chloe@people.example"]]
    pauses = []
    while waiting := Notice.objects.waiting_for_mail().first():
        before = waiting.mail_at
        send_what_is_due(now=before)
        waiting.refresh_from_db()
        if waiting.mail_at:
            pauses.append((waiting.mail_at - before).total_seconds())
    assert pauses == [120, 480, 1920, 7680]
    assert (waiting, Notice.objects.get(recipient=ben()).tries) == (None, MOST_TRIES)


def test_two_workers_send_one_mail_and_one_that_died_is_made_up_for():
    thread = thread_followed_by(ben())
    posted(thread, "The lamp is out.")
    now = when_due()
    assert len(claim(recipient=ben(), now=now)) == 1  # and this worker dies
    assert claim(recipient=ben(), now=now) == []
    assert send_what_is_due(now=now + timedelta(minutes=1)) == 0
    assert send_what_is_due(now=now + CLAIMED_FOR) == 1


def test_what_is_meant_for_somebody_has_a_pace_of_its_own():
    thread = thread_followed_by(ben(), pace=Pace.NEVER)
    posted(thread, "Nobody hears this by mail.")
    assert Notice.objects.waiting_for_mail().count() == 0
    answer = make_post(thread, ben(), "Who?")
    posted(thread, "You.", parent=answer)
    assert Notice.objects.waiting_for_mail().get().reason == NoticeReason.REPLIED


def test_the_mail_says_whether_it_can_be_answered(settings):
    thread = thread_followed_by(ben())
    posted(thread, "The lamp is out.")
    send_what_is_due(now=when_due())
    has_address = bool(mail.outbox[0].reply_to)
    assert ("Answers to this mail are not read." in mail.outbox[0].body) == (not has_address)
