"""Every act at the desk can be undone: it notes what it changes, and undoing sets that back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from django.db import IntegrityError, transaction
from django.db.models import Field, Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from forums.actions.live.admission import SessionClosed
from forums.actions.live.following_imports import carry_again, follow_import
from forums.actions.live.log import Undo, append_event, lock_session
from forums.actions.live.record import keep_record_current
from forums.actions.live.traces import take_traces_back
from forums.actions.live.votes import recount, voted_on_by
from forums.models import (
    AgendaItem,
    Caption,
    EventKind,
    Hand,
    JoinBurst,
    LiveEvent,
    LivePart,
    LiveSession,
    MeetingImport,
    Minute,
    Participant,
    Poll,
    Presenter,
    Question,
    Speaker,
)

MODEL_OF: Mapping[str, type[Model]] = {
    LivePart.QUESTIONS: Question,
    LivePart.POLLS: Poll,
    LivePart.AGENDA: AgendaItem,
    LivePart.HANDS: Hand,
    LivePart.MINUTES: Minute,
    LivePart.BURSTS: JoinBurst,
    LivePart.PEOPLE: Participant,
    LivePart.DESK: LiveSession,
    LivePart.CAPTIONS: Caption,
    LivePart.PRESENTERS: Presenter,
    LivePart.SPEAKERS: Speaker,
    LivePart.IMPORTS: MeetingImport,
}
OF_THE_RECORD = {LivePart.MINUTES, LivePart.CAPTIONS, LivePart.SPEAKERS}
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
        noted = self.note(row)
        for field, value in values.items():
            before = stored(row, field)
            setattr(row, field, value)
            after = stored(row, field)
            if before != after:
                noted[field] = [noted[field][0] if field in noted else before, after]
        row.save(update_fields=list(values))

    def made(self, row: Model, **if_undone: Any) -> None:
        """Remember that a row is new: undoing gives it these values, by which it is out of its part."""
        for field, value in if_undone.items():
            undone = value.isoformat() if isinstance(value, datetime) else value
            self.note(row)[field] = [undone, stored(row, field)]

    def note(self, row: Model) -> dict[str, list[Any]]:
        """Remember that a row was changed beside its fields: its words, say, which ``traces`` keeps."""
        return self.undo.setdefault(PART_OF[type(row)], {}).setdefault(str(row.pk), {})


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

    Raises NothingToUndo, ChangedSince, SessionClosed.
    """
    now = now or timezone.now()
    session = lock_session(event.session)
    event = LiveEvent.objects.get(pk=event.pk)
    if event.undo is None or event.undone_at is not None:
        raise NothingToUndo
    if session.is_closed and LivePart.QUESTIONS in event.undo:
        raise SessionClosed
    touched = {LivePart(part): _set_back(part, noted) for part, noted in event.undo.items()}
    noted = {row: event.undo[part][str(row.pk)] for part, rows in touched.items() for row in rows}
    _save_in_any_order({row: list(fields) for row, fields in noted.items()})
    for worded in (row for rows in touched.values() for row in rows if isinstance(row, Minute | AgendaItem)):
        _take_words_back(worded)
    if touched.keys() & OF_THE_RECORD:
        keep_record_current(session=session, now=now)
    for row in touched.get(LivePart.IMPORTS, []):
        for part, rows in follow_import(cast("MeetingImport", row), noted[row], now).items():
            touched[part] = [*touched.get(part, []), *rows]
        carry_again(session, now)
    event.undone_at = now
    event.save(update_fields=["undone_at"])
    questions = {row.pk: row for row in touched.pop(LivePart.QUESTIONS, []) if isinstance(row, Question)}
    for question in questions.values():
        if not take_traces_back(question, event, now):
            raise ChangedSince
    recounted = recount(_counted_otherwise(event.undo, touched))
    named_otherwise = Question.objects.filter(pk__in=_merge_targets(event.undo))  # they name what was merged
    return append_event(
        session=session,
        kind=EventKind.UNDONE,
        questions={row.pk: row for row in (*questions.values(), *named_otherwise, *recounted)}.values(),
        touched=touched,
        by=by,
        now=now,
    )


def _set_back(part: str, noted: Mapping[str, Mapping[str, list[Any]]]) -> list[Model]:
    """The rows of a part as they were before; not saved yet. Raises ChangedSince."""
    rows = MODEL_OF[part]._default_manager.in_bulk([int(pk) for pk in noted])
    for pk, fields in noted.items():
        row = rows.get(int(pk))
        if row is None:
            raise ChangedSince
        for field, (before, after) in fields.items():
            column = column_of(row, field)
            if getattr(row, column.attname) != column.to_python(after):
                raise ChangedSince
            setattr(row, column.attname, column.to_python(before))
    return list(rows.values())


def _save_in_any_order(waiting: dict[Model, list[str]]) -> None:
    """One row may have to leave a place before another can have it back: the one question answered now, say.

    The log keeps no order of fields. Raises ChangedSince where the place was given to something else.
    """
    while waiting:
        left = {row: fields for row, fields in waiting.items() if not _could_save(row, fields)}
        if len(left) == len(waiting):
            raise ChangedSince
        waiting = left


def _could_save(row: Model, fields: list[str]) -> bool:
    try:
        with transaction.atomic():
            row.save(update_fields=fields)
    except IntegrityError:
        return False
    return True


def _take_words_back(row: Minute | AgendaItem) -> None:
    """The words of the revision that stands again."""
    kept = row.revisions.filter(number=row.revision).values_list("text", flat=True).first()
    if kept is None:
        return
    field = "text" if isinstance(row, Minute) else "title"
    setattr(row, field, kept)
    row.save(update_fields=[field])


def _merge_targets(undone: Undo) -> set[int]:
    """The questions that others were merged into, before or after."""
    fields = undone.get(LivePart.QUESTIONS, {}).values()
    return {target for one in fields for target in one.get("merged_into", ()) if target}


def _counted_otherwise(undone: Undo, touched: Mapping[LivePart, list[Model]]) -> set[int]:
    """The questions whose votes may be others now: what was merged, and what a burst voted for."""
    pks: set[int] = set()
    for pk, fields in undone.get(LivePart.QUESTIONS, {}).items():
        if "merged_into" in fields:
            pks |= {int(pk), *(target for target in fields["merged_into"] if target)}
    for pk, fields in undone.get(LivePart.DESK, {}).items():
        if "votes_by_members_only" in fields:
            pks.update(Question.objects.filter(session=int(pk)).values_list("pk", flat=True))
    for burst in touched.get(LivePart.BURSTS, []):
        pks |= voted_on_by(Participant.objects.filter(burst=burst.pk).values_list("pk", flat=True))
    return pks
