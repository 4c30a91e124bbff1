"""Asking the facilitators to look at a post."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from exchange.text import clean
from forums.actions.posts import locked
from forums.models import Flag, FlagReason, Post

FLAGS_AN_HOUR = 10
FLAG_LENGTH = 500


class TooManyFlags(ActionError):
    message = _(
        "You have flagged many posts within an hour. The facilitators have them; please come back later."
    )
    status = 429


class FlagTooLong(ActionError):
    message = _("Please say it in at most %(limit)s characters; yours has %(length)s.")
    status = 400

    def __init__(self, length: int) -> None:
        super().__init__(self.message % {"limit": FLAG_LENGTH, "length": length})


class NothingToFlag(ActionError):
    message = _("This post is no longer shown, so there is nothing to look at.")


@transaction.atomic
def flag_post(
    *, post: Post, by: User, reason: FlagReason, words: str = "", now: datetime | None = None
) -> Flag:
    """Ask that somebody looks at a post; while that is open, asking again is quiet.

    Raises NothingToFlag, TooManyFlags, FlagTooLong.
    """
    now, words = now or timezone.now(), clean(words)
    if len(words) > FLAG_LENGTH:
        raise FlagTooLong(len(words))
    _thread, post = locked(post)
    earlier = Flag.objects.filter(post=post, by=by, settled_at__isnull=True).first()
    if earlier:
        return earlier
    if not post.is_visible:
        raise NothingToFlag
    if Flag.objects.filter(by=by, flagged_at__gt=now - timedelta(hours=1)).count() >= FLAGS_AN_HOUR:
        raise TooManyFlags
    return Flag.objects.create(post=post, by=by, reason=reason, words=words, flagged_at=now)


def settle_flags(*, post: Post, by: User, now: datetime) -> list[int]:
    """Close what is open about a post whose thread is locked; which ones."""
    flags = list(post.flags.filter(settled_at__isnull=True).values_list("pk", flat=True))
    Flag.objects.filter(pk__in=flags).update(settled_at=now, settled_by=by)
    return flags


def reopen_flags(ids: list[int]) -> None:
    """Undo ``settle_flags``, as far as their people have not flagged the post again since."""
    for flag in Flag.objects.filter(pk__in=ids):
        others = Flag.objects.filter(post_id=flag.post_id, by_id=flag.by_id, settled_at__isnull=True)
        if not others.exists():
            flag.settled_at = flag.settled_by = None
            flag.save(update_fields=["settled_at", "settled_by"])
