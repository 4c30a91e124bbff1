"""A conversation that is held: rounds, people with an account and without, what they say."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from exchange.people.models import User
from forums.actions.conversations.contributing import contribute
from forums.actions.conversations.inviting import invite_participant, join_conversation
from forums.actions.conversations.rounds import open_round
from forums.actions.conversations.setting_up import open_conversation, prepare_conversation
from forums.models import Contribution, Conversation, ConversationParticipant, Round, Terms
from tests.factories.library import make_theme
from tests.factories.people import amina
from tests.factories.time import NOW

QUESTIONS = ("Who keeps watch?", "Who pays them?", "What did you stop doing?")


def make_talk(
    slug: str = "who-keeps-watch", *, by: User | None = None, is_open: bool = True, **fields: Any
) -> Conversation:
    """A conversation that Amina hosts, with three rounds; open, its first round with it."""
    conversation = prepare_conversation(
        slug=slug,
        by=by or amina(),
        now=NOW,
        **{
            "title": "Who keeps watch",
            "theme": make_theme(),
            "purpose": "To hear each other.",
            "terms": Terms.ATTRIBUTED,
            "questions": QUESTIONS,
            **fields,
        },
    )
    if is_open:
        conversation = open_conversation(conversation=conversation, now=NOW)
        first = conversation.rounds.order_by("position").first()
        if first:
            open_round(round=first, now=NOW)
    return conversation


def first_round(conversation: Conversation) -> Round:
    return conversation.rounds.select_related("conversation", "post").order_by("position")[0]


def come(conversation: Conversation, user: User | None = None, **fields: Any) -> ConversationParticipant:
    """Somebody is invited and takes their place: a member, or by name without an account."""
    if user is None:
        fields = {"name": "Sipho Mabaso", "affiliation": "Street Traders' Forum", **fields}
    participant = invite_participant(conversation=conversation, user=user, now=NOW, **fields)
    return join_conversation(participant=participant, agrees=True, now=NOW)


def give(
    round: Round, participant: ConversationParticipant, text: str, *, now: datetime = NOW, **options: Any
) -> Contribution:
    return contribute(round=round, participant=participant, text=text, client_id=uuid4(), now=now, **options)
