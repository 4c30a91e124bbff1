"""Who is in a conversation. Read for those inside alone."""

from django.db.models import QuerySet

from exchange.people.models import User
from forums.models import Conversation, ConversationPart, ConversationParticipant
from forums.queries.people import name_key

MEANT_FROM, MOST_FOUND = 2, 12


def people_in(conversation: Conversation) -> QuerySet[ConversationParticipant]:
    """Everybody who was invited and has not left: hosts first, then by name."""
    standing = ConversationParticipant.objects.filter(conversation=conversation, left_at__isnull=True)
    return standing.select_related("user").order_by("part", "name", "pk")


def in_the_room(conversation: Conversation) -> list[ConversationParticipant]:
    """Those of them who have come."""
    return list(people_in(conversation).filter(joined_at__isnull=False))


def tables_of(conversation: Conversation) -> list[str]:
    """The tables at which the rounds of a conversation are held."""
    named = conversation.rounds.exclude(table="").order_by("position").values_list("table", flat=True)
    return list(dict.fromkeys(named))


def is_speaker(participant: ConversationParticipant) -> bool:
    return participant.part != ConversationPart.LISTENER and participant.left_at is None


def members_called(words: str) -> list[User]:
    """Members of whose name a part begins with these words, to be invited."""
    wanted = name_key(words)
    if len(wanted) < MEANT_FROM:
        return []
    names = User.objects.filter(is_active=True).values_list("pk", "display_name")
    found = [(name_key(name), pk) for pk, name in names if f" {wanted}" in f" {name_key(name)}"]
    order = [pk for _name, pk in sorted(found)[:MOST_FOUND]]
    people = User.objects.select_related("organisation").in_bulk(order)
    return [people[pk] for pk in order]
