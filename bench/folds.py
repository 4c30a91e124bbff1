"""What a page makes of its frames: the state it shows, and when each event had reached it."""

import json
import time
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

Payload = Mapping[str, Any]


@lru_cache(maxsize=64)
def parsed(text: bytes) -> Payload:
    """Listeners of a room get the same text; one reading of it is enough to know what they would do."""
    return json.loads(text)


class Fold:
    """A page that was rendered with ``page``'s questions, at its seq."""

    def __init__(self, page: Payload) -> None:
        self.seq: int = page["seq"]
        self.questions: dict[str, Payload] = {question["id"]: question for question in page["questions"]}
        self.own: dict[str, Payload] = {}
        self.applied: dict[int, float] = {}  # seq -> when the state had come to include it
        self.last_at = 0.0

    def _note(self, seqs: Iterable[int]) -> None:
        self.last_at = time.monotonic()
        self.applied.update(dict.fromkeys(seqs, self.last_at))

    def _apply(self, frame: Payload) -> None:
        for question in frame.get("questions", ()):
            self.questions[question["id"]] = question
            self.own.pop(question["id"], None)
        for public_id, votes in frame.get("votes", {}).items():
            self.questions[public_id] = {**self.questions[public_id], "votes": votes}
        for public_id in frame.get("removed", ()):
            self.questions.pop(public_id, None)


class HubFold(Fold):
    """Frames of our hub: from one seq to another, with the latest form of what changed between."""

    def __init__(self, page: Payload) -> None:
        super().__init__(page)
        self.is_joined = False
        self.gaps = 0
        self.frames = 0
        self.votes: dict[str, int] = {}  # client id -> the seq by which a vote of ours counts
        self.refused: list[str] = []

    def take(self, text: bytes) -> None:
        frame = parsed(text)
        kind = frame["type"]
        self.frames += 1
        if kind == "resumed":
            self.is_joined = True
        elif kind == "voted":
            self.votes[frame["client_id"]] = frame["seq"]
        elif kind == "error":
            self.refused.append(frame["code"])
        elif frame["to"] <= self.seq:
            return  # told before: the seq never goes back
        elif kind == "private":
            self._apply_private(frame)
        elif kind == "changes" and frame["from"] > self.seq:
            self.gaps += 1
        else:
            if kind == "state":
                self.questions = {}
            self._apply(frame)
            self._note(range(self.seq + 1, frame["to"] + 1))
            self.seq = frame["to"]

    def _apply_private(self, frame: Payload) -> None:
        for question in frame.get("questions", ()):
            self.own[question["id"]] = question
        for public_id in frame.get("removed", ()):
            self.own.pop(public_id, None)


class StockFold(Fold):
    """Frames of the stock consumer: one event each."""

    def take(self, text: bytes) -> None:
        frame = parsed(text)
        self._apply(frame)
        self._note([frame["seq"]])
