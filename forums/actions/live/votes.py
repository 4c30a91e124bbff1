"""Voting. Rows under a unique constraint; a batch of them is one event.

A vote that does not count now (of a guest where only members' votes do, of a burst of guests that no
facilitator has let count) is kept and shown to its voter as given; ``vote_count`` is without it.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from forums.actions.live.admission import require_may_vote, require_not_blocked
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


@dataclass(frozen=True)
class Written:
    """What came of a batch: votes by question pk, the seq that says so, and the writes that were left out."""

    counts: Mapping[int, int]
    seq: int
    left_out: frozenset[VoteWrite]


def commit_votes(
    *, session: LiveSession, batch: Sequence[VoteWrite], now: datetime | None = None
) -> dict[int, int]:
    """Write a batch of votes; returns the vote count by question pk. Raises what ``write_votes`` raises,
    and for a batch of one QuestionNotInTheRoom and Blocked.
    """
    written = write_votes(session=session, batch=batch, now=now)
    if len(batch) == 1 and written.left_out:
        require_not_blocked(batch[0].voter)
        raise QuestionNotInTheRoom
    return dict(written.counts)


@transaction.atomic
def write_votes(*, session: LiveSession, batch: Sequence[VoteWrite], now: datetime | None = None) -> Written:
    """Write a batch of votes in one transaction and, if a count changed, one event.

    A write that arrives again under its client_id counts once; casting twice is quiet. Left out is what
    is about a question that is not in the room, and what somebody sent who was blocked. It costs the
    same queries for one vote as for five hundred. Raises SessionNotOpen, SessionClosed, VotingPaused.
    """
    now = now or timezone.now()
    session = lock_session(session)
    questions = Question.objects.in_bulk({write.question.pk for write in batch})
    voters = {write.voter.pk for write in batch}
    arrived = _arrived_among(batch)
    fresh = [write for write in batch if (write.voter.pk, write.client_id) not in arrived]
    if fresh:  # what counted before the session closed is not refused to its second arrival
        require_may_vote(session=session)
    blocked, uncounted = blocked_among(voters), uncounted_among(voters)
    ballots = Ballots(questions, voters)
    sent, left_out = [], set[VoteWrite]()
    changed: dict[int, Question] = {}
    for write in fresh:
        question = questions[write.question.pk]
        if (write.voter.pk, write.client_id) in arrived:
            continue
        if write.voter.pk in blocked or not question.is_in_the_room:
            left_out.add(write)
            continue
        arrived.add((write.voter.pk, write.client_id))
        sent.append(
            SentWrite(
                participant_id=write.voter.pk, client_id=write.client_id, question=question, arrived_at=now
            )
        )
        difference = ballots.cast(write, now) if write.is_cast else ballots.take_back(write)
        if difference and write.voter.pk not in uncounted:
            question.vote_count += difference
            changed[question.pk] = question
    SentWrite.objects.bulk_create(sent)
    ballots.save()
    if changed:
        Question.objects.bulk_update(changed.values(), ["vote_count"])
        append_event(session=session, kind=EventKind.VOTES_CHANGED, questions=changed.values(), now=now)
    counts = {pk: question.vote_count for pk, question in questions.items()}
    return Written(counts, session.last_seq, frozenset(left_out))


class Ballots:
    """Who has voted for some questions, or for what was merged into them; changed here, then saved at once.

    Who voted for a question that was merged into another one has voted for that one.
    """

    def __init__(self, questions: Collection[int], voters: Collection[int]) -> None:
        group = Q(question__in=questions) | Q(question__merged_into__in=questions)
        votes = Vote.objects.filter(group, voter__in=voters)
        self._standing: dict[tuple[int, int], list[int]] = defaultdict(list)
        for pk, question, merged_into, voter in votes.values_list(
            "pk", "question", "question__merged_into", "voter"
        ):
            self._standing[merged_into or question, voter].append(pk)
        self._new: dict[tuple[int, int], Vote] = {}
        self._gone: list[int] = []

    def cast(self, write: VoteWrite, now: datetime) -> int:
        """By how much the question's count changes."""
        key = (write.question.pk, write.voter.pk)
        if key in self._new or self._standing.get(key):
            return 0
        self._new[key] = Vote(question_id=write.question.pk, voter_id=write.voter.pk, cast_at=now)
        return 1

    def take_back(self, write: VoteWrite) -> int:
        key = (write.question.pk, write.voter.pk)
        standing = self._standing.pop(key, [])
        self._gone += standing
        return -1 if self._new.pop(key, None) or standing else 0

    def save(self) -> None:
        Vote.objects.filter(pk__in=self._gone).delete()
        Vote.objects.bulk_create(self._new.values())


def _arrived_among(batch: Sequence[VoteWrite]) -> set[tuple[int, UUID]]:
    """Whose devices' writes have counted already."""
    earlier = SentWrite.objects.filter(
        participant__in={write.voter.pk for write in batch},
        client_id__in={write.client_id for write in batch},
    )
    return set(earlier.values_list("participant_id", "client_id"))


def blocked_among(voters: Collection[int]) -> set[int]:
    """Those of some participants, by pk, whom a facilitator has taken out of the voting."""
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
