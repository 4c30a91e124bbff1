"""Handing the desk over: a link for one named colleague, good for a quarter of an hour.

It logs nobody in: whoever holds it could then become that colleague everywhere. On a phone where the
colleague is logged in it opens the desk straight; elsewhere they log in first.
"""

from typing import Any

from django.core import signing
from django.db.models import Q
from django.http import Http404

from exchange.people.models import User
from forums.access.live import session_to_facilitate
from forums.models import LiveSession

SALT = "forums.handover"
GOOD_FOR_SECONDS = 15 * 60


def handover_key(session: LiveSession, colleague: User) -> str:
    return signing.dumps([session.pk, colleague.pk], salt=SALT)


def is_for(key: str, session: LiveSession, user: Any) -> bool:
    """Whether a key is ours, still good, and made for this person and this session."""
    try:
        made_for: Any = signing.loads(key, salt=SALT, max_age=GOOD_FOR_SECONDS)
    except signing.BadSignature:
        return False
    return bool(made_for == [session.pk, user.pk])


def session_to_take_over(user: Any, slug: str, key: str) -> LiveSession:
    """The session whose desk was handed to this facilitator. 404 for a key that is not theirs."""
    session = session_to_facilitate(user, slug)
    if not is_for(key, session, user):
        raise Http404
    return session


def colleagues_of(user: User) -> list[User]:
    """Those who could take a desk over: the other facilitators, by name."""
    people = User.objects.filter(Q(is_facilitator=True) | Q(is_superuser=True), is_active=True)
    people = people.exclude(pk=user.pk)
    return sorted(people, key=lambda person: (person.display_name.casefold(), person.pk))
