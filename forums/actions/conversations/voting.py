"""Votes on a conversation's statements: opened and closed, cast, changed until the close."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from exchange.work.jobs import job
from forums.actions.conversations.changing import lock_conversation
from forums.actions.conversations.opinions import find_opinions_anew
from forums.models import (
    Conversation,
    ConversationParticipant,
    Statement,
    StatementState,
    StatementVote,
    StatementVoter,
)
from forums.queries.conversations.statements import voter_of

HIGHEST_NUMBER = 2**31 - 1
VALUES = {"agree": 1, "disagree": -1, "pass": 0}


class NothingToVoteOn(ActionError):
    message = _("There is no statement yet. Draw one from the conversation, then open the voting.")


class VotingClosed(ActionError):
    code = "voting_closed"
    message = _(
        "The voting has closed, so this vote was not counted. Your earlier votes stand; the result is on the "
        "conversation's page."
    )


class VotingNotOpen(ActionError):
    message = _("The voting has not been opened yet. Please come back when the host has opened it.")


class StatementNotOpen(ActionError):
    message = _("This statement was taken out meanwhile. Please go on with the next one.")


class NotAVoter(ActionError):
    message = _("Only those who take part in this conversation vote on its statements.")
    status = 403


class ClosesInThePast(ActionError):
    message = _("The voting would close before it opens. Please choose a later time, or none.")
    status = 400


@dataclass(frozen=True)
class VotesAs:
    """Who somebody is when they vote: a participant, a member, or the guest whose key a browser keeps."""

    participant: ConversationParticipant | None = None
    user: User | None = None
    guest_key: UUID | None = None


# Opening and closing ------------------------------------------------------------------------------
@transaction.atomic
def open_voting(
    *,
    conversation: Conversation,
    closes_at: datetime | None = None,
    is_public: bool = False,
    now: datetime | None = None,
) -> Conversation:
    """Put its statements to the vote, or put them once more; while it is open, change until when and whose.

    Raises NothingToVoteOn, ClosesInThePast.
    """
    now = now or timezone.now()
    conversation = lock_conversation(conversation.pk)
    if closes_at and closes_at <= now:
        raise ClosesInThePast
    standing = conversation.statements.exclude(state=StatementState.TAKEN_OUT)
    if not standing.exists():
        raise NothingToVoteOn
    standing.update(state=StatementState.OPEN)
    conversation.voting_opened_at = conversation.voting_opened_at or now
    conversation.voting_closed_at = None
    conversation.voting_closes_at = closes_at
    conversation.is_voting_public = is_public
    conversation.save(
        update_fields=["voting_opened_at", "voting_closed_at", "voting_closes_at", "is_voting_public"]
    )
    find_opinions_anew(conversation)
    return conversation


@transaction.atomic
def close_voting(*, conversation: Conversation, now: datetime | None = None) -> Conversation:
    """No vote counts from now on; what the votes come to is worked out. Doing it twice is quiet."""
    now = now or timezone.now()
    conversation = lock_conversation(conversation.pk)
    if conversation.voting_opened_at is None or conversation.voting_closed_at:
        return conversation
    conversation.voting_closed_at = now
    conversation.save(update_fields=["voting_closed_at"])
    find_opinions_anew(conversation)
    return conversation


@job()
def close_voting_on_time() -> str:
    """Each minute: close the voting whose time is over."""
    return f"{close_votings(now=timezone.now())} closed"


def close_votings(*, now: datetime) -> int:
    over = Conversation.objects.filter(
        voting_opened_at__isnull=False, voting_closed_at=None, voting_closes_at__lte=now
    )
    found = list(over.order_by("pk"))
    for conversation in found:
        close_voting(conversation=conversation, now=now)
    return len(found)


# Voting -------------------------------------------------------------------------------------------
@transaction.atomic
def vote_on_statement(
    *, statement: Statement, by: VotesAs, value: int, now: datetime | None = None
) -> StatementVote:
    """Agree (1), disagree (-1) or pass (0); the last vote counts.

    The conversation's row is locked: a vote stands before the close or is refused, and two at once from one
    person are two votes of one voter. Raises VotingNotOpen, VotingClosed, StatementNotOpen, NotAVoter.
    """
    now = now or timezone.now()
    conversation = lock_conversation(statement.conversation_id)
    if conversation.voting_opened_at is None:
        raise VotingNotOpen
    if not conversation.takes_votes(now):
        raise VotingClosed
    if not Statement.objects.filter(pk=statement.pk, state=StatementState.OPEN).exists():
        raise StatementNotOpen
    voter = _voter(conversation, by, now)
    vote, _created = StatementVote.objects.update_or_create(
        statement=statement, voter=voter, defaults={"value": value, "voted_at": now}
    )
    return vote


def _voter(conversation: Conversation, by: VotesAs, now: datetime) -> StatementVoter:
    """Their row in a locked conversation, made with their first vote. A guest who logs in keeps theirs."""
    is_in = by.participant is not None and by.participant.joined_at and not by.participant.left_at
    if not is_in and not conversation.is_voting_public:
        raise NotAVoter
    found = voter_of(conversation, by.participant, by.user, by.guest_key)
    if found is None:
        return StatementVoter.objects.create(
            conversation=conversation,
            number=_free_number(conversation),
            participant=by.participant,
            user=by.user,
            guest_key=None if by.participant or by.user else by.guest_key,
            kind=by.participant.kind if by.participant else "",
            came_at=now,
        )
    if (by.participant and not found.participant_id) or (by.user and not found.user_id):
        found.participant = found.participant or by.participant
        found.user = found.user or by.user
        found.guest_key = None
        found.kind = found.participant.kind if found.participant else ""
        found.save(update_fields=["participant", "user", "guest_key", "kind"])
    return found


def _free_number(conversation: Conversation) -> int:
    """Random, so that a number tells nothing of who came first."""
    while True:
        number = secrets.randbelow(HIGHEST_NUMBER) + 1
        if not StatementVoter.objects.filter(conversation=conversation, number=number).exists():
            return number
