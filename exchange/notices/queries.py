"""What somebody was told, as the page of notices shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import models

from exchange.notices.letters import Item, by_thread, items_of
from exchange.notices.models import Notice, NoticeQuerySet

NOTICES_A_PAGE = 40
MOST_COUNTED = 100


@dataclass(frozen=True)
class NoticePage:
    """Notices by thread, unread ones first. ``unseen`` are unread ones of things out of sight now."""

    threads: Sequence[Sequence[Item]]
    next: str
    unseen: Sequence[int]


@dataclass(frozen=True)
class Place:
    """Behind which notice a page begins: first come the unread, then the others, newest first."""

    is_read: bool
    told_at: datetime
    pk: int

    @classmethod
    def of(cls, notice: Notice) -> "Place":
        return cls(notice.read_at is not None, notice.told_at, notice.pk)

    @classmethod
    def parsed(cls, value: str) -> "Place | None":
        kind, _dot, rest = value.partition(".")
        moment, _dot, pk = rest.partition(".")
        if kind not in {"new", "read"} or not moment.isdecimal() or not pk.isdecimal():
            return None
        try:
            return cls(kind == "read", datetime.fromtimestamp(int(moment) / 1e6, UTC), int(pk))
        except (ValueError, OverflowError, OSError):
            return None

    def __str__(self) -> str:
        microseconds = round(self.told_at.timestamp() * 1e6)
        return f"{'read' if self.is_read else 'new'}.{microseconds}.{self.pk}"


def unread_count(user: Any) -> int:
    """For the bell: counted as far as a hundred, which is all that it says."""
    if not getattr(user, "pk", None):
        return 0
    return Notice.objects.unread().filter(recipient=user)[:MOST_COUNTED].count()


def page_of_notices(user: Any, after: str = "") -> NoticePage:
    """A page of what somebody was told, as far as they may see it now."""
    place = Place.parsed(after)
    own = Notice.objects.filter(recipient=user)
    wanted = NOTICES_A_PAGE + 1
    rows: list[Notice] = []
    if place is None or not place.is_read:
        rows += _behind(own.unread(), place)[:wanted]
        place = None
    if len(rows) < wanted:
        rows += _behind(own.filter(read_at__isnull=False), place)[: wanted - len(rows)]
    shown = rows[:NOTICES_A_PAGE]
    items = items_of(shown, user)
    seen = {item.notice.pk for item in items}
    unread = [item for item in items if item.notice.read_at is None]
    read = [item for item in items if item.notice.read_at is not None]
    return NoticePage(
        threads=[*by_thread(unread), *by_thread(read)],
        next=str(Place.of(shown[-1])) if len(rows) > NOTICES_A_PAGE else "",
        unseen=[notice.pk for notice in shown if notice.read_at is None and notice.pk not in seen],
    )


def _behind(notices: NoticeQuerySet, place: Place | None) -> NoticeQuerySet:
    if place:
        later = models.Q(told_at=place.told_at, pk__lt=place.pk)
        notices = notices.filter(models.Q(told_at__lt=place.told_at) | later)
    return notices.newest_first()
