"""Who is in a conversation. Read for those inside alone."""

from django.db.models import QuerySet

from forums.models import Conversation, ConversationPart, ConversationParticipant


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
