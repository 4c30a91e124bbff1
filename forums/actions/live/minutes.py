"""The note-taker's minutes: written, corrected, taken out; each at its time, under a part of the agenda."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from exchange.text import clean
from forums.actions.live.earlier_words import change_words, keep_first_words
from forums.actions.live.log import append_event, lock_session
from forums.actions.live.undo import Changes
from forums.models import (
    MINUTE_LENGTH,
    AgendaItem,
    EventKind,
    LivePart,
    LiveSession,
    Minute,
    Participant,
)


class MinuteEmpty(ActionError):
    message = _("Please write something first.")
    status = 400


class MinuteTooLong(ActionError):
    message = _("A minute can have %(limit)s characters; this one has %(length)s. Please split it.")
    status = 400

    def __init__(self, length: int) -> None:
        super().__init__(self.message % {"limit": MINUTE_LENGTH, "length": length})


class MinuteChangedMeanwhile(ActionError):
    code = "stale"
    message = _(
        "Somebody corrected this minute meanwhile. Your version is below; compare it with the saved one, "
        "then save again."
    )


class MinuteRemoved(ActionError):
    message = _("This minute was taken out meanwhile. Write yours as a new one.")


class MinutesKept(ActionError):
    message = _("This session has closed, and its minutes are in its record. Reopen it to change them.")


class OnlyMembersTakeNotes(ActionError):
    message = _("Minutes are signed, so only somebody with an account can take them.")
    status = 400


def checked_minute(text: str) -> str:
    """The words of a minute as they are kept. Raises MinuteEmpty, MinuteTooLong."""
    text = clean(text)
    if not text:
        raise MinuteEmpty
    if len(text) > MINUTE_LENGTH:
        raise MinuteTooLong(len(text))
    return text


def _locked(session: LiveSession) -> LiveSession:
    session = lock_session(session)
    if session.is_closed:
        raise MinutesKept
    return session


def _tell(session: LiveSession, minute: Minute, changes: Changes, by: User, now: datetime) -> None:
    append_event(
        session=session,
        kind=EventKind.MINUTES_CHANGED,
        touched={LivePart.MINUTES: [minute]},
        undo=changes.undo,
        by=by,
        now=now,
    )


@transaction.atomic
def write_minute(
    *,
    session: LiveSession,
    text: str,
    by: User,
    agenda_item: AgendaItem | None = None,
    noted_at: datetime | None = None,
    now: datetime | None = None,
) -> Minute:
    """Note what was said, under the part of the agenda that is on unless another is named.

    Raises MinuteEmpty, MinuteTooLong, MinutesKept.
    """
    now = now or timezone.now()
    session = _locked(session)
    text = checked_minute(text)
    on = next((item for item in session.agenda_items.filter(is_removed=False) if item.is_on), None)
    minute = Minute.objects.create(
        session=session, agenda_item=agenda_item or on, text=text, noted_at=noted_at or now, noted_by=by
    )
    keep_first_words(minute, by=by, now=now)
    changes = Changes()
    changes.made(minute, removed_at=now)
    _tell(session, minute, changes, by, now)
    return minute


@transaction.atomic
def correct_minute(
    *,
    minute: Minute,
    text: str,
    by: User,
    seen_revision: int,
    noted_at: datetime | None = None,
    agenda_item: AgendaItem | None = None,
    now: datetime | None = None,
) -> Minute:
    """Change the words of a minute, its time or its place; what it said before is kept.

    The same again is quiet. ``seen_revision`` is the one the form was made from. Raises MinuteEmpty,
    MinuteTooLong, MinuteChangedMeanwhile, MinuteRemoved, MinutesKept.
    """
    now = now or timezone.now()
    session = _locked(minute.session)
    minute = Minute.objects.get(pk=minute.pk)
    if minute.removed_at:
        raise MinuteRemoved
    text = checked_minute(text)
    changes = Changes()
    if text != minute.text:
        if minute.revision != seen_revision:
            raise MinuteChangedMeanwhile
        change_words(minute, text, changes=changes, by=by, now=now)
    changes.set(minute, noted_at=noted_at or minute.noted_at, agenda_item=agenda_item)
    if any(changes.undo[LivePart.MINUTES].values()):
        _tell(session, minute, changes, by, now)
    return minute


@transaction.atomic
def remove_minute(*, minute: Minute, by: User, now: datetime | None = None) -> Minute:
    """Take a minute out; undo brings it back. Doing it twice is quiet. Raises MinutesKept."""
    now = now or timezone.now()
    session = _locked(minute.session)
    minute = Minute.objects.get(pk=minute.pk)
    if minute.removed_at is None:
        changes = Changes()
        changes.set(minute, removed_at=now)
        _tell(session, minute, changes, by, now)
    return minute


@transaction.atomic
def name_note_taker(*, participant: Participant, by: User, now: datetime | None = None) -> Participant:
    """Let a member who takes part write the minutes of this session. Raises OnlyMembersTakeNotes."""
    return _set_note_taker(participant, by, now, is_one=True)


@transaction.atomic
def release_note_taker(*, participant: Participant, by: User, now: datetime | None = None) -> Participant:
    """Undo ``name_note_taker``; what they wrote stays."""
    return _set_note_taker(participant, by, now, is_one=False)


def _set_note_taker(participant: Participant, by: User, now: datetime | None, *, is_one: bool) -> Participant:
    session = lock_session(participant.session)
    participant = Participant.objects.select_related("user").get(pk=participant.pk)
    if is_one and participant.user is None:
        raise OnlyMembersTakeNotes
    if participant.is_note_taker == is_one:
        return participant
    changes = Changes()
    changes.set(participant, is_note_taker=is_one)
    append_event(
        session=session,
        kind=EventKind.PEOPLE_CHANGED,
        touched={LivePart.PEOPLE: [participant]},
        undo=changes.undo,
        by=by,
        now=now or timezone.now(),
    )
    return participant
