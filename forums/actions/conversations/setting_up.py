"""Preparing a conversation, opening and closing it, and opening its words to all readers."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from forums.actions.conversations.changing import ConversationBegun, lock_conversation, touch
from forums.actions.conversations.rounds import end_round, lay_out_rounds, require_voices
from forums.actions.live.stricter_terms import hold_sessions_to_terms
from forums.models import (
    Caption,
    Contribution,
    Conversation,
    ConversationFormat,
    ConversationPart,
    ConversationParticipant,
    ConversationState,
    Minute,
    Question,
    Terms,
    stricter_of,
)
from forums.queries.conversations.namings import texts_that_name

RESERVED_SLUGS = frozenset({"new", "formats", "in"})
"""Steps of addresses that stand where a conversation's slug does."""


class NothingToOpen(ActionError):
    message = _("A conversation needs at least one round with a question. Add one, then open it.")


class StillOpen(ActionError):
    message = _("Close the conversation first: its words are opened as a whole, once nobody adds to them.")


class NamesStand(ActionError):
    code = "names_stand"
    message = _(
        "These words still name somebody. Take each name out, or say of the words that they may stay; then "
        "open them."
    )


@transaction.atomic
def prepare_conversation(
    *,
    title: str,
    by: User,
    format: ConversationFormat | None = None,
    questions: Sequence[str] = (),
    tables: Sequence[str] = (),
    slug: str = "",
    is_demonstration: bool = False,
    now: datetime | None = None,
    **fields: Any,
) -> Conversation:
    """Begin to set up a conversation; whoever does is its first host.

    Its rounds are those of the format, its guiding questions taking the place of their prompts; without
    a format each question is a round. ``fields`` are fields of the conversation, as its form has them.
    """
    now = now or timezone.now()
    conversation = Conversation.objects.create(
        slug=slug or free_slug(title),
        title=title,
        guiding_questions=list(questions),
        state=ConversationState.PREPARING,
        format=format,
        harvest_form=format.harvest if format else [],
        created_by=by,
        is_demonstration=is_demonstration,
        **fields,
    )
    ConversationParticipant.objects.create(
        conversation=conversation,
        user=by,
        name=by.display_name,
        affiliation=str(by.organisation or ""),
        role=by.role_line[:120],
        municipality_code=by.municipality_code,
        part=ConversationPart.HOST,
        invited_at=now,
        joined_at=now,
    )
    lay_out_rounds(conversation, format=format, questions=questions, tables=tables)
    return conversation


def free_slug(title: str) -> str:
    stem = slugify(title)[:90] or "conversation"
    slug, number = stem, 1
    while slug in RESERVED_SLUGS or Conversation.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{stem}-{number}"
    return slug


@transaction.atomic
def change_conversation(
    *, conversation: Conversation, settings: Mapping[str, Any], now: datetime | None = None
) -> Conversation:
    """Change what can be set. Once words were given, their terms only become stricter; what was said live is
    held to the stricter ones at once.

    Raises ConversationBegun.
    """
    conversation = lock_conversation(conversation.pk)
    wanted = str(settings.get("terms", conversation.terms))
    is_stricter = wanted != conversation.terms and stricter_of(conversation.terms, wanted) == wanted
    if has_words(conversation) and stricter_of(conversation.terms, wanted) != wanted:
        raise ConversationBegun
    for name, value in settings.items():
        setattr(conversation, name, value)
    conversation.save(update_fields=list(settings))
    if is_stricter:
        hold_sessions_to_terms(conversation, now=now or timezone.now())
    touch(conversation)
    return conversation


@transaction.atomic
def open_conversation(*, conversation: Conversation, now: datetime | None = None) -> Conversation:
    """Open it, or open it again. Doing it twice is quiet. Raises NothingToOpen."""
    now = now or timezone.now()
    conversation = lock_conversation(conversation.pk)
    if conversation.is_open:
        return conversation
    if not conversation.rounds.exists():
        raise NothingToOpen
    conversation.state = ConversationState.OPEN
    conversation.opened_at = conversation.opened_at or now
    conversation.closed_at = None
    conversation.save(update_fields=["state", "opened_at", "closed_at"])
    touch(conversation)
    return conversation


@transaction.atomic
def close_conversation(
    *, conversation: Conversation, needs_voices: bool = False, now: datetime | None = None
) -> Conversation:
    """Close it with the rounds that are open. Doing it twice is quiet. Raises FewVoices."""
    now = now or timezone.now()
    conversation = lock_conversation(conversation.pk)
    if not conversation.is_open:
        return conversation
    if needs_voices:
        require_voices(conversation.rounds.order_by("position"))
    for round in conversation.rounds.order_by("position"):
        round.conversation = conversation
        end_round(round, now=now)
    conversation.state, conversation.closed_at = ConversationState.CLOSED, now
    conversation.save(update_fields=["state", "closed_at"])
    touch(conversation)
    return conversation


@transaction.atomic
def open_words(*, conversation: Conversation, now: datetime | None = None) -> Conversation:
    """From now on everybody reads its words. Doing it twice is quiet.

    Raises StillOpen, and NamesStand where words that are to name nobody do, and were not left to stand.
    """
    conversation = lock_conversation(conversation.pk)
    if conversation.words_opened_at:
        return conversation
    if conversation.state != ConversationState.CLOSED:
        raise StillOpen
    if texts_that_name(conversation):
        raise NamesStand
    conversation.words_opened_at = now or timezone.now()
    conversation.save(update_fields=["words_opened_at"])
    touch(conversation)
    return conversation


@transaction.atomic
def shut_words(*, conversation: Conversation) -> Conversation:
    """Only who took part and facilitators read its words again. Doing it twice is quiet."""
    conversation = lock_conversation(conversation.pk)
    conversation.words_opened_at = None
    conversation.save(update_fields=["words_opened_at"])
    touch(conversation)
    return conversation


def terms_that_remain(conversation: Conversation) -> list[Terms]:
    """The terms that may still be set."""
    if not has_words(conversation):
        return list(Terms)
    return [terms for terms in Terms if stricter_of(conversation.terms, terms) == terms]


def has_words(conversation: Conversation) -> bool:
    """Whether anything was said under its terms yet: given to a round, said live, brought from elsewhere."""
    live = (rows.objects.filter(session__conversation=conversation) for rows in (Question, Minute, Caption))
    given = Contribution.objects.filter(conversation=conversation)
    return any(rows.exists() for rows in (given, *live))
