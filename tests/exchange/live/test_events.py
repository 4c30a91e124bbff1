"""Rooms without a socket: the same frames as events, and a state that costs nothing while nothing changes."""

import json

import pytest

from exchange.live import events, hub, outbox
from exchange.live.events import RoomEvents, RoomState
from exchange.live.hub import RoomGone, hub_of_this_loop
from tests.exchange.live.room import Log, eventually
from tests.exchange.live.streams import asking, ticket_to


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(hub, "MERGE_SECONDS", 0.001)


def say(log: Log, word: str, whose: str = "") -> int:
    seq = log.append(word, whose=whose)
    hub_of_this_loop(log).ring("room", seq)
    return seq


def words(frame):
    return (frame["type"], frame["from"], frame["to"], frame["words"])


# Events -----------------------------------------------------------------------------------------
async def test_a_stream_tells_what_came_behind_its_seq_and_then_what_comes(log, quick):
    log.append("a", "b")
    async with asking(RoomEvents(log), after=1) as browser:
        begun = await browser.next()
        assert (begun["status"], dict(begun["headers"])[b"content-type"]) == (200, b"text/event-stream")
        last, frame = await browser.event()
        assert (last, words(frame)) == ("2", ("changes", 1, 2, ["b"]))
        say(log, "c")
        last, frame = await browser.event()
        assert (last, words(frame)) == ("3", ("changes", 2, 3, ["c"]))
    assert hub_of_this_loop(log).is_silent


async def test_a_stream_says_at_once_and_while_nothing_comes_that_it_is_there(log, monkeypatch):
    monkeypatch.setattr(events, "HERE_EACH_SECONDS", 0.01)
    async with asking(RoomEvents(log)) as browser:
        assert await browser.status() == 200
        assert {(await browser.next())["body"] for _ in range(3)} == {events.HERE}


async def test_a_browser_that_comes_back_says_which_event_was_its_last(log):
    log.append("a", "b", "c")
    async with asking(RoomEvents(log), after=0, headers={"last-event-id": "2"}) as browser:
        assert await browser.status() == 200
        assert words((await browser.event())[1]) == ("changes", 2, 3, ["c"])


async def test_what_is_private_comes_first_and_does_not_move_the_id(log, quick):
    async with asking(RoomEvents(log), ticket=ticket_to(key="ben")) as browser:
        assert await browser.status() == 200
        say(log, "for ben", whose="ben")
        last, frame = await browser.event()
        assert (last, words(frame)) == ("0", ("private", 0, 1, ["for ben"]))
        last, frame = await browser.event()
        assert (last, words(frame)) == ("1", ("changes", 0, 1, []))


async def test_a_slow_reader_gets_the_newest_in_place_of_what_it_missed(log, quick, monkeypatch):
    monkeypatch.setattr(outbox, "MOST_FRAMES", 3)
    here = hub_of_this_loop(log)
    async with asking(RoomEvents(log)) as slow:
        assert await slow.status() == 200
        await slow.next()
        slow.takes.clear()
        for word in "abcdefgh":
            seq = say(log, word)
            await eventually(lambda seq=seq: here.rooms["room"].seq == seq)
        slow.takes.set()
        assert words((await slow.event())[1]) == ("changes", 0, 1, ["a"])
        assert words((await slow.event())[1]) == ("changes", 1, 8, list("bcdefgh"))


async def test_who_takes_nothing_at_all_is_forgotten(log, quick, monkeypatch):
    monkeypatch.setattr(events, "SEND_WITHIN_SECONDS", 0.05)
    async with asking(RoomEvents(log)) as stalled:
        assert await stalled.status() == 200
        await stalled.next()
        stalled.takes.clear()
        say(log, "a")
        await eventually(lambda: hub_of_this_loop(log).is_silent)


async def test_a_room_that_is_gone_says_so(log, quick, monkeypatch):
    async with asking(RoomEvents(log)) as browser:
        assert await browser.status() == 200

        def gone(*_args):
            raise RoomGone

        monkeypatch.setattr(log, "head", gone)
        hub_of_this_loop(log).ring("room", 9)
        assert await browser.event() == ("gone", {})


@pytest.mark.parametrize("door", [RoomEvents, RoomState])
async def test_who_has_no_ticket_or_finds_no_room_is_told_by_the_status(log, door, monkeypatch):
    async with asking(door(log), ticket="forged") as browser:
        assert await browser.status() == 403
    async with asking(door(log), method="POST") as browser:
        assert await browser.status() == 405
    log.is_away = True
    async with asking(door(log)) as browser:
        assert await browser.status() == 503


# The state --------------------------------------------------------------------------------------
async def test_the_state_tells_what_came_and_then_that_nothing_did(log):
    log.append("a", "b")
    async with asking(RoomState(log), after=1) as browser:
        status, headers, body = await browser.answer()
    assert (status, headers[b"etag"]) == (200, b'"2"')
    assert [words(frame) for frame in json.loads(body)["frames"]] == [("changes", 1, 2, ["b"])]
    async with asking(RoomState(log), after=2, headers={"if-none-match": '"2"'}) as browser:
        status, headers, body = await browser.answer()
    assert (status, headers[b"etag"], body) == (304, b'"2"', b"")
    assert hub_of_this_loop(log).is_silent


async def test_the_state_of_somebody_who_knows_nothing_is_whole_and_has_what_is_theirs(log):
    log.append("a")
    log.append("for ben", whose="ben")
    async with asking(RoomState(log), ticket=ticket_to(key="ben"), after=-1) as browser:
        status, _headers, body = await browser.answer()
    types = [frame["type"] for frame in json.loads(body)["frames"]]
    assert (status, types) == (200, ["private", "state"])
