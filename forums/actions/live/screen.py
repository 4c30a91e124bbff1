"""What the projector shows, chosen at the desk; each act can be undone."""

from datetime import datetime

from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from forums.actions.live.changing import change_session
from forums.models import LiveSession, ScreenView

NONCE_LENGTH = 12


class NoSuchView(ActionError):
    message = _("Please choose one of the views that are offered.")
    status = 400


def show_on_screen(*, session: LiveSession, view: str, by: User, now: datetime | None = None) -> LiveSession:
    """Have every screen of a session show its question, its poll, its agenda, … Raises NoSuchView."""
    if view not in ScreenView.values:
        raise NoSuchView
    return change_session(session=session, by=by, now=now, screen_shows=view)


def show_captions_on_screen(*, session: LiveSession, by: User, now: datetime | None = None) -> LiveSession:
    return change_session(session=session, by=by, now=now, screen_has_captions=True)


def take_captions_off_screen(*, session: LiveSession, by: User, now: datetime | None = None) -> LiveSession:
    return change_session(session=session, by=by, now=now, screen_has_captions=False)


def renew_screen_link(*, session: LiveSession, by: User, now: datetime | None = None) -> LiveSession:
    """Make a new signed link; screens that came by the one from before go dark within a second."""
    return change_session(session=session, by=by, now=now, screen_nonce=get_random_string(NONCE_LENGTH))
