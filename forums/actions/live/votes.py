"""Voting. Rows under a unique constraint; a batch of them is one event.

A vote that does not count now (of a guest where only members' votes do, of a burst of guests that no
facilitator has let count) is kept and shown to its voter as given; ``vote_count`` is without it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from forums.actions.live.admission import require_may_vote
from forums.actions.live.log import append_event, lock_session
from forums.models import EventKind, LiveSession, Participant, Question, SentWrite, Vote
from forums.queries.counting import counts_of, uncounted_among


class QuestionNotInTheRoom(ActionError):
    message = _("This question is no longer open for votes.")


@dataclass(frozen=True)
class VoteWrite:
    """One participant's wish about one question, under an id that their device made."""

    question: Question
    voter: Participant
    is_cast: bool
    client_id: UUID


@transaction.atomic
def commit_votes(
    *, session: LiveSession, batch: Sequence[VoteWrite], now: datetime | None = None
) -> dict[int, int]:
    """Write a batch of votes in one transaction and, if a count changed, one event.

    A write that arrives again under its client_id counts once; casting twice is quiet. Returns the
    vote count by question pk. Raises SessionNotOpen, SessionClosed, VotingPaused, and only for a batch
    of one QuestionNotInTheRoom and Blocked: in a larger batch such a write is left out.
    """
    now = now or timezone.now()
    session = lock_session(session)
    questions = Question.objects.in_bulk({write.question.pk for write in batch})
    voters = {write.voter.pk for write in batch}
    arrived = set(
        SentWrite.objects.filter(
            participant__in=voters,
            client_id__in={write.client_id for write in batch},
        ).values_list("participant_id", "client_id")
    )
    fresh = [write for write in batch if (write.voter.pk, write.client_id) not in arrived]
    if fresh:  # what counted before the session closed is not refused to its second arrival
        require_may_vote(session=session, voter=batch[0].voter if len(batch) == 1 else None)
    blocked = _blocked_among(voters) if len(batch) > 1 else set()
    uncounted = uncounted_among(voters)
    merged = _with_merged(questions)
    changed: dict[int, Question] = {}
    for write in fresh:
        question = questions[write.question.pk]
        if (write.voter.pk, write.client_id) in arrived or write.voter.pk in blocked:
            continue
        if not question.is_in_the_room:
            if len(batch) == 1:
                raise QuestionNotInTheRoom
            continue
        arrived.add((write.voter.pk, write.client_id))
        SentWrite.objects.create(
            participant=write.voter, client_id=write.client_id, question=question, arrived_at=now
        )
        difference = _write_vote(question, write, now, has_merged=question.pk in merged)
        if difference and write.voter.pk not in uncounted:
            question.vote_count += difference
            changed[question.pk] = question
    if changed:
        Question.objects.bulk_update(changed.values(), ["vote_count"])
        append_event(session=session, kind=EventKind.VOTES_CHANGED, questions=changed.values(), now=now)
    return {pk: question.vote_count for pk, question in questions.items()}


def _write_vote(question: Question, write: VoteWrite, now: datetime, *, has_merged: bool) -> int:
    """Write or delete the row; returns by how much the count changes.

    Who voted for a question that was merged into this one has voted for this one.
    """
    group = Q(question=question) | Q(question__merged_into=question) if has_merged else Q(question=question)
    standing = Vote.objects.filter(group, voter=write.voter)
    if write.is_cast:
        if has_merged and standing.exists():
            return 0
        _vote, is_new = Vote.objects.get_or_create(
            question=question, voter=write.voter, defaults={"cast_at": now}
        )
        return int(is_new)
    deleted, _by_model = standing.delete()
    return -int(bool(deleted))


def _with_merged(questions: Collection[int]) -> set[int]:
    """Which of these questions others were merged into."""
    found = Question.objects.filter(merged_into__in=questions).values_list("merged_into", flat=True)
    return {pk for pk in found if pk}


def _blocked_among(voters: Collection[int]) -> set[int]:
    found = Participant.objects.filter(pk__in=voters, blocked_at__isnull=False)
    return set(found.values_list("pk", flat=True))


def recount(questions: Collection[int]) -> list[Question]:
    """Count the votes of some questions anew; returns those, by rows, whose count was another.

    Needs the session's lock. Whoever changed which votes count tells of them in their event.
    """
    counts = counts_of(questions)
    rows = Question.objects.filter(pk__in=questions).in_order_asked()
    changed = [question for question in rows if question.vote_count != counts[question.pk]]
    for question in changed:
        question.vote_count = counts[question.pk]
    Question.objects.bulk_update(changed, ["vote_count"])
    return changed


def recount_session(session: LiveSession) -> list[Question]:
    """The same of every question of a session: when ``votes_by_members_only`` was turned."""
    return recount(list(session.questions.values_list("pk", flat=True)))


def voted_on_by(participants: Collection[int]) -> set[int]:
    """The questions in whose count these people's votes are, or would be."""
    votes = Vote.objects.filter(voter__in=participants)
    pairs = votes.values_list("question", "question__merged_into").distinct()
    return {pk for pair in pairs for pk in pair if pk}


def cast_vote(*, question: Question, voter: Participant, client_id: UUID, now: datetime | None = None) -> int:
    """Vote for a question; returns its votes. Raises what ``commit_votes`` raises."""
    write = VoteWrite(question=question, voter=voter, is_cast=True, client_id=client_id)
    return commit_votes(session=question.session, batch=[write], now=now)[question.pk]


def take_back_vote(
    *, question: Question, voter: Participant, client_id: UUID, now: datetime | None = None
) -> int:
    """Take one's vote back; returns the question's votes. Raises what ``commit_votes`` raises."""
    write = VoteWrite(question=question, voter=voter, is_cast=False, client_id=client_id)
    return commit_votes(session=question.session, batch=[write], now=now)[question.pk]
