"""Guests who ask and vote while servers fail: each sends a thing until it is answered, under one id."""

import asyncio
import contextlib
import http.client
import random
import time
from typing import Any
from uuid import uuid4

from tests.forums.live.gathering import Room

PATIENCE = 60.0
ASKS_EACH = 5  # the sixth within two minutes would be refused


class Wishes:
    def __init__(self, room: Room) -> None:
        self.room = room
        self.asked: dict[str, list[str]] = {}
        self.votes: dict[tuple[str, str], bool] = {}
        self.sent: list[str] = []
        self.answered = 0
        self.sent_again = 0

    async def write(self, name: str, over: asyncio.Event) -> None:
        """One thing after another: now and then a question, else a vote or taking it back."""
        chance = random.Random(name)  # noqa: S311
        page = self.room.lines[f"{name}, page"].page
        while not over.is_set():
            if not page.items or (len(self.asked.get(name, [])) < ASKS_EACH and chance.random() < 0.2):
                await asyncio.to_thread(self._ask, name)
            else:
                await asyncio.to_thread(self._vote, name, chance.choice(sorted(page.items)))

    def _ask(self, name: str) -> None:
        mine = self.asked.setdefault(name, [])
        mine.append(f"{name}, for the {len(mine) + 1}. time: who keeps the lights on?")
        self._send(name, "questions/", {"text": mine[-1]})

    def _vote(self, name: str, public_id: str) -> None:
        is_cast = not self.votes.get((name, public_id), False)
        result = self._send(name, f"questions/{public_id}/{'vote' if is_cast else 'unvote'}/", {})
        assert result["voted"] is is_cast
        self.votes[name, public_id] = is_cast

    def _send(self, name: str, path: str, fields: dict[str, str]) -> Any:
        """As static/js/write.js: no answer, or one of 500 and above, is no answer yet."""
        fields = {**fields, "client_id": str(uuid4())}
        self.sent.append(fields["client_id"])
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError, http.client.HTTPException):  # nobody there, or it died
                status, result = self.room.guests[name].post(self.room.live + path, fields)
                if status < 500:
                    assert status == 200, result
                    self.answered += 1
                    return result
            self.sent_again += 1
            time.sleep(0.2)
        raise AssertionError(f"nobody answered {path}")

    async def until_answered(self, more: int) -> None:
        """The session goes on."""
        goal = self.answered + more
        async with asyncio.timeout(PATIENCE):
            while self.answered < goal:
                await asyncio.sleep(0.02)

    def assert_in(self, truth: dict[str, Any]) -> None:
        """Every question and every vote, exactly once."""
        texts = [text for mine in self.asked.values() for text in mine]
        assert sorted(truth["questions"]) == sorted(texts)
        cast = [[name, public_id] for (name, public_id), is_cast in self.votes.items() if is_cast]
        assert sorted(truth["votes"]) == sorted(cast)
        assert sum(truth["counts"].values()) == len(cast)
