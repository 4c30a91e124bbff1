"""The session's log: the truth of which the socket is only the doorbell."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.db.models import Model

from exchange.live import bell
from exchange.people.models import User
from forums.live.groups import rooms_of
from forums.models import EventKind, LiveEvent, LivePart, LiveSession, Question

Undo = dict[str, dict[str, dict[str, list[Any]]]]
"""``{part: {pk: {field: [before, after]}}}``: what a step changed."""


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
    touched: Mapping[LivePart, Iterable[Model]] = MappingProxyType({}),
    undo: Undo | None = None,
    by: User | None = None,
) -> LiveEvent:
    """Add the next event to the log of a session whose lock is held; ring once it is committed.

    ``touched`` are the rows of other parts that changed; ``undo`` is what ``undo.Changes`` noted.
    """
    session.last_seq += 1
    session.save(update_fields=["last_seq"])
    named = [(str(part), [row.pk for row in rows]) for part, rows in touched.items()]
    named.append((str(LivePart.QUESTIONS), [question.pk for question in questions]))
    event = LiveEvent.objects.create(
        session=session,
        seq=session.last_seq,
        kind=kind,
        touched={part: pks for part, pks in named if pks},
        undo=undo or None,
        by=by,
        happened_at=now,
    )

    rooms = rooms_of(session)

    def ring() -> None:  # no partial: Django asks a robust callback that failed for its name
        bell.ring(rooms, event.seq)

    transaction.on_commit(ring, robust=True)
    return event
