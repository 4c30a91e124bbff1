"""The live sessions in one list: open now, coming, and past with what became of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Prefetch, QuerySet

from forums.models import LiveSession, SessionState, Thread

STILL_EXPECTED = timedelta(hours=12)  # a session that was not opened by then did not take place
PAST_SHOWN = 50


@dataclass(frozen=True)
class SessionLists:
    open: list[LiveSession]
    coming: list[LiveSession]
    past: list[LiveSession]


def session_lists(user: Any, now: datetime) -> SessionLists:
    """What somebody may find; rehearsals are in no list."""
    return SessionLists(
        open=list(_listed().filter(state=SessionState.OPEN).order_by("starts_at", "pk")),
        coming=list(coming_sessions(now)),
        past=list(_with_what_became(user).filter(state=SessionState.CLOSED).latest_first()[:PAST_SHOWN]),
    )


def coming_sessions(now: datetime) -> QuerySet[LiveSession]:
    """The next first."""
    planned = _listed().filter(state=SessionState.SCHEDULED, starts_at__gt=now - STILL_EXPECTED)
    return planned.order_by("starts_at", "pk")


def _listed() -> QuerySet[Any]:
    return LiveSession.objects.listed().with_subject()


def _with_what_became(user: Any) -> Any:
    threads: Any = Thread.objects.visible_to(user).with_subject()
    return (
        _listed()
        .select_related("summary__learning")
        .prefetch_related(
            Prefetch("threads", queryset=threads.order_by("title", "pk"), to_attr="threads_to_read")
        )
    )
