"""How somebody wants to be told."""

from datetime import datetime
from typing import Any

from django.db import models, transaction

from exchange.notices.models import Notice, NoticeReason, NoticeSettings, Pace
from exchange.notices.pacing import due

DIRECT, WATCHED, ALL = "direct", "watched", "all"
"""The two kinds of mail that somebody can stop, and both."""


@transaction.atomic
def save_settings(
    *,
    user: Any,
    now: datetime,
    direct_pace: str | None = None,
    watched_pace: str | None = None,
    follows_own_threads: bool | None = None,
) -> NoticeSettings:
    """Change what is given, also for what waits to be mailed."""
    kept = NoticeSettings.objects.filter(user=user).first() or NoticeSettings(user=user)
    waiting = Notice.objects.waiting_for_mail().filter(recipient=user)
    watched = models.Q(reason=NoticeReason.WATCHED)
    if direct_pace is not None and direct_pace != kept.direct_pace:
        kept.direct_pace = direct_pace
        _replan(waiting.exclude(watched), direct_pace, now)
    if watched_pace is not None and watched_pace != kept.watched_pace:
        kept.watched_pace = watched_pace
        _replan(waiting.filter(watched), watched_pace, now)
    if follows_own_threads is not None:
        kept.follows_own_threads = follows_own_threads
    kept.save()
    return kept


def set_mail_pace(*, user: Any, kind: str, pace: Pace, now: datetime) -> NoticeSettings:
    """Give one kind of mail (``DIRECT``, ``WATCHED``) or ``ALL`` a pace; ``NEVER`` unsubscribes."""
    return save_settings(
        user=user,
        now=now,
        direct_pace=pace if kind in {DIRECT, ALL} else None,
        watched_pace=pace if kind in {WATCHED, ALL} else None,
    )


def _replan(waiting: models.QuerySet[Notice], pace: str, now: datetime) -> None:
    moment = due(pace, now)
    waiting.update(mail_at=moment.at, is_digest=moment.is_digest)
