"""Where the recording of a session is, and when it begins."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from forums.actions.live.changing import change_session
from forums.actions.live.log import lock_session
from forums.models import LiveSession

FURTHEST = 24 * 3600


class ClockTooFar(ActionError):
    message = _("A clock can be corrected by a day at most. Set when the recording begins instead.")
    status = 400


@transaction.atomic
def set_recording(
    *,
    session: LiveSession,
    url: str,
    starts_at: datetime | None,
    by: User,
    now: datetime | None = None,
) -> LiveSession:
    """Say where the recording is and when it began. A new beginning has no correction yet."""
    session = lock_session(session)
    corrected = session.recording_correction if session.recording_starts_at == starts_at else 0
    return change_session(
        session=session,
        by=by,
        now=now,
        recording_url=url,
        recording_starts_at=starts_at,
        recording_correction=corrected,
    )


def correct_recording_clock(
    *, session: LiveSession, seconds: int, by: User, now: datetime | None = None
) -> LiveSession:
    """Say by how many seconds the recording began later than told; less than zero is earlier.

    Raises ClockTooFar.
    """
    if abs(seconds) > FURTHEST:
        raise ClockTooFar
    return change_session(session=session, by=by, now=now, recording_correction=seconds)
