"""Votes that come by sockets. Those that come together are committed together, and each is answered.

A form post does the same for one vote (``forums.views.live``); under one client id the two count once.
"""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID
from weakref import WeakKeyDictionary

from exchange.errors import ActionError
from exchange.live.own_thread import OwnThread
from forums.actions.live.admission import Blocked
from forums.actions.live.votes import QuestionNotInTheRoom, VoteWrite, blocked_among, write_votes
from forums.models import LiveSession, Participant, Question

GATHER_SECONDS = 0.01
MOST_AT_ONCE = 500  # writes in one transaction


class NotABallot(ValueError):
    """A command that lacks something, or has something else in its place."""


@dataclass(frozen=True)
class Ballot:
    """What one socket wants of one question."""

    session_id: int
    voter_id: int
    question: str  # its public id
    is_cast: bool
    client_id: UUID

    @classmethod
    def of(cls, content: dict[str, Any], *, session_id: int, voter_id: int) -> Self:
        """The ballot that a command is. Raises NotABallot."""
        question, is_cast, client_id = content.get("question"), content.get("on"), content.get("client_id")
        if not (isinstance(question, str) and isinstance(is_cast, bool) and isinstance(client_id, str)):
            raise NotABallot
        try:
            return cls(session_id, voter_id, question, is_cast, UUID(client_id))
        except ValueError as error:
            raise NotABallot from error


@dataclass(frozen=True)
class Verdict:
    """What came of a ballot: the question's votes and the seq that says so, or words why not."""

    votes: int = 0
    seq: int = 0
    refusal: str = ""


class BallotBox:
    """The ballots of one process that wait for their commit."""

    def __init__(self) -> None:
        self._waiting: dict[int, list[tuple[Ballot, asyncio.Future[Verdict]]]] = defaultdict(list)
        self._thread = OwnThread("ballots")
        self._task: asyncio.Task[None] | None = None

    async def cast(self, ballot: Ballot) -> Verdict:
        """Put a ballot in; returns after its commit. Raises what the database raises."""
        verdict: asyncio.Future[Verdict] = asyncio.get_running_loop().create_future()
        self._waiting[ballot.session_id].append((ballot, verdict))
        if self._task is None:
            self._task = asyncio.create_task(self._commit_what_comes(), name="ballots")
        return await verdict

    async def _commit_what_comes(self) -> None:
        try:
            while self._waiting:
                await asyncio.sleep(GATHER_SECONDS)
                gathered, self._waiting = self._waiting, defaultdict(list)
                for session_id, waiting in gathered.items():
                    for start in range(0, len(waiting), MOST_AT_ONCE):
                        await self._commit(session_id, waiting[start : start + MOST_AT_ONCE])
        finally:
            self._task = None
            self._thread.let_go()

    async def _commit(
        self, session_id: int, waiting: Sequence[tuple[Ballot, "asyncio.Future[Verdict]"]]
    ) -> None:
        ballots = [ballot for ballot, _verdict in waiting]
        try:
            verdicts = await self._thread.run(commit, session_id, ballots)
        except Exception as error:  # each socket tells of it in its own way
            for _ballot, verdict in waiting:
                if not verdict.done():
                    verdict.set_exception(error)
            return
        for (_ballot, verdict), came in zip(waiting, verdicts, strict=True):
            if not verdict.done():
                verdict.set_result(came)


def commit(session_id: int, ballots: Sequence[Ballot]) -> list[Verdict]:
    """Write the ballots of one session in one transaction; a verdict for each, in their order."""
    named = {ballot.question for ballot in ballots}
    found = Question.objects.filter(session=session_id, public_id__in=named)
    questions = {question.public_id: question for question in found}
    writes = [
        VoteWrite(
            questions[ballot.question], Participant(pk=ballot.voter_id), ballot.is_cast, ballot.client_id
        )
        if ballot.question in questions
        else None
        for ballot in ballots
    ]
    try:
        written = write_votes(
            session=LiveSession(pk=session_id), batch=[write for write in writes if write is not None]
        )
    except ActionError as refused:
        return [Verdict(refusal=str(refused.message))] * len(ballots)
    blocked = blocked_among({write.voter.pk for write in written.left_out})
    return [
        Verdict(votes=written.counts[write.question.pk], seq=written.seq)
        if write is not None and write not in written.left_out
        else Verdict(
            refusal=str(Blocked.message if ballot.voter_id in blocked else QuestionNotInTheRoom.message)
        )
        for ballot, write in zip(ballots, writes, strict=True)
    ]


_boxes: "WeakKeyDictionary[asyncio.AbstractEventLoop, BallotBox]" = WeakKeyDictionary()


def box_of_this_loop() -> BallotBox:
    """The process's box. A server has one event loop; tests have a loop each."""
    return _boxes.setdefault(asyncio.get_running_loop(), BallotBox())
