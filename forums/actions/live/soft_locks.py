"""Who works on what at the desk just now: told to colleagues, and never in anybody's way.

Kept in the cache for half a minute, not in the log: it is no step of the session, and a page that dies
lets go by itself. Two that write at the same moment may lose one of them until its next beat.
"""

from datetime import datetime, timedelta

from django.core.cache import cache
from django.utils import timezone

from exchange.people.models import User
from forums.models import LiveSession, Question

HOLD_SECONDS = 30

Holds = dict[str, dict[int, tuple[str, float]]]
"""Public id of the question -> pk of the facilitator -> their name, and until when (seconds since 1970)."""


def hold(*, question: Question, by: User, now: datetime | None = None) -> None:
    """Say that somebody is writing at a question; good for half a minute."""
    now = now or timezone.now()
    until = (now + timedelta(seconds=HOLD_SECONDS)).timestamp()
    holds = _standing(question.session_id, now)
    holds.setdefault(question.public_id, {})[by.pk] = (by.display_name, until)
    cache.set(_key(question.session_id), holds, HOLD_SECONDS)


def let_go(*, question: Question, by: User, now: datetime | None = None) -> None:
    now = now or timezone.now()
    holds = _standing(question.session_id, now)
    holds.get(question.public_id, {}).pop(by.pk, None)
    cache.set(_key(question.session_id), holds, HOLD_SECONDS)


def names_at(session: LiveSession, *, but: User, now: datetime | None = None) -> dict[str, list[str]]:
    """Which colleagues are at which question, by its public id."""
    holds = _standing(session.pk, now or timezone.now())
    others = {
        public_id: sorted(name for pk, (name, _until) in people.items() if pk != but.pk)
        for public_id, people in holds.items()
    }
    return {public_id: names for public_id, names in others.items() if names}


def _standing(session_id: int, now: datetime) -> Holds:
    holds: Holds = cache.get(_key(session_id)) or {}
    return {
        public_id: {pk: held for pk, held in people.items() if held[1] > now.timestamp()}
        for public_id, people in holds.items()
    }


def _key(session_id: int) -> str:
    return f"desk-holds:{session_id}"
