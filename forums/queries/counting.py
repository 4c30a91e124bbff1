"""Whose votes are in a question's count."""

from collections.abc import Collection

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce

from forums.models import LiveSession, Participant, Vote

COUNTED = Q(voter__user__isnull=False) | (
    Q(voter__session__votes_by_members_only=False)
    & (Q(voter__burst__isnull=True) | Q(voter__burst__counts=True))
)


def uncounted_among(participants: Collection[int]) -> set[int]:
    """Those of some participants, by pk, whose votes are kept but do not count now."""
    guests = Participant.objects.filter(pk__in=participants, user__isnull=True)
    out = guests.filter(Q(session__votes_by_members_only=True) | Q(burst__counts=False))
    return set(out.values_list("pk", flat=True))


def counts_of(questions: Collection[int]) -> dict[int, int]:
    """How many people voted for each of some questions, or for what was merged into it, and count."""
    votes = Vote.objects.filter(COUNTED).annotate(to=Coalesce(F("question__merged_into"), F("question")))
    found = votes.filter(to__in=questions).values("to").annotate(people=Count("voter", distinct=True))
    counted = dict(found.order_by("to").values_list("to", "people"))
    return {pk: counted.get(pk, 0) for pk in questions}


def why_uncounted(participant: Participant, session: LiveSession) -> str:
    """``members``, ``burst``, or nothing where somebody's votes count."""
    if participant.user_id:
        return ""
    if session.votes_by_members_only:
        return "members"
    return "burst" if participant.burst and not participant.burst.counts else ""
