"""What facilitators tell one another during a session; it leaves no trace in what the session becomes."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from exchange.text import clean
from exchange.work.jobs import job
from forums.actions.live.log import append_event, lock_session
from forums.models import (
    BACKSTAGE_LENGTH,
    BackstageMessage,
    EventKind,
    LivePart,
    LiveSession,
    SessionState,
)

KEPT_AFTER_CLOSE = timedelta(days=7)


class NothingSaid(ActionError):
    message = _("Please write a message first.")
    status = 400


class MessageTooLong(ActionError):
    message = _("A message can have %(limit)s characters; this one has %(length)s. Please shorten it.")
    status = 400

    def __init__(self, length: int) -> None:
        super().__init__(self.message % {"limit": BACKSTAGE_LENGTH, "length": length})


SENT_AGAIN_WITHIN = timedelta(minutes=10)


@transaction.atomic
def say_backstage(
    *, session: LiveSession, text: str, by: User, now: datetime | None = None
) -> BackstageMessage:
    """Tell the other facilitators. The same words of one person within ten minutes are one message:
    a device sends again after a cut. Raises NothingSaid, MessageTooLong.
    """
    now = now or timezone.now()
    text = clean(text)
    if not text:
        raise NothingSaid
    if len(text) > BACKSTAGE_LENGTH:
        raise MessageTooLong(len(text))
    session = lock_session(session)
    latest = BackstageMessage.objects.filter(session=session, by=by).order_by("-said_at", "-pk").first()
    if latest and latest.text == text and now - latest.said_at < SENT_AGAIN_WITHIN:
        return latest
    message = BackstageMessage.objects.create(session=session, by=by, text=text, said_at=now)
    append_event(
        session=session,
        kind=EventKind.BACKSTAGE_SAID,
        touched={LivePart.BACKSTAGE: [message]},
        by=by,
        now=now,
    )
    return message


def forget_backstage(*, now: datetime) -> int:
    """Delete what was said backstage of sessions that closed more than seven days ago; how many."""
    old = BackstageMessage.objects.filter(
        session__state=SessionState.CLOSED, session__closed_at__lt=now - KEPT_AFTER_CLOSE
    )
    deleted, _by_model = old.delete()
    return deleted


@job()
def forget_old_backstage() -> int:
    return forget_backstage(now=timezone.now())
