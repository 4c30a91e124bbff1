"""The socket of a room over a log in memory: slow readers, those who ask too often, and random frames."""

import json
import os

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from exchange.live import consumer, hub, outbox
from exchange.live.consumer import LARGEST_MESSAGE, NOT_A_COMMAND, ROOM_GONE, TOO_SLOW
from exchange.live.hub import RoomGone, hub_of_this_loop
from tests.exchange.live.room import Log, eventually
from tests.exchange.live.wires import Wire, wire_to

# Channels looks at the connections of its thread, where an async test that ran before may have left one.
pytestmark = pytest.mark.django_db
RANDOM_FRAMES = int(os.environ.get("RANDOM_FRAMES", "1000"))  # 100000 where there is time for it
FRAMES_TO_A_SOCKET = 20


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(hub, "MERGE_SECONDS", 0.001)
    monkeypatch.setattr(outbox, "MOST_FRAMES", 3)


async def say_one_by_one(log: Log, *words: str, whose: str = "") -> None:
    """Each word comes in a frame of its own."""
    here = hub_of_this_loop(log)
    for word in words:
        seq = log.append(word, whose=whose)
        here.ring("room", seq)
        await eventually(lambda seq=seq: "room" not in here.rooms or here.rooms["room"].seq == seq)


def brief(frame):
    return (frame["type"], frame["from"], frame["to"], frame["words"])


# Slow readers -----------------------------------------------------------------------------------
async def test_a_slow_reader_gets_the_newest_in_place_of_what_it_missed(log, quick):
    async with wire_to(log) as slow, wire_to(log) as quick_one:
        slow.takes.clear()
        await say_one_by_one(log, *"abcdefgh")
        assert [brief(await quick_one.hear())[2] for _ in range(8)] == list(range(1, 9))
        slow.takes.set()
        assert brief(await slow.hear()) == ("changes", 0, 1, ["a"])
        assert brief(await slow.hear()) == ("changes", 1, 8, list("bcdefgh"))
        assert await slow.hear() == {"type": "resumed"}
        await say_one_by_one(log, "i")
        assert brief(await slow.hear()) == ("changes", 8, 9, ["i"])


async def test_what_is_private_is_not_lost_with_what_is_dropped(log, quick):
    async with wire_to(log, key="ben") as his:
        his.takes.clear()
        await say_one_by_one(log, "a")
        await say_one_by_one(log, "for ben", whose="ben")
        await say_one_by_one(log, *"bcde")
        his.takes.set()
        assert brief(await his.hear()) == ("changes", 0, 1, ["a"])
        assert brief(await his.hear()) == ("private", 1, 6, ["for ben"])
        assert brief(await his.hear()) == ("changes", 1, 6, list("bcde"))


async def test_a_state_beyond_the_bound_is_told_once_and_not_asked_for_without_end(log, quick, monkeypatch):
    monkeypatch.setattr(outbox, "MOST_CHARACTERS", 100)
    async with wire_to(log) as slow:
        slow.takes.clear()
        await say_one_by_one(log, *"abcde", "f" * 1000)
        slow.takes.set()
        assert brief(await slow.hear()) == ("changes", 0, 1, ["a"])
        assert brief(await slow.hear()) == ("changes", 1, 6, [*"bcde", "f" * 1000])
        assert await slow.hear() == {"type": "resumed"}
    assert log.count("changes", 1) == 2  # for the room, and once for this phone


async def test_an_outbox_never_holds_more_than_its_bound(log, quick):
    async with wire_to(log) as slow:
        slow.takes.clear()
        await say_one_by_one(log, *map(str, range(50)))
        (listener,) = hub_of_this_loop(log).rooms["room"].listeners
        assert len(listener.outbox) <= outbox.MOST_FRAMES


async def test_who_takes_nothing_at_all_is_closed_and_forgotten(log, quick, monkeypatch):
    monkeypatch.setattr(consumer, "SEND_WITHIN_SECONDS", 0.05)
    async with wire_to(log) as stalled, wire_to(log) as other:
        stalled.takes.clear()
        await say_one_by_one(log, "a")
        assert brief(await other.hear()) == ("changes", 0, 1, ["a"])
        await eventually(lambda: len(hub_of_this_loop(log).rooms["room"].listeners) == 1)
        stalled.takes.set()
        assert (await stalled.end())[1] == TOO_SLOW == 4408
        await say_one_by_one(log, "b")
        assert brief(await other.hear()) == ("changes", 1, 2, ["b"])


