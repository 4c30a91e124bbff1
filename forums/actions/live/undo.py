"""Every act at the desk can be undone: it notes what it changes, and undoing sets that back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from django.db import transaction
from django.db.models import Field, Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from forums.actions.live.log import Undo, append_event, lock_session
from forums.models import AgendaItem, EventKind, Hand, LiveEvent, LivePart, Minute, Poll, Question

MODEL_OF: Mapping[str, type[Model]] = {
    LivePart.QUESTIONS: Question,
    LivePart.POLLS: Poll,
    LivePart.AGENDA: AgendaItem,
    LivePart.HANDS: Hand,
    LivePart.MINUTES: Minute,
}
PART_OF = {model: part for part, model in MODEL_OF.items()}


class NothingToUndo(ActionError):
    message = _("There is nothing of yours left to undo here.")


class ChangedSince(ActionError):
    message = _("Somebody changed this since. Undo what came later first, or set it by hand.")


class Changes:
    """Sets fields of rows, and remembers how they were.

    Only fields whose values are no words: an event holds ids, never words.
    """

    def __init__(self) -> None:
        self.undo: Undo = {}

    def set(self, row: Model, **values: Any) -> None:
        """Set fields of a row and save them."""
        noted = self.undo.setdefault(PART_OF[type(row)], {}).setdefault(str(row.pk), {})
        for field, value in values.items():
            before = stored(row, field)
            setattr(row, field, value)
            after = stored(row, field)
            if before != after:
                noted[field] = [noted[field][0] if field in noted else before, after]
        row.save(update_fields=list(values))


def stored(row: Model, field: str) -> Any:
    """A field's value as JSON keeps it."""
    value = getattr(row, column_of(row, field).attname)
    return value.isoformat() if isinstance(value, datetime) else value


def column_of(row: Model, field: str) -> Field[Any, Any]:
    return cast("Field[Any, Any]", row._meta.get_field(field))


def last_act_of(session_id: int, by: User) -> LiveEvent | None:
    """The latest act of somebody in a session that can still be undone."""
    acts = LiveEvent.objects.filter(session=session_id, by=by, undo__isnull=False, undone_at__isnull=True)
    return acts.order_by("-seq").first()


@transaction.atomic
def undo_act(*, event: LiveEvent, by: User, now: datetime | None = None) -> LiveEvent:
    """Set back what an act changed, if it still stands so; appends an event of its own.

    Raises NothingToUndo, ChangedSince.
    """
    now = now or timezone.now()
    session = lock_session(event.session)
    event = LiveEvent.objects.get(pk=event.pk)
    if event.undo is None or event.undone_at is not None:
        raise NothingToUndo
    touched: dict[LivePart, list[Model]] = {}
    for part, noted in event.undo.items():
        rows = MODEL_OF[part]._default_manager.in_bulk([int(pk) for pk in noted])
        for pk, fields in noted.items():
            row = rows.get(int(pk))
            if row is None or any(stored(row, field) != after for field, (_before, after) in fields.items()):
                raise ChangedSince
            for field, (before, _after) in fields.items():
                column = column_of(row, field)
                setattr(row, column.attname, column.to_python(before))
            row.save(update_fields=list(fields))
            touched.setdefault(LivePart(part), []).append(row)
    event.undone_at = now
    event.save(update_fields=["undone_at"])
    questions = [row for row in touched.pop(LivePart.QUESTIONS, []) if isinstance(row, Question)]
    return append_event(
        session=session, kind=EventKind.UNDONE, questions=questions, touched=touched, by=by, now=now
    )
