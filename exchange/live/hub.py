"""One hub a process and kind of room: reads each room's log once and hands the same text to every listener.

No frame passes the channel layer, and no listener costs a query. A room sends the first change at
once, merges those that follow within a quarter of a second (five for calm listeners), and looks at
the log each second even when the doorbell is silent.
"""

import asyncio
import contextlib
import json
import logging
from collections import Counter as Counts
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from weakref import WeakKeyDictionary

from exchange.live import bell
from exchange.live.own_thread import OwnThread
from exchange.live.set_aside import SetAside

MERGE_SECONDS = 0.25  # so that a second holds four frames
CALM_SECONDS = 5.0  # for those to whom data is dear
LOOK_AGAIN_SECONDS = 1.0
COUNT_EACH_SECONDS = 5.0
NOT_READ = -1
TOO_OLD = 500  # events; further back than that, a snapshot is smaller than the changes

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Update:
    """What a room must be told to come from ``after`` to ``to``.

    ``shared`` goes to every listener; ``private`` to the listener with that key, in addition.
    ``is_whole`` says that shared is the full state, to replace what a client had.
    """

    after: int
    to: int
    shared: Mapping[str, Any]
    private: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    is_whole: bool = False


class RoomGone(Exception):
    """What a reader raises for a room that is not there, or not there any more."""


class Reader(Protocol):
    """Reads a room's log. Called on the hub's own thread. Raises RoomGone."""

    def head(self, room: str) -> int:
        """The seq the room's log has come to."""
        ...

    def changes(self, room: str, after: int) -> Update:
        """The latest form of all that changed behind ``after``."""
        ...

    def snapshot(self, room: str) -> Update:
        """The room's full state."""
        ...


Counter = Callable[[Mapping[str, int]], None]
"""Notes how many listen in each room of this process; a room that fell silent is named once more, with 0.

Called every few seconds while anybody listens, on a thread of its own.
"""


class Listener(Protocol):
    """A socket, or a stream of events. A calm one hears at most one frame in five seconds."""

    key: str
    is_calm: bool

    def take(self, text: str, seq: int | None = None) -> None:
        """Queue a frame for sending, by which its client comes to ``seq``. Must not block."""
        ...

    def dismiss(self) -> None:
        """The room is gone: nothing more will come. Must not block."""
        ...


class Room:
    """The listeners of one room in this process at one pace, and the task that reads for them."""

    def __init__(self, name: str, hub: "Hub", merge_seconds: float) -> None:
        self.name = name
        self.hub = hub
        self.merge_seconds = merge_seconds
        self.seq = NOT_READ
        self.listeners: dict[Listener, int] = {}  # and the seq that each joined with
        self.joining = 0
        self._rung = asyncio.Event()
        self._first_look = asyncio.Lock()
        self._readings: dict[int, asyncio.Task[Frames]] = {}
        self.task = asyncio.create_task(self._run(), name=f"live room {name}")

    @property
    def is_empty(self) -> bool:
        return not self.listeners and not self.joining

    def ring(self, seq: int) -> None:
        if seq > self.seq:
            self._rung.set()

    async def join(self, listener: Listener, after: int) -> None:
        """Bring a listener from ``after`` to where the room is, then let it hear what follows."""
        self.joining += 1
        try:
            seq = await self.catch_up(listener, after)
            while seq < self.seq:  # the room went on while the listener caught up
                seq = await self.catch_up(listener, seq)
            self.listeners[listener] = seq
        finally:
            self.joining -= 1

    async def catch_up(self, listener: Listener, after: int) -> int:
        """Tell one listener what came behind ``after``; returns the seq that it has come to.

        Phones that return together after a cut ask for the same stretch: they share one reading.
        """
        async with self._first_look:
            if self.seq == NOT_READ:
                self.seq = await self.hub.thread.run(self.hub.reader.head, self.name)
        if after >= self.seq:  # a page may have been rendered from a later log than was read here
            self.ring(after)
            return after
        start = after if 0 <= self.seq - after <= TOO_OLD and after >= 0 else NOT_READ
        reading = self._readings.get(start)
        if reading is None:
            reading = self._readings[start] = asyncio.create_task(self._read_from(start))
        try:
            frames = await asyncio.shield(reading)
        except Exception:
            self._readings.pop(start, None)
            raise
        frames.give_to(listener)
        return frames.to

    async def _read_from(self, start: int) -> "Frames":
        reader = self.hub.reader
        if start == NOT_READ:
            return encoded(await self.hub.thread.run(reader.snapshot, self.name))
        return encoded(await self.hub.thread.run(reader.changes, self.name, start))

    async def _run(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._rung.wait(), LOOK_AGAIN_SECONDS)
            self._rung.clear()
            began = asyncio.get_running_loop().time()
            try:
                has_told = await self._tell_what_changed()
            except RoomGone:
                for listener in list(self.listeners):
                    listener.dismiss()
                return
            except Exception:  # a failing database must not end the room: the next look tries again
                logger.exception("Room %s could not be read.", self.name)
                continue
            if has_told:  # from beginning to beginning: else a room with four changes a second falls behind
                took = asyncio.get_running_loop().time() - began
                await asyncio.sleep(max(0.0, self.merge_seconds - took))

    async def _tell_what_changed(self) -> bool:
        head = await self.hub.thread.run(self.hub.reader.head, self.name)
        if self.seq == NOT_READ:
            self.seq = head
        if head <= self.seq:
            return False
        frames = encoded(await self.hub.thread.run(self.hub.reader.changes, self.name, self.seq))
        self.seq = frames.to
        self._readings.clear()
        for listener, joined_with in list(self.listeners.items()):
            if joined_with < frames.to:  # another process may have told it more, before it came here
                frames.give_to(listener)
        return True


