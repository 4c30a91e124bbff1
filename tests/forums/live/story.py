"""What people do in a session while their connections are cut: asking, voting, and the desk's work.

Each guest is moved by one writer only, so that what they last wished for is known. Every third write is
cut before its answer is read and sent again under the same client id.
"""

import asyncio
import random
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from tests.forums.live.devices import Device

IN_THE_ROOM = {"published", "answering", "answered"}
ASKS_EACH = 5  # the sixth within two minutes would be refused
DESK_ACTS = {
    "waiting": ["let-through"] * 6 + ["hide", "edit", "merge"],
    "published": ["answering"] * 3 + ["answered"] * 2 + ["hide", "edit", "merge", "merge", "pin", "star"],
    "answering": ["answered"] * 3 + ["stop-answering"],
    "answered": ["take-back", "unpin"],
    "hidden": ["let-through"],
    "merged": ["unmerge"],
}
UNDOES = 0.1  # of the desk's acts


class Story:
    def __init__(self, *, slug: str, desk: Device, guests: dict[str, Device]) -> None:
        self.slug = slug
        self.desk = desk
        self.guests = guests
        self.states: dict[str, str] = {}  # public id -> the state that was last answered
        self.askers: dict[str, str] = {}
        self.asked: dict[str, int] = dict.fromkeys(guests, 0)
        self.texts: set[str] = set()
        self.edited_texts: set[str] = set()
        self.merged: set[str] = set()  # was merged once, or had another merged into it
        self.undone = 0
        self.votes: dict[tuple[str, str], bool] = {}
        self.unsure: set[tuple[str, str]] = set()  # sent, cut, and refused the second time
        self.statuses: list[int] = []
        self.sent_twice = 0

    @property
    def live(self) -> str:
        return f"/live/{self.slug}/"

    async def write(self, names: list[str], is_over: Callable[[], bool], *, seed: int) -> None:
        """Move some guests, one act after another."""
        chance = random.Random(seed)  # noqa: S311
        while not is_over():
            name = chance.choice(names)
            in_the_room = [key for key, state in self.states.items() if state in IN_THE_ROOM]
            mine = [key for key in self.states if self.askers.get(key) == name]
            throw = chance.random()
            if (throw < 0.35 or not in_the_room) and self.asked[name] < ASKS_EACH:
                await asyncio.to_thread(self.ask, name, chance)
            elif throw > 0.97 and mine:
                await asyncio.to_thread(self.withdraw, name, chance.choice(mine))
            elif throw > 0.94 and mine:
                await asyncio.to_thread(self.answer_an_edit, name, chance.choice(mine), chance)
            elif in_the_room:
                await asyncio.to_thread(self.vote, name, chance.choice(in_the_room), chance)
            else:
                await asyncio.sleep(0.01)

    async def facilitate(self, is_over: Callable[[], bool], *, seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311
        while not is_over():
            waiting = [key for key, state in self.states.items() if state == "waiting"]
            known = [key for key, state in self.states.items() if state in DESK_ACTS]
            if known and chance.random() < UNDOES:
                await asyncio.to_thread(self.undo)
            elif known:
                some = waiting if waiting and chance.random() < 0.5 else known
                await asyncio.to_thread(self.act_at_the_desk, chance.choice(some), chance)
            await asyncio.sleep(0.01)

    def ask(self, name: str, chance: random.Random) -> None:
        self.asked[name] += 1
        text = f"{name} asks for the {self.asked[name]}. time: who keeps the lights on?"
        status, result = self.send(name, f"{self.live}questions/", {"text": text}, chance)
        assert status == 200, result
        self.texts.add(text)
        self.askers[result["question"]["id"]] = name
        self.states[result["question"]["id"]] = result["question"]["state"]

    def vote(self, name: str, public_id: str, chance: random.Random) -> None:
        is_cast = not self.votes.get((name, public_id), False)
        verb = "vote" if is_cast else "unvote"
        before = self.sent_twice
        status, _result = self.send(name, f"{self.live}questions/{public_id}/{verb}/", {}, chance)
        if status == 200:
            self.votes[name, public_id] = is_cast
            self.unsure.discard((name, public_id))
        elif self.sent_twice > before:
            self.unsure.add((name, public_id))

    def withdraw(self, name: str, public_id: str) -> None:
        status, _result = self.guests[name].post(f"{self.live}questions/{public_id}/withdraw/", {})
        self.statuses.append(status)
        self.states[public_id] = "withdrawn"

    def answer_an_edit(self, name: str, public_id: str, chance: random.Random) -> None:
        verb = chance.choice(["agree", "put-back"])
        status, _result = self.guests[name].post(f"{self.live}questions/{public_id}/edit/{verb}/", {})
        self.statuses.append(status)

    def act_at_the_desk(self, public_id: str, chance: random.Random) -> None:
        verb = chance.choice(DESK_ACTS[self.states[public_id]])
        fields = {
            "answer": f"The traders do. ({uuid4()})",
            "reason": "It was asked before.",
            "text": f"In other words: who pays? ({uuid4()})",
            "into": chance.choice([key for key, state in self.states.items() if state != "withdrawn"]),
        }
        if verb == "edit":
            self.edited_texts.add(fields["text"])
        status, result = self.desk.post(f"{self.live}desk/questions/{public_id}/{verb}/", fields)
        self.statuses.append(status)
        if status != 200:
            return
        if verb == "merge" and fields["into"] != public_id:
            self.merged |= {public_id, fields["into"]}
            self._is_now(public_id, "merged")
        self._is_now(result["question"]["id"], result["question"]["state"])

    def undo(self) -> None:
        """What the act before changed is told by the pages alone; the next act there may be refused."""
        status, _result = self.desk.post(f"{self.live}desk/undo/", {})
        self.statuses.append(status)
        self.undone += status == 200

    def _is_now(self, public_id: str, state: str) -> None:
        if self.states[public_id] != "withdrawn":
            self.states[public_id] = state

    def send(self, name: str, path: str, fields: dict[str, str], chance: random.Random) -> tuple[int, Any]:
        fields = {**fields, "client_id": str(uuid4())}
        if chance.random() < 0.33:
            self.sent_twice += 1
            pause = chance.choice([0, 0.01, 0.05])
            self.guests[name].post_and_be_cut(path, fields, after_seconds(pause))
        status, result = self.guests[name].post(path, fields)
        self.statuses.append(status)
        return status, result


def after_seconds(seconds: float) -> Callable[[], bool]:
    ends = time.monotonic() + seconds
    return lambda: time.monotonic() >= ends
