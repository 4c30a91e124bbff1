"""Polls of a live session."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from forums.access.live import session_to_facilitate
from forums.models import LiveSession, Poll, PollState, Wording


def poll_to_answer(session: LiveSession, public_id: str) -> Poll:
    """A poll that the room sees; whether it takes answers now is for the action to say."""
    shown = _polls().exclude(state__in=[PollState.DRAFT, PollState.REMOVED])
    return get_object_or_404(shown, session=session, public_id=public_id)


def poll_to_facilitate(user: Any, slug: str, public_id: str) -> Poll:
    """Any poll that is there, and one that was just removed: acts on it are refused in words."""
    session = session_to_facilitate(user, slug)
    return get_object_or_404(_polls(), session=session, public_id=public_id)


def wording_to_facilitate(user: Any, slug: str, public_id: str, pk: int) -> Wording:
    poll = poll_to_facilitate(user, slug, public_id)
    return get_object_or_404(Wording.objects.select_related("poll__session"), poll=poll, pk=pk)


def _polls() -> QuerySet[Poll]:
    return Poll.objects.select_related("session").prefetch_related("options")
