"""The statements of a conversation as somebody who votes on them sees them: with their own votes alone."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from forums.models import (
    Conversation,
    ConversationParticipant,
    Statement,
    StatementState,
    StatementVote,
    StatementVoter,
)

NAMES = {1: "agree", -1: "disagree", 0: "pass"}


@dataclass(frozen=True)
class OwnStatement:
    """A statement that is put to the vote; ``vote`` is one's own: agree, disagree, pass, or empty."""

    statement: Statement
    vote: str


@dataclass(frozen=True)
class Ballot:
    """What somebody has still to vote on: ``now`` is the statement that is put to them."""

    statements: list[OwnStatement]
    now: OwnStatement | None

    @property
    def voted(self) -> int:
        return sum(bool(own.vote) for own in self.statements)

    @property
    def count(self) -> int:
        return len(self.statements)

    @property
    def is_done(self) -> bool:
        return self.voted == self.count


def voter_of(
    conversation: Conversation,
    participant: ConversationParticipant | None,
    user: Any,
    guest_key: UUID | None,
) -> StatementVoter | None:
    """Somebody's row, if they have voted: as a participant, as a member, or as a guest before they logged
    in. A guest's key never opens the row of somebody else."""
    rows = StatementVoter.objects.filter(conversation=conversation)
    found = rows.filter(participant=participant).first() if participant else None
    if found is None and getattr(user, "pk", None):
        found = rows.filter(user=user.pk).first()
    if found is None and guest_key:
        found = rows.filter(guest_key=guest_key, user=None, participant=None).first()
    return found


def ballot_of(conversation: Conversation, voter: StatementVoter | None, *, asked: int = 0) -> Ballot:
    """All that is put to the vote, and the one to vote on now: number ``asked``, or the next unseen.

    Each voter gets them in an order of their own, so that whoever gives up half-way leaves no statement
    without votes.
    """
    rows = list(Statement.objects.filter(conversation=conversation, state=StatementState.OPEN))
    votes: dict[int, int] = {}
    if voter:
        votes = dict(StatementVote.objects.filter(voter=voter).values_list("statement", "value"))
    statements = [
        OwnStatement(row, NAMES[votes[row.pk]] if row.pk in votes else "")
        for row in sorted(rows, key=lambda row: row.number)
    ]
    chosen = next((own for own in statements if own.statement.number == asked), None)
    if chosen is None:
        unseen = [own for own in statements if not own.vote]
        chosen = min(unseen, key=lambda own: _place(own.statement, voter), default=None)
    return Ballot(statements, chosen)


def _place(statement: Statement, voter: StatementVoter | None) -> tuple[str, int]:
    if voter is None:
        return "", statement.number
    return sha256(f"{voter.number}.{statement.number}".encode()).hexdigest(), statement.number


def statements_to_run(conversation: Conversation) -> list[Statement]:
    """All of them, for hosts; each knows whether it has votes, not how many."""
    rows = Statement.objects.filter(conversation=conversation).select_related("quotation__revision__post")
    voted = set(
        StatementVote.objects.filter(statement__conversation=conversation)
        .values_list("statement", flat=True)
        .distinct()
    )
    statements = list(rows.order_by("number"))
    for statement in statements:
        statement.has_votes = statement.pk in voted  # type: ignore[attr-defined]
    return statements


def voters_in(conversation: Conversation) -> int:
    return StatementVoter.objects.filter(conversation=conversation).count()
