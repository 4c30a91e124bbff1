"""A round as those in the room see it: who speaks in it, who has been heard."""

from forums.models import Contribution, ConversationParticipant, Round, Terms
from forums.queries.conversations.people import in_the_room, is_speaker


def speakers_of(round: Round) -> list[ConversationParticipant]:
    """Those who may be heard in a round, in a lasting order: by name."""
    people = [one for one in in_the_room(round.conversation) if is_speaker(one)]
    seated = [one for one in people if not round.table or one.table == round.table]
    return sorted(seated, key=lambda one: (one.name.casefold(), one.pk))


def heard_in(round: Round) -> set[int]:
    """Who is known to have been heard. What somebody said under Chatham House tells of nobody."""
    given = Contribution.objects.filter(round=round, withdrawn_at__isnull=True, participant__isnull=False)
    return set(given.exclude(terms=Terms.CHATHAM_HOUSE).values_list("participant_id", flat=True))


def contributions_in(round: Round) -> int:
    """How many contributions a round has, those that wait included."""
    return Contribution.objects.filter(round=round, withdrawn_at__isnull=True).count()
