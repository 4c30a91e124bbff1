"""When a mail about something is due."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from exchange.notices.models import NoticeReason, NoticeSettings, Pace

MERGED_WITHIN = timedelta(seconds=90)
"""At once is not this instant: ten posts in a minute are one mail."""
DIGESTS_AT = time(7)  # in the site's time zone: before a working day
MONDAY = 0


@dataclass(frozen=True)
class Due:
    """When a notice goes out by mail; never, if ``at`` is None. A digest gathers what is due together."""

    at: datetime | None
    is_digest: bool = False


def pace_of(settings: NoticeSettings, reason: str) -> str:
    return settings.watched_pace if reason == NoticeReason.WATCHED else settings.direct_pace


def due(pace: str, now: datetime) -> Due:
    match pace:
        case Pace.AT_ONCE:
            return Due(now + MERGED_WITHIN)
        case Pace.DAILY:
            return Due(_next_morning(now), is_digest=True)
        case Pace.WEEKLY:
            return Due(_next_morning(now, weekday=MONDAY), is_digest=True)
    return Due(None)


def _next_morning(now: datetime, weekday: int | None = None) -> datetime:
    here = timezone.localtime(now, timezone.get_default_timezone())
    day = here.date()
    if here.time() >= DIGESTS_AT:
        day += timedelta(days=1)
    if weekday is not None:
        day += timedelta(days=(weekday - day.weekday()) % 7)
    return datetime.combine(day, DIGESTS_AT, tzinfo=here.tzinfo)
