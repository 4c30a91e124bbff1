"""What facilitators set at the desk while a session goes on; each act can be undone."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from forums.actions.live.changing import change_session
from forums.actions.live.log import append_event, lock_session
from forums.actions.live.undo import Changes
from forums.actions.live.unnamed import settings_under_terms
from forums.actions.live.votes import recount_session
from forums.models import Anonymity, EventKind, LivePart, LiveSession

SLOW_CHOICES = (0, 30, 60, 120, 300)


class NoSuchPause(ActionError):
    message = _("Please choose one of the times that are offered.")
    status = 400


class NotAFacilitator(ActionError):
    message = _("Only a facilitator can lead a session.")
    status = 403


def pause_asking(*, session: LiveSession, by: User, now: datetime | None = None) -> LiveSession:
    """Take no questions for a while; what people type stays on their devices."""
    return change_session(session=session, by=by, now=now, is_asking_paused=True)


def resume_asking(*, session: LiveSession, by: User, now: datetime | None = None) -> LiveSession:
    return change_session(session=session, by=by, now=now, is_asking_paused=False)


def pause_voting(*, session: LiveSession, by: User, now: datetime | None = None) -> LiveSession:
    """Take no votes for a while; those that were cast stay."""
    return change_session(session=session, by=by, now=now, is_voting_paused=True)


def resume_voting(*, session: LiveSession, by: User, now: datetime | None = None) -> LiveSession:
    return change_session(session=session, by=by, now=now, is_voting_paused=False)


def set_slow_mode(
    *, session: LiveSession, seconds: int, by: User, now: datetime | None = None
) -> LiveSession:
    """Let each person ask once in so many seconds; 0 takes the brake off. Raises NoSuchPause."""
    if seconds not in SLOW_CHOICES:
        raise NoSuchPause
    return change_session(session=session, by=by, now=now, slow_seconds=seconds)


def take_the_lead(*, session: LiveSession, by: User, now: datetime | None = None) -> LiveSession:
    """Lead the session from now on; the other desks are told. Raises NotAFacilitator."""
    if not by.can_facilitate:
        raise NotAFacilitator
    return change_session(session=session, by=by, now=now, led_by=by)


class PromiseHolds(ActionError):
    message = _(
        "People joined this session with the promise that nobody knows who is anonymous. It holds: "
        "please leave “Nobody”."
    )


UNDONE_BY_HAND = ("title", "meeting_url", "recording_url")
"""Words: an event holds none, so undoing a change of settings leaves them as they are."""


@transaction.atomic
def change_settings(
    *, session: LiveSession, settings: Mapping[str, Any], by: User, now: datetime | None = None
) -> LiveSession:
    """Set what the session's form holds, by field. Where members' votes alone count, they are counted anew.

    Raises PromiseHolds.
    """
    session = lock_session(session)
    settings = settings_under_terms(session.subject, settings)
    promised = session.anonymity == Anonymity.NOBODY and session.participants.exists()
    if promised and settings.get("anonymity", Anonymity.NOBODY) != Anonymity.NOBODY:
        raise PromiseHolds
    changed = {name: value for name, value in settings.items() if getattr(session, name) != value}
    if not changed:
        return session
    words = {name: changed.pop(name) for name in UNDONE_BY_HAND if name in changed}
    for name, value in words.items():
        setattr(session, name, value)
    session.save(update_fields=list(words))
    changes = Changes()
    if changed:
        changes.set(session, **changed)
    recounted = recount_session(session) if "votes_by_members_only" in changed else []
    append_event(
        session=session,
        kind=EventKind.SESSION_CHANGED,
        questions=recounted,
        touched={LivePart.DESK: [session]},
        undo=changes.undo,
        by=by,
        now=now or timezone.now(),
    )
    return session
