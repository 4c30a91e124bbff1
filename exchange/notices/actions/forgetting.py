"""Letting go of notices that nobody looks for any more."""

from datetime import datetime, timedelta

from django.utils import timezone

from exchange.notices.models import Notice
from exchange.work import job

KEPT_FOR = timedelta(days=365)


@job()
def forget_old_notices() -> str:
    return f"{forget_notices(now=timezone.now())} forgotten"


def forget_notices(*, now: datetime) -> int:
    """Delete what people were told more than a year ago: each post leaves a row for each follower."""
    return Notice.objects.filter(told_at__lt=now - KEPT_FOR).delete()[0]
