"""The session's log: the truth of which the socket is only the doorbell."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from exchange.live import bell
from exchange.people.models import User
from forums.live.groups import rooms_of
from forums.models import EventKind, LiveEvent, LiveSession, Question


def lock_session(session: LiveSession) -> LiveSession:
    """The session's row, locked until the transaction ends: the order of locking is the log's order.

    Take it before reading what the write depends on. Needs a transaction.
    """
    return LiveSession.objects.select_for_update().get(pk=session.pk)


def append_event(
    *,
    session: LiveSession,
    kind: EventKind,
    now: datetime,
    questions: Iterable[Question] = (),
    by: User | None = None,
) -> LiveEvent:
    """Add the next event to the log of a session whose lock is held; ring once it is committed."""
    session.last_seq += 1
    session.save(update_fields=["last_seq"])
    event = LiveEvent.objects.create(
        session=session,
        seq=session.last_seq,
        kind=kind,
        question_ids=[question.pk for question in questions],
        by=by,
        happened_at=now,
    )

    def ring() -> None:  # no partial: Django asks a robust callback that failed for its name
        bell.ring(rooms_of(event.session_id), event.seq)

    transaction.on_commit(ring, robust=True)
    return event