@dataclass(frozen=True)
class Frames:
    """An update as text, to be handed to any number of listeners."""

    to: int
    shared: str
    private: Mapping[str, str]

    def give_to(self, listener: Listener) -> None:
        # The private part goes first: the shared frame moves the client's seq past both.
        if listener.key in self.private:
            listener.take(self.private[listener.key])
        listener.take(self.shared, self.to)


def encoded(update: Update) -> Frames:
    """Encode an update once, however many will hear it."""
    head = {"type": "state" if update.is_whole else "changes", "from": update.after, "to": update.to}
    shared = json.dumps({**head, **update.shared}, separators=(",", ":"), ensure_ascii=False)
    private = {
        key: json.dumps({**head, "type": "private", **part}, separators=(",", ":"), ensure_ascii=False)
        for key, part in update.private.items()
    }
    return Frames(to=update.to, shared=shared, private=private)


class Hub:
    """The rooms of this process that somebody listens to."""

    def __init__(self, reader: Reader, counter: Counter | None = None) -> None:
        self.reader = reader
        self.rooms: dict[str, Room] = {}
        self.calm_rooms: dict[str, Room] = {}
        self.census = Census(self, counter) if counter else None
        self.thread = OwnThread("live-hub")
        self._layer_task: asyncio.Task[None] | None = None

    async def join(self, room_name: str, listener: Listener, after: int) -> None:
        """Let a listener hear a room from ``after`` on; -1 asks for the full state first."""
        if self._layer_task is None:
            bell.listen(self.ring)
            self._layer_task = asyncio.create_task(bell.answer_the_layer(self.ring), name="live bell")
        if self.census:
            self.census.begin()
        rooms = self._rooms_for(listener)
        room = rooms.get(room_name)
        if room is None:
            pace = CALM_SECONDS if listener.is_calm else MERGE_SECONDS
            room = rooms[room_name] = Room(room_name, self, pace)
        try:
            await room.join(listener, after)
        finally:
            self._drop_if_empty(room)

    async def resume(self, room_name: str, listener: Listener, after: int) -> None:
        """Say again what came behind ``after`` to a listener that noticed a gap.

        Meanwhile it is out of the room: what is said again must not come behind something newer.
        """
        room = self._rooms_for(listener).get(room_name)
        if room is not None and listener in room.listeners:
            del room.listeners[listener]
            await room.join(listener, after)

    def leave(self, room_name: str, listener: Listener) -> None:
        room = self._rooms_for(listener).get(room_name)
        if room is not None:
            room.listeners.pop(listener, None)
            self._drop_if_empty(room)

    def ring(self, room_name: str, seq: int) -> None:
        for rooms in (self.rooms, self.calm_rooms):
            if room_name in rooms:
                rooms[room_name].ring(seq)

    def listeners(self) -> dict[str, int]:
        """How many listen in each room, at either pace."""
        counts: Counts[str] = Counts()
        for room in (*self.rooms.values(), *self.calm_rooms.values()):
            counts[room.name] += len(room.listeners)
        return dict(counts)

    @property
    def is_silent(self) -> bool:
        return not self.rooms and not self.calm_rooms

    def _rooms_for(self, listener: Listener) -> dict[str, Room]:
        return self.calm_rooms if listener.is_calm else self.rooms

    def _drop_if_empty(self, room: Room) -> None:
        for rooms in (self.rooms, self.calm_rooms):
            if room.is_empty and rooms.get(room.name) is room:
                room.task.cancel()
                del rooms[room.name]
        if self.is_silent and self._layer_task is not None:
            bell.stop_listening(self.ring)
            self._layer_task.cancel()
            self._layer_task = None
            self.thread.let_go()


class Census:
    """Counts the listeners of a hub's rooms every few seconds, and tells the counter.

    A crowd is set aside from garbage collection.
    """

    def __init__(self, hub: Hub, counter: Counter) -> None:
        self.hub = hub
        self.counter = counter
        self._counted: dict[str, int] = {}
        self._set_aside = SetAside()
        self._task: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Count from now on until nobody listens; does nothing where that goes on already."""
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run(), name="live census")

    async def _run(self) -> None:
        while not self.hub.is_silent or self._counted:
            await asyncio.sleep(COUNT_EACH_SECONDS)
            counts = self.hub.listeners()
            self._set_aside.count(sum(counts.values()))
            silent = dict.fromkeys(self._counted.keys() - counts.keys(), 0)
            try:
                await asyncio.to_thread(self.counter, {**counts, **silent})
            except Exception:  # the database is away: nobody misses a count
                logger.exception("Listeners could not be counted.")
                continue
            self._counted = counts


_hubs: "WeakKeyDictionary[asyncio.AbstractEventLoop, dict[Reader, Hub]]" = WeakKeyDictionary()


def hub_of_this_loop(reader: Reader, counter: Counter | None = None) -> Hub:
    """The process's hub for one kind of rooms. A server has one event loop; tests have a loop each."""
    hubs = _hubs.setdefault(asyncio.get_running_loop(), {})
    if reader not in hubs:
        hubs[reader] = Hub(reader, counter)
    return hubs[reader]
