"""What somebody has read of what they were told."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from exchange.notices.models import Notice


def mark_read(*, user: Any, source: str, ids: Collection[int], now: datetime) -> int:
    """Mark what somebody was told of these things as read: one write. Returns how many were unread."""
    unread = Notice.objects.unread().filter(recipient=user, source=source, source_id__in=ids)
    return unread.update(read_at=now)


def mark_notice_read(*, user: Any, notice_id: int, now: datetime) -> int:
    """Mark one of one's own notices; another's is left alone."""
    return Notice.objects.unread().filter(recipient=user, pk=notice_id).update(read_at=now)


def mark_all_read(*, user: Any, now: datetime) -> int:
    return Notice.objects.unread().filter(recipient=user).update(read_at=now)


def mark_unseen_read(*, user: Any, notice_ids: Collection[int], now: datetime) -> int:
    """Put away notices of things that are out of sight now; should they come back, they are old news."""
    return Notice.objects.unread().filter(recipient=user, pk__in=notice_ids).update(read_at=now)
