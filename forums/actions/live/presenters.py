"""Who presents in a session, by name."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from casestudies.models import CaseStudy
from exchange.people.models import User
from exchange.text import clean
from forums.actions.live.log import append_event, lock_session
from forums.actions.live.undo import Changes
from forums.actions.live.unnamed import require_no_name
from forums.models import AgendaItem, EventKind, LivePart, LiveSession, Presenter


def presenter_called(
    *, session: LiveSession, name: str, changes: Changes, case_study: CaseStudy | None = None
) -> Presenter | None:
    """The presenter of this name, made where there is none; none for no name. Needs the session's lock.

    One who was removed comes back. Raises NobodyIsNamed.
    """
    name = " ".join(clean(name).split())[:120]
    require_no_name(session, name)
    if not name:
        return None
    found = next((one for one in session.presenters.all() if one.name.casefold() == name.casefold()), None)
    if found:
        if found.is_removed:
            changes.set(found, is_removed=False)
        return found
    last = session.presenters.aggregate(last=Max("position"))["last"] or 0
    made = Presenter.objects.create(
        session=session,
        name=name,
        case_study=case_study if case_study and case_study.is_public else None,
        position=last + 1,
    )
    changes.made(made, is_removed=True)
    return made


@transaction.atomic
def add_presenter(
    *, session: LiveSession, name: str, by: User, now: datetime | None = None
) -> Presenter | None:
    """Somebody who can be asked without a part of the agenda. Doing it twice is quiet."""
    now = now or timezone.now()
    session = lock_session(session)
    changes = Changes()
    presenter = presenter_called(session=session, name=name, changes=changes)
    if presenter and changes.undo:
        _tell(session, presenter, changes, by, now)
    return presenter


@transaction.atomic
def remove_presenter(*, presenter: Presenter, by: User, now: datetime | None = None) -> Presenter:
    """Nobody can be asked under this name any more; the agenda shows it no longer. Undo brings it back."""
    now = now or timezone.now()
    session = lock_session(presenter.session)
    presenter = Presenter.objects.get(pk=presenter.pk)
    if not presenter.is_removed:
        changes = Changes()
        changes.set(presenter, is_removed=True)
        _tell(session, presenter, changes, by, now)
    return presenter


def _tell(session: LiveSession, presenter: Presenter, changes: Changes, by: User, now: datetime) -> None:
    append_event(
        session=session,
        kind=EventKind.AGENDA_CHANGED,
        touched={
            LivePart.PRESENTERS: [presenter],
            LivePart.AGENDA: AgendaItem.objects.filter(presenter=presenter),
        },
        undo=changes.undo,
        by=by,
        now=now,
    )
