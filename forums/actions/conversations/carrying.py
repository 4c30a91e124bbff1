"""What was contributed becomes posts of the conversation's record: all that can be quoted is a post.

Under attributed and role terms a contribution is a post at once. Under Chatham House it waits until its
round closes; then the waiting ones become posts in an order drawn by lot, dated by the day alone. No post
has an author: its byline says what its terms let it say.
"""

from datetime import datetime, time
from secrets import SystemRandom

from django.utils import timezone
from django.utils.translation import gettext as _

from forums.actions.changes import lock_thread
from forums.actions.conversations.bylines import byline_of
from forums.actions.posts import locked, save_words, write_post
from forums.models import Contribution, Conversation, Post, PostKind, Round, Terms, Thread, ThreadKind

TITLE_LENGTH = 140


def record_of(conversation: Conversation, *, now: datetime) -> Thread:
    """The record of a conversation whose row is locked, locked too; made where there is none.

    Nobody posts there by the ways of other threads: it is closed to them from the first.
    """
    own = {"conversation": conversation, "is_record": True, "live_session": None}
    thread = Thread.objects.filter(**own).order_by("pk").first()
    if thread is None:
        thread = Thread.objects.create(
            **own,
            title=conversation.title[:TITLE_LENGTH],
            kind=ThreadKind.CONVERSATION,
            opened_by=None if conversation.is_chatham_house else conversation.created_by,
            opened_at=now,
            last_posted_at=now,
            locked_at=now,
            is_demonstration=conversation.is_demonstration,
        )
    return lock_thread(thread.pk)


def put_question(round: Round, *, now: datetime) -> None:
    """The round's question as a post that all its contributions answer; brought up to date if it changed."""
    text = "\n\n".join(filter(None, (f"**{_one_line(round.title)}**", round.prompt)))
    record = record_of(round.conversation, now=now)
    if round.post is None:
        round.post = write_post(
            thread=record, text=text, byline=_("Guiding question"), kind=PostKind.PROMPT, now=now
        )
        round.save(update_fields=["post"])
        return
    thread, post = locked(round.post)
    if post.source != text:
        save_words(thread=thread, post=post, text=text, saved_by=None, now=now)


def _one_line(text: str) -> str:
    return " ".join(text.replace("*", "").split())


def carry_now(contribution: Contribution, *, text: str, now: datetime) -> Post:
    """Give a contribution that is signed its post."""
    assert contribution.participant, "what is given now has somebody who gives it"  # noqa: S101 - narrows
    post = _post_of(contribution, text, byline_of(contribution.participant, contribution.terms), now)
    contribution.post, contribution.text = post, ""
    contribution.save(update_fields=["post", "text"])
    return post


def carry_waiting(round: Round, *, now: datetime) -> int:
    """At the close: what waited becomes posts that tell nothing of who, when, or after whom."""
    waiting = list(
        Contribution.objects.filter(
            round=round, terms=Terms.CHATHAM_HOUSE, post=None, withdrawn_at__isnull=True
        ).exclude(text="")
    )
    SystemRandom().shuffle(waiting)
    day = day_of(now)
    for contribution in waiting:
        contribution.round = round
        contribution.post = _post_of(contribution, contribution.text, str(_("A participant")), day)
        contribution.text = ""
        contribution.given_at = day
        contribution.save(update_fields=["post", "text", "given_at"])
    return len(waiting)


def day_of(now: datetime) -> datetime:
    """The beginning of a day, which is all that a Chatham House post says of its time."""
    return datetime.combine(timezone.localdate(now), time(), timezone.get_current_timezone())


def _post_of(contribution: Contribution, text: str, byline: str, at: datetime) -> Post:
    round = contribution.round
    return write_post(
        thread=record_of(round.conversation, now=at),
        text=text,
        byline=byline,
        kind=PostKind.CONTRIBUTION,
        parent=round.post,
        now=at,
    )
