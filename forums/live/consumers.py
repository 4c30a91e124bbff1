"""The doors through which a session's audiences listen, and vote (docs/live-protocol.md)."""

import json
import logging
from typing import Any

from exchange.live.allowance import Allowance
from exchange.live.complaints import Complaint, frame_of
from exchange.live.consumer import COME_BACK, NOT_A_COMMAND, RoomConsumer
from forums.live.ballots import Ballot, NotABallot, Verdict, box_of_this_loop
from forums.live.groups import parse_room
from forums.live.payloads import SessionReader, participant_of_key
from forums.live.presence import note_presence
from forums.live.threads import ThreadReader

VOTES_AT_ONCE, SECONDS_FOR_ONE_VOTE = 20, 0.5

logger = logging.getLogger(__name__)


class LiveSessionConsumer(RoomConsumer):
    """One socket of one audience; the ticket of its page says which, and who votes by it."""

    reader = SessionReader()
    counter = staticmethod(note_presence)
    commands = {**RoomConsumer.commands, "vote": "vote"}

    votes: Allowance | None = None

    async def vote(self, content: dict[str, Any]) -> None:
        """Cast or take back a vote; the answer comes after the commit."""
        voter_id = participant_of_key(self.key)
        try:
            if voter_id is None:
                raise NotABallot
            session_id = parse_room(self.room).session_id
            ballot = Ballot.of(content, session_id=session_id, voter_id=voter_id)
        except NotABallot:
            await self._end(NOT_A_COMMAND, Complaint.NOT_A_COMMAND)
            return
        self.votes = self.votes or Allowance(at_once=VOTES_AT_ONCE, seconds_for_one=SECONDS_FOR_ONE_VOTE)
        if not self.votes.take_one():
            self.take(frame_of(Complaint.TOO_OFTEN))
            return
        try:
            verdict = await box_of_this_loop().cast(ballot)
        except Exception:  # whatever the database raises: the page sends it again under the same id
            logger.exception("A vote in room %s could not be written.", self.room)
            await self._end(COME_BACK)
            return
        if self.room:
            self.take(answer_to(ballot, verdict))


def answer_to(ballot: Ballot, verdict: Verdict) -> str:
    answer: dict[str, Any] = {"client_id": str(ballot.client_id), "id": ballot.question}
    if verdict.refusal:
        answer |= {"type": "refused", "words": verdict.refusal}
    else:
        answer |= {"type": "voted", "votes": verdict.votes, "on": ballot.is_cast, "seq": verdict.seq}
    return json.dumps(answer, separators=(",", ":"), ensure_ascii=False)


class ThreadConsumer(RoomConsumer):
    """One open page of a thread. It hears that something changed, and never a word of what."""

    reader = ThreadReader()
