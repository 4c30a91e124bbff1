"""Set how a session stands: the one way in which facilitators' acts change its row."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from exchange.people.models import User
from forums.actions.live.log import append_event, lock_session
from forums.actions.live.undo import Changes
from forums.models import EventKind, LivePart, LiveSession


@transaction.atomic
def change_session(
    *, session: LiveSession, by: User, now: datetime | None = None, **values: Any
) -> LiveSession:
    """Set some fields of a session, none of them words, and tell open pages. What stands so already is quiet.

    The act can be undone. Returns the session as it is now, its lock held until the transaction ends.
    """
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
