"""What a browser's page makes of a live socket's frames: static/js/room-socket.js, question-list.js and
question-edits.js.

Keep them alike; docs/live-protocol.md has the rules.
"""

from typing import Any, Literal

from forums.live.groups import Audience

PRIVATE_STATES = {"waiting", "hidden", "merged"}

Payload = dict[str, Any]


class Page:
    """A page of one audience. ``seq`` is where it was rendered; -1 knows nothing yet."""

    def __init__(self, audience: Audience, *, seq: int = -1, state: str = "") -> None:
        self.audience = audience
        self.seq = seq
        self.session: Payload = {"state": state} if state else {}
        self.items: dict[str, Payload] = {}
        self.mine: set[str] = set()
        self.edits: dict[str, Payload] = {}
        self.ever_shown: set[str] = set()
        self.applied = [seq]

    def hear(self, frame: Payload) -> Literal["resume"] | None:
        """Apply a frame, or say that the socket must be asked again."""
        if frame["type"] in {"resumed", "error"}:
            return None
        if frame["to"] <= self.seq and frame["type"] != "state":
            return None
        if frame["type"] == "private":
            self._apply(frame)
            return None
        if frame["type"] == "changes" and frame["from"] > self.seq:
            return "resume"
        if frame["to"] < self.seq:
            return None
        self.seq = frame["to"]
        self.applied.append(self.seq)
        self._apply(frame)
        return None

    def _apply(self, frame: Payload) -> None:
        if frame["type"] == "state":
            kept = {question["id"] for question in frame["questions"]} | self.mine
            self.items = {public_id: item for public_id, item in self.items.items() if public_id in kept}
        for question in frame.get("questions", []):
            self._put(question, is_shared=frame["type"] != "private")
        for public_id, votes in frame.get("votes", {}).items():
            self.items[public_id]["votes"] = votes
        for public_id in frame.get("removed", []):
            self._remove(public_id, is_shared=frame["type"] != "private")
        if frame["type"] == "private":
            self.edits |= {edit["id"]: edit for edit in frame.get("edits", [])}
            for public_id in [*frame.get("settled", []), *frame["removed"]]:
                self.edits.pop(public_id, None)
        self.session = frame.get("session", self.session)

    def _put(self, question: Payload, *, is_shared: bool) -> None:
        question = dict(question)
        if question.pop("mine", False):
            self.mine.add(question["id"])
        if is_shared:
            self.ever_shown.add(question["id"])
        self.items[question["id"]] = question

    def _remove(self, public_id: str, *, is_shared: bool) -> None:
        """One's own question that left the room came in a private frame just before."""
        if public_id in self.items and not (is_shared and self._is_private(self.items[public_id])):
            del self.items[public_id]

    def _is_private(self, item: Payload) -> bool:
        return self.audience is Audience.ATTENDEES and item["state"] in PRIVATE_STATES

    @property
    def state(self) -> Payload:
        """What the page shows of the room, to be compared with ``folded(session_state(...))``."""
        shared = {key: item for key, item in self.items.items() if not self._is_private(item)}
        return {"session": self.session, "questions": shared}

    @property
    def own(self) -> Payload:
        return {key: item for key, item in self.items.items() if self._is_private(item)}


def folded(state: Payload) -> Payload:
    """A fold of the server's, laid out like a page's: the session and its questions."""
    return {"session": state["session"], "questions": by_id(state["questions"])}


def by_id(questions: list[Payload]) -> Payload:
    unmarked = [{key: value for key, value in row.items() if key != "mine"} for row in questions]
    return {question["id"]: question for question in unmarked}
