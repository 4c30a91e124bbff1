from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q

from exchange.text import clean
from forums.models import LiveSession, Participant

PEOPLE_A_PAGE = 50


def people_page(session: LiveSession, *, query: str, number: str) -> Page[Any]:
    """Who takes part under a name, found by a part of it; who is blocked first, then the latest to come.

    Who is anonymous to the room is in no list: they are blocked from a question of theirs.
    """
    people = Participant.objects.filter(session=session, is_anonymous=False, is_entered=False)
    words = " ".join(clean(query).split())[:80]
    if words:
        people = people.filter(Q(guest_name__icontains=words) | Q(user__display_name__icontains=words))
    ordered = people.select_related("user").order_by("-blocked_at", "-joined_at", "-pk")
    return Paginator(ordered, PEOPLE_A_PAGE).get_page(number)
