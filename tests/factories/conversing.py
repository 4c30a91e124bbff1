"""A conversation with people in it, and what they said, as its record holds it."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from exchange.people.models import User
from forums.actions.posts import write_post
from forums.models import (
    Contribution,
    Conversation,
    ConversationContact,
    ConversationParticipant,
    Post,
    PostKind,
    Round,
    Terms,
    Thread,
    ThreadKind,
)
from tests.factories.time import NOW


def take_part(
    conversation: Conversation,
    name: str = "Nomsa Dube",
    *,
    user: User | None = None,
    email: str = "",
    **more: Any,
) -> ConversationParticipant:
    """Somebody in a conversation; with an address where they have no account."""
    person = ConversationParticipant.objects.create(
        conversation=conversation,
        user=user,
        name=user.display_name if user else name,
        **{"affiliation": "Kasi Watch", "role": "Street committee chair", "invited_at": NOW, **more},
    )
    if email:
        ConversationContact.objects.create(
            participant=person, email=email, delete_on=(NOW + timedelta(days=90)).date()
        )
    return person


def record_of(conversation: Conversation) -> Thread:
    thread, _created = Thread.objects.get_or_create(
        conversation=conversation,
        live_session=None,
        is_record=True,
        defaults={
            "title": f"Record: {conversation.title}",
            "kind": ThreadKind.CONVERSATION,
            "opened_at": NOW,
            "last_posted_at": NOW,
        },
    )
    return thread


@transaction.atomic
def contributed(
    person: ConversationParticipant,
    text: str = "We light the rank ourselves. It costs us R40 a month.",
    *,
    terms: Terms | None = None,
    now: datetime = NOW,
) -> Post:
    """What somebody gave to a round, as a post of the record."""
    conversation = person.conversation
    terms = terms or Terms(conversation.terms)
    one, _created = Round.objects.get_or_create(
        conversation=conversation, position=1, defaults={"title": "What works", "opened_at": NOW}
    )
    thread = Thread.objects.select_for_update().get(pk=record_of(conversation).pk)
    byline = person.byline_under(terms)
    post = write_post(thread=thread, text=text, byline=byline, kind=PostKind.CONTRIBUTION, now=now)
    Contribution.objects.create(
        conversation=conversation, round=one, participant=person, terms=terms, post=post, given_at=now
    )
    return post
