"""Both ends of a hub, in memory: a log to be read, and phones that listen."""

import asyncio
import json
import threading
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from exchange.live.hub import Hub, Update

PATIENCE = 15.0  # seconds; no test waits that long unless it fails
NEVER = 3600.0  # seconds that no test lasts


class DatabaseAway(Exception):
    """What a log says that is told to fail."""


class Log:
    """The log of each room: a Reader that notes what was read of it, and waits or fails when told to."""

    def __init__(self) -> None:
        self.entries: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self.readings: list[tuple[Any, ...]] = []
        self.threads: set[str] = set()
        self.may_be_read = threading.Event()
        self.may_be_read.set()
        self.is_away = False

    def append(self, *words: str, room: str = "room", whose: str = "") -> int:
        """Add entries; returns the seq that the log has come to. ``whose`` makes them one listener's own."""
        self.entries[room] += [(word, whose) for word in words]
        return len(self.entries[room])

    def head(self, room: str) -> int:
        self._read("head")
        return len(self.entries[room])

    def changes(self, room: str, after: int) -> Update:
        self._read("changes", after)
        return self._update(room, after)

    def snapshot(self, room: str) -> Update:
        self._read("snapshot")
        return self._update(room, 0, is_whole=True)

    def count(self, *reading: Any) -> int:
        return self.readings.count(reading)

    def _read(self, *reading: Any) -> None:
        self.readings.append(reading)
        self.threads.add(threading.current_thread().name)
        assert self.may_be_read.wait(PATIENCE)
        if self.is_away:
            raise DatabaseAway

    def _update(self, room: str, after: int, *, is_whole: bool = False) -> Update:
        entries = self.entries[room][after:]
        private: dict[str, dict[str, list[str]]] = {}
        for word, whose in entries:
            if whose:
                private.setdefault(whose, {"words": []})["words"].append(word)
        return Update(
            after=-1 if is_whole else after,
            to=after + len(entries),
            shared={"words": [word for word, whose in entries if not whose]},
            private=private,
            is_whole=is_whole,
        )


class Phone:
    """A listener that keeps every text, and when it came."""

    def __init__(self, key: str = "", *, after: int = -1, is_calm: bool = False) -> None:
        self.key = key
        self.is_calm = is_calm
        self.after = after
        self.texts: list[str] = []
        self.times: list[float] = []
        self.heard = asyncio.Event()
        self.is_dismissed = False

    def take(self, text: str, seq: int | None = None) -> None:
        self.texts.append(text)
        self.times.append(asyncio.get_running_loop().time())
        self.heard.set()

    def dismiss(self) -> None:
        self.is_dismissed = True

    @property
    def frames(self) -> list[tuple[Any, ...]]:
        """What came, in brief: type, from, to, words."""
        frames = [json.loads(text) for text in self.texts]
        return [(frame["type"], frame["from"], frame["to"], frame["words"]) for frame in frames]

    @property
    def seq(self) -> int:
        return max((to for kind, _from, to, _words in self.frames if kind != "private"), default=self.after)

    async def until(self, seq: int) -> None:
        """Wait until the phone has heard of ``seq``."""
        async with asyncio.timeout(PATIENCE):
            while self.seq < seq:
                self.heard.clear()
                await self.heard.wait()


async def joined(
    room: Hub, after: int = -1, *, key: str = "", name: str = "room", is_calm: bool = False
) -> Phone:
    phone = Phone(key, after=after, is_calm=is_calm)
    await room.join(name, phone, after)
    return phone


def numbers(after: int, to: int) -> list[str]:
    """The words of a log that counts from 0."""
    return [str(number) for number in range(after, to)]


def words_in_order(phone: Phone, *, after: int) -> list[str]:
    """The words of all frames put together; fails at a gap or a seq that goes back while joined."""
    seq, words = after, []
    for kind, begins, to, told in phone.frames:
        assert kind == "changes"
        assert begins <= seq
        if to > seq:
            words += told[seq - begins :]
            seq = to
    return words


async def eventually(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not condition():
            await asyncio.sleep(0.01)
