"""Voting. Rows under a unique constraint; a batch of them is one event."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from forums.actions.live.log import append_event, lock_session
from forums.actions.live.questions import require_open
from forums.models import EventKind, LiveSession, Participant, Question, SentWrite, Vote


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
    """Write a batch of votes in one transaction and, if anything changed, one event.

    A write that arrives again under its client_id counts once; casting twice is quiet. Returns the
    vote count by question pk. Raises SessionNotOpen, SessionClosed, QuestionNotInTheRoom (only for a
    batch of one: in a larger batch such a write is left out).
    """
    now = now or timezone.now()
    session = lock_session(session)
    questions = Question.objects.in_bulk({write.question.pk for write in batch})
    arrived = set(
        SentWrite.objects.filter(
            participant__in={write.voter.pk for write in batch},
            client_id__in={write.client_id for write in batch},
        ).values_list("participant_id", "client_id")
    )
    if any((write.voter.pk, write.client_id) not in arrived for write in batch):
        require_open(session)  # what counted before the session closed is not refused to its second arrival
    changed: dict[int, Question] = {}
    for write in batch:
        if (write.voter.pk, write.client_id) in arrived:
            continue
        question = questions[write.question.pk]
        if not question.is_in_the_room:
            if len(batch) == 1:
                raise QuestionNotInTheRoom
            continue
        arrived.add((write.voter.pk, write.client_id))
        SentWrite.objects.create(
            participant=write.voter, client_id=write.client_id, question=question, arrived_at=now
        )
        difference = _write_vote(question, write, now)
        if difference:
            question.vote_count += difference
            changed[question.pk] = question
    if changed:
        Question.objects.bulk_update(changed.values(), ["vote_count"])
        append_event(session=session, kind=EventKind.VOTES_CHANGED, questions=changed.values(), now=now)
    return {pk: question.vote_count for pk, question in questions.items()}


def _write_vote(question: Question, write: VoteWrite, now: datetime) -> int:
    """Write or delete the row; returns by how much the count changes."""
    if write.is_cast:
        _vote, is_new = Vote.objects.get_or_create(
            question=question, voter=write.voter, defaults={"cast_at": now}
        )
        return int(is_new)
    deleted, _by_model = Vote.objects.filter(question=question, voter=write.voter).delete()
    return -int(bool(deleted))


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
