"""What a session goes through: laid out from the engagement's programme, changed, and gone through."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casestudies.models import CaseStudy, ProgrammeSlot
from exchange.errors import ActionError
from exchange.people.models import User
from exchange.text import clean
from forums.actions.live.earlier_words import change_words, keep_first_words
from forums.actions.live.log import append_event, lock_session
from forums.actions.live.presenters import presenter_called
from forums.actions.live.undo import Changes
from forums.models import AgendaItem, EventKind, LivePart, LiveSession, Presenter

LONGEST = 600  # minutes
EXTENDED_BY = 5


class NoProgramme(ActionError):
    message = _("The engagement has no programme yet. Add the parts of the agenda by hand.")


class AgendaItemRemoved(ActionError):
    message = _("Somebody took this part out of the agenda meanwhile. Please look again.")


class AgendaItemNeedsTitle(ActionError):
    message = _("Please give this part of the agenda a title.")
    status = 400


class AgendaItemEnded(ActionError):
    message = _("This part has ended. Start it again to give it more time.")


def _locked(item: AgendaItem) -> tuple[LiveSession, AgendaItem]:
    session = lock_session(item.session)
    item = AgendaItem.objects.select_related("presenter").get(pk=item.pk)
    if item.is_removed:
        raise AgendaItemRemoved
    return session, item


def _tell(session: LiveSession, items: list[AgendaItem], changes: Changes, by: User, now: datetime) -> None:
    append_event(
        session=session,
        kind=EventKind.AGENDA_CHANGED,
        touched={LivePart.AGENDA: items},
        undo=changes.undo,
        by=by,
        now=now,
    )


@transaction.atomic
def lay_out_agenda(*, session: LiveSession, by: User, now: datetime | None = None) -> list[AgendaItem]:
    """Make the agenda from the engagement's programme, with its case studies and presenters.

    Slots that are in the agenda already are left as they are, so that doing it twice is quiet.
    Raises NoProgramme.
    """
    now = now or timezone.now()
    session = lock_session(session)
    slots = ProgrammeSlot.objects.filter(engagement=session.engagement_id or 0)
    found = list(slots.select_related("case_study").order_by("order", "starts_at", "pk"))
    if not found:
        raise NoProgramme
    there = set(session.agenda_items.filter(is_removed=False).values_list("title", flat=True))
    changes, made = Changes(), []
    for slot in (slot for slot in found if slot.title not in there):
        people = [
            presenter_called(
                session=session, name=line.split(",")[0], changes=changes, case_study=slot.case_study
            )
            for line in slot.people
        ]
        public = slot.case_study if slot.case_study and slot.case_study.is_public else None
        made.append(
            _new_item(
                session, changes, by, now,
                title=slot.title, minutes=slot.minutes, case_study=public, presenter=next(iter(people), None),
            )
        )  # fmt: skip
    if made:
        _tell(session, made, changes, by, now)
    return made


def _new_item(
    session: LiveSession,
    changes: Changes,
    by: User,
    now: datetime,
    *,
    title: str,
    minutes: int,
    case_study: CaseStudy | None,
    presenter: Presenter | None,
) -> AgendaItem:
    last = session.agenda_items.aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem.objects.create(
        session=session,
        position=last + 1,
        title=title,
        minutes=min(max(minutes, 1), LONGEST),
        case_study=case_study,
        presenter=presenter,
    )
    keep_first_words(item, by=by, now=now)
    changes.made(item, is_removed=True)
    return item


@transaction.atomic
def add_agenda_item(
    *,
    session: LiveSession,
    title: str,
    by: User,
    minutes: int = 10,
    case_study: CaseStudy | None = None,
    presenter: str = "",
    now: datetime | None = None,
) -> AgendaItem:
    """Add a part at the end of the agenda. Raises AgendaItemNeedsTitle."""
    now = now or timezone.now()
    session = lock_session(session)
    changes = Changes()
    who = presenter_called(session=session, name=presenter, changes=changes, case_study=case_study)
    item = _new_item(
        session, changes, by, now, title=_title(title), minutes=minutes, case_study=case_study, presenter=who
    )
    _tell(session, [item], changes, by, now)
    return item


def _title(title: str) -> str:
    title = " ".join(clean(title).split())[:160]
    if not title:
        raise AgendaItemNeedsTitle
    return title


@transaction.atomic
def change_agenda_item(
    *,
    item: AgendaItem,
    title: str,
    minutes: int,
    by: User,
    case_study: CaseStudy | None = None,
    presenter: str = "",
    now: datetime | None = None,
) -> AgendaItem:
    """Change what a part is. The same again is quiet. Raises AgendaItemNeedsTitle, AgendaItemRemoved."""
    now = now or timezone.now()
    session, item = _locked(item)
    changes, title = Changes(), _title(title)
    who = presenter_called(session=session, name=presenter, changes=changes, case_study=case_study)
    changes.set(item, minutes=min(max(minutes, 1), LONGEST), case_study=case_study, presenter=who)
    if title != item.title:
        change_words(item, title, changes=changes, by=by, now=now)
    if any(fields for rows in changes.undo.values() for fields in rows.values()):
        _tell(session, [item], changes, by, now)
    return item


@transaction.atomic
def remove_agenda_item(*, item: AgendaItem, by: User, now: datetime | None = None) -> AgendaItem:
    """Take a part out of the agenda; what was noted under it stays. Undo brings it back."""
    now = now or timezone.now()
    session = lock_session(item.session)
    item = AgendaItem.objects.get(pk=item.pk)
    if item.is_removed:
        return item
    changes = Changes()
    changes.set(item, is_removed=True, ended_at=now if item.is_on else item.ended_at)
    _tell(session, [item], changes, by, now)
    return item


@transaction.atomic
def move_agenda_item(*, item: AgendaItem, is_up: bool, by: User, now: datetime | None = None) -> AgendaItem:
    """Put a part one place up or down; at either end it stays. Raises AgendaItemRemoved."""
    now = now or timezone.now()
    session, item = _locked(item)
    rows = list(session.agenda_items.filter(is_removed=False).order_by("position", "pk"))
    place = rows.index(item)
    other = place - 1 if is_up else place + 1
    if not 0 <= other < len(rows):
        return item
    rows[place], rows[other] = rows[other], rows[place]
    changes, moved = Changes(), []
    for position, row in enumerate(rows, start=1):
        if row.position != position:
            changes.set(row, position=position)
            moved.append(row)
    _tell(session, moved, changes, by, now)
    return item


@transaction.atomic
def start_agenda_item(*, item: AgendaItem, by: User, now: datetime | None = None) -> AgendaItem:
    """Begin a part, and end the one that is on. Raises AgendaItemRemoved."""
    now = now or timezone.now()
    session, item = _locked(item)
    if item.is_on:
        return item
    changes = Changes()
    ended = [row for row in session.agenda_items.filter(is_removed=False) if row.is_on]
    for row in ended:
        changes.set(row, ended_at=now)
    changes.set(item, started_at=now, ended_at=None)
    _tell(session, [*ended, item], changes, by, now)
    return item


@transaction.atomic
def start_next_agenda_item(
    *, session: LiveSession, by: User, now: datetime | None = None
) -> AgendaItem | None:
    """Begin the first part that has not been on; after the last one, end that."""
    now = now or timezone.now()
    session = lock_session(session)
    rows = list(session.agenda_items.filter(is_removed=False).order_by("position", "pk"))
    following = next((row for row in rows if row.started_at is None), None)
    if following:
        return start_agenda_item(item=following, by=by, now=now)
    on = next((row for row in rows if row.is_on), None)
    return stop_agenda_item(item=on, by=by, now=now) if on else None


@transaction.atomic
def stop_agenda_item(*, item: AgendaItem, by: User, now: datetime | None = None) -> AgendaItem:
    """End a part. Doing it twice is quiet."""
    now = now or timezone.now()
    session, item = _locked(item)
    if not item.is_on:
        return item
    changes = Changes()
    changes.set(item, ended_at=now)
    _tell(session, [item], changes, by, now)
    return item


@transaction.atomic
def extend_agenda_item(
    *, item: AgendaItem, by: User, minutes: int = EXTENDED_BY, now: datetime | None = None
) -> AgendaItem:
    """Give a part more minutes. Raises AgendaItemEnded, AgendaItemRemoved."""
    now = now or timezone.now()
    session, item = _locked(item)
    if item.ended_at:
        raise AgendaItemEnded
    changes = Changes()
    changes.set(item, minutes=min(item.minutes + minutes, LONGEST))
    _tell(session, [item], changes, by, now)
    return item
