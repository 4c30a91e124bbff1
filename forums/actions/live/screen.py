"""What the projector shows, chosen at the desk; each act can be undone."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from forums.actions.live.log import append_event, lock_session
from forums.actions.live.undo import Changes
from forums.models import EventKind, LivePart, LiveSession, ScreenView

NONCE_LENGTH = 12


class NoSuchView(ActionError):
    message = _("Please choose one of the views that are offered.")
    status = 400


def show_on_screen(*, session: LiveSession, view: str, by: User, now: datetime | None = None) -> LiveSession:
    """Have every screen of a session show its question, its poll, its agenda, … Raises NoSuchView."""
    if view not in ScreenView.values:
        raise NoSuchView
    return _set(session, by, now, screen_shows=view)


def show_captions_on_screen(*, session: LiveSession, by: User, now: datetime | None = None) -> LiveSession:
    return _set(session, by, now, screen_has_captions=True)


def take_captions_off_screen(*, session: LiveSession, by: User, now: datetime | None = None) -> LiveSession:
    return _set(session, by, now, screen_has_captions=False)


def renew_screen_link(*, session: LiveSession, by: User, now: datetime | None = None) -> LiveSession:
    """Make a new signed link; screens that came by the one from before go dark within a second."""
    return _set(session, by, now, screen_nonce=get_random_string(NONCE_LENGTH))


@transaction.atomic
def _set(session: LiveSession, by: User, now: datetime | None, **values: Any) -> LiveSession:
    session = lock_session(session)
    if all(getattr(session, name) == value for name, value in values.items()):
        return session
    changes = Changes()
    changes.set(session, **values)
    append_event(
        session=session,
        kind=EventKind.SESSION_CHANGED,
        touched={LivePart.DESK: [session]},
        undo=changes.undo,
        by=by,
        now=now or timezone.now(),
    )
    return session
