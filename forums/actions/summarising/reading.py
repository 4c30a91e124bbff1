"""Sources that somebody read and did not use, with the reason: nobody is dropped unseen."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from exchange.text import clean
from forums.actions.summarising.drafts import lock_draft
from forums.models import Post, SourceReading, Summary

REASON_LENGTH = 200


class ReasonMissing(ActionError):
    message = _("Please say in a few words why these are not used.")
    status = 400


class NothingTicked(ActionError):
    message = _("Tick the sources that you have read, then say why they are not used.")
    status = 400


@transaction.atomic
def mark_read(
    *, summary: Summary, posts: Sequence[Post], reason: str, by: User, now: datetime | None = None
) -> int:
    """Note that sources were read and are not used; returns how many. Another reason replaces the first.

    Raises SummaryNotOpenForEditing, NothingTicked, ReasonMissing.
    """
    lock_draft(summary)
    reason = " ".join(clean(reason).split())[:REASON_LENGTH]
    if not posts:
        raise NothingTicked
    if not reason:
        raise ReasonMissing
    SourceReading.objects.bulk_create(
        [
            SourceReading(
                summary=summary, post=post, reason=reason, read_by=by, read_at=now or timezone.now()
            )
            for post in posts
        ],
        update_conflicts=True,
        unique_fields=["summary", "post"],
        update_fields=["reason", "read_by", "read_at"],
    )
    return len(posts)


@transaction.atomic
def mark_unread(*, summary: Summary, posts: Sequence[Post]) -> int:
    """Undo ``mark_read``. Doing it twice is quiet. Raises SummaryNotOpenForEditing."""
    lock_draft(summary)
    gone, _rows = SourceReading.objects.filter(summary=summary, post__in=posts).delete()
    return gone