# Asking too often -------------------------------------------------------------------------------
async def test_who_asks_for_everything_again_and_again_is_told_to_wait(log, monkeypatch):
    monkeypatch.setattr(consumer, "RESUMES_AT_ONCE", 2)
    log.append("a")
    async with wire_to(log, after=1) as wire:
        for _ in range(4):
            await wire.say('{"command": "resume", "after": -1}')
        said = [await wire.hear() for _ in range(6)]
        types = [frame["type"] for frame in said]
        assert types == ["state", "resumed", "state", "resumed", "error", "error"]
        assert (said[-1]["code"], said[-1]["words"]) == (
            "too_often",
            "This page asked for everything too often. It asks again in a moment.",
        )
        await say_one_by_one(log, "b")  # and goes on hearing
        assert brief(await wire.hear()) == ("changes", 1, 2, ["b"])


# What does not fit ------------------------------------------------------------------------------
@pytest.mark.parametrize("message", ["", "{", "null", '{"command": "vote"}', b"", b"\xff", "[" * 8000])
async def test_what_is_no_command_is_named_before_the_close(log, message):
    async with wire_to(log) as wire:
        await wire.say(message)
        said, code = await wire.end()
        assert ([frame["code"] for frame in said], code) == (["not_a_command"], NOT_A_COMMAND)


@pytest.mark.parametrize("message", ["9" * (LARGEST_MESSAGE + 1), b"9" * (LARGEST_MESSAGE + 1)])
async def test_what_is_too_large_is_named_before_the_close(log, message):
    async with wire_to(log) as wire:
        await wire.say(message)
        said, code = await wire.end()
        assert ([frame["code"] for frame in said], code) == (["too_large"], NOT_A_COMMAND)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=6,
)
RESUME = st.fixed_dictionaries({"command": st.just("resume")}, optional={"after": JSON, "also": JSON})
FRAMES = st.one_of(
    RESUME.map(json.dumps),
    RESUME.map(json.dumps),
    st.fixed_dictionaries({"command": JSON}).map(json.dumps),
    JSON.map(json.dumps),
    st.text(),
    st.binary(),
)


@pytest.mark.timeout(180 + RANDOM_FRAMES // 50)
@hypothesis_settings(
    max_examples=max(1, RANDOM_FRAMES // FRAMES_TO_A_SOCKET),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(frames=st.lists(FRAMES, min_size=FRAMES_TO_A_SOCKET, max_size=FRAMES_TO_A_SOCKET))
@example(frames=['{"command": "resume", "after": ' + "9" * 5000 + "}"])
@example(frames=["\ud800", '{"command": "resume", "after": "\ud800"}'])
async def test_random_frames_break_nothing(frames):
    """Each is answered, or named and followed by the close; a socket beside it hears on."""
    log = Log()
    log.append("a")
    async with wire_to(log, after=1) as beside:
        rest = list(frames)
        while rest:
            async with wire_to(log, after=1) as wire:
                rest = await talk(wire, rest)
        await say_one_by_one(log, "b")
        assert brief(await beside.hear()) == ("changes", 1, 2, ["b"])
    assert hub_of_this_loop(log).rooms == {}


async def talk(wire: Wire, frames: list[str | bytes]) -> list[str | bytes]:
    """Say frames until one ends the socket; returns those that were not said."""
    for place, frame in enumerate(frames, start=1):
        await wire.say(frame)
        if not is_resume(frame):
            said, code = await wire.end()
            assert ([one["code"] for one in said], code) == (["not_a_command"], NOT_A_COMMAND)
            return frames[place:]
        while (answer := await wire.hear())["type"] != "resumed":
            if answer["type"] == "error":
                assert answer["code"] == "too_often"
                break
            assert answer["type"] in {"state", "changes"}
    return []


def is_resume(frame: str | bytes) -> bool:
    try:
        return isinstance(frame, str) and json.loads(frame)["command"] == "resume"
    except (ValueError, TypeError, KeyError):
        return False


# A room that is gone ----------------------------------------------------------------------------
class GoneLog(Log):
    """A log whose room can be taken away."""

    is_gone = False

    def _read(self, *reading):
        super()._read(*reading)
        if self.is_gone:
            raise RoomGone


async def test_who_listens_when_a_room_goes_is_told_once_and_nothing_is_logged(caplog):
    log = GoneLog()
    log.append("a")
    async with wire_to(log, after=1) as first, wire_to(log, after=1) as second:
        log.is_gone = True
        hub_of_this_loop(log).ring("room", 10**9)
        for wire in (first, second):
            assert await wire.end() == ([], ROOM_GONE)
        assert hub_of_this_loop(log).rooms == {}
    assert ROOM_GONE == 4404
    assert caplog.records == []


async def test_who_comes_to_a_room_that_is_gone_is_told_too():
    log = GoneLog()
    log.is_gone = True
    async with wire_to(log) as wire:
        assert await wire.end() == ([], ROOM_GONE)
