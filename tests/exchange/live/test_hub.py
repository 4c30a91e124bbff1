"""The hub between a log and phones in memory: who hears what, in which order, from how many readings."""

import asyncio
import logging

import pytest

from exchange.live import bell, hub
from exchange.live.hub import Hub, hub_of_this_loop
from tests.exchange.live.room import NEVER, DatabaseAway, Log, eventually, joined, numbers, words_in_order


# Hearing ----------------------------------------------------------------------------------------
async def test_the_first_change_is_told_at_once_and_those_that_follow_are_merged(
    room, log, only_rings, monkeypatch
):
    phone = await joined(room, after=0)
    monkeypatch.setattr(hub, "MERGE_SECONDS", NEVER)
    room.ring("room", log.append("a"))
    await phone.until(1)  # in spite of the long pause: it comes behind the frame
    room.ring("room", log.append("b"))
    await asyncio.sleep(0.1)
    assert phone.frames == [("changes", 0, 1, ["a"])]


async def test_changes_within_a_quarter_of_a_second_come_as_one_frame(room, log, only_rings):
    phone = await joined(room, after=0)
    room.ring("room", log.append("a"))
    await phone.until(1)
    for word in "bcd":
        room.ring("room", log.append(word))
        await asyncio.sleep(0)
    await phone.until(4)
    assert phone.frames == [("changes", 0, 1, ["a"]), ("changes", 1, 4, ["b", "c", "d"])]


async def test_a_busy_room_sends_at_most_four_frames_a_second(room, log):
    phone = await joined(room, after=0)
    for number in range(60):
        room.ring("room", log.append(str(number)))
        await asyncio.sleep(0.02)
    await phone.until(60)
    pauses = [later - earlier for earlier, later in zip(phone.times, phone.times[1:], strict=False)]
    assert min(pauses) > 0.24
    assert words_in_order(phone, after=0) == numbers(0, 60)


async def test_everybody_hears_the_same_text_from_one_reading(room, log, only_rings):
    phones = [await joined(room, after=0) for _ in range(50)]
    log.readings.clear()
    room.ring("room", log.append("a"))
    await asyncio.gather(*(phone.until(1) for phone in phones))
    assert log.readings == [("head",), ("changes", 0)]
    assert len({id(text) for phone in phones for text in phone.texts}) == 1


async def test_a_lost_ring_costs_a_look_not_the_truth(room, log):
    phone = await joined(room, after=0)
    log.append("a")
    await phone.until(1)
    assert phone.frames == [("changes", 0, 1, ["a"])]


async def test_calm_listeners_hear_the_first_change_at_once_and_then_at_their_own_pace(
    room, log, only_rings, monkeypatch
):
    monkeypatch.setattr(hub, "MERGE_SECONDS", 0.001)
    monkeypatch.setattr(hub, "CALM_SECONDS", 0.2)
    calm, quick = await joined(room, after=0, is_calm=True), await joined(room, after=0)
    for word in "abc":
        seq = log.append(word)
        room.ring("room", seq)
        await quick.until(seq)
    await calm.until(3)
    assert quick.frames == [("changes", n, n + 1, [word]) for n, word in enumerate("abc")]
    assert calm.frames == [("changes", 0, 1, ["a"]), ("changes", 1, 3, ["b", "c"])]
    assert room.listeners() == {"room": 2}
    room.leave("room", quick)
    room.leave("room", calm)
    assert room.is_silent


async def test_a_ring_that_comes_again_or_late_says_nothing_new(room, log, only_rings):
    phone = await joined(room, after=0)
    room.ring("room", log.append("a", "b"))
    await phone.until(2)
    readings = len(log.readings)
    for seq in (2, 1):
        room.ring("room", seq)
    room.ring("a room where nobody is", 5)
    await asyncio.sleep(0.4)
    assert (phone.frames, len(log.readings)) == ([("changes", 0, 2, ["a", "b"])], readings)


async def test_rooms_do_not_hear_each_other(room, log, only_rings):
    first, second = await joined(room, name="1"), await joined(room, name="2")
    log.append("for one", room="1")
    log.append("for two", room="2")
    room.ring("1", 1)
    await first.until(1)
    assert second.frames == [("state", -1, 0, [])]


async def test_the_log_is_read_on_the_hubs_own_thread_only(room, log):
    await joined(room)
    await joined(room, name="another")
    assert len(log.threads) == 1
    assert log.threads.pop().startswith("live-hub")


# In private -------------------------------------------------------------------------------------
async def test_a_private_part_goes_to_its_key_alone_and_before_the_shared_one(room, log, only_rings):
    ben, chloe, screen = [await joined(room, after=0, key=key) for key in ("ben", "chloe", "")]
    log.append("for all")
    room.ring("room", log.append("for ben", whose="ben"))
    await asyncio.gather(*(phone.until(2) for phone in (ben, chloe, screen)))
    shared = ("changes", 0, 2, ["for all"])
    assert ben.frames == [("private", 0, 2, ["for ben"]), shared]
    assert chloe.frames == screen.frames == [shared]


async def test_a_full_state_has_its_private_part_before_it_too(room, log):
    log.append("for all")
    log.append("for ben", whose="ben")
    ben, ben_again, chloe = [await joined(room, key=key) for key in ("ben", "ben", "chloe")]
    state = ("state", -1, 2, ["for all"])
    assert ben.frames == ben_again.frames == [("private", -1, 2, ["for ben"]), state]
    assert chloe.frames == [state]


# Trouble ----------------------------------------------------------------------------------------
async def test_a_room_outlives_a_log_that_cannot_be_read_for_a_while(room, log, monkeypatch, caplog):
    monkeypatch.setattr(hub, "LOOK_AGAIN_SECONDS", 0.02)
    phone = await joined(room, after=0)
    log.is_away = True
    with caplog.at_level(logging.CRITICAL):
        readings = len(log.readings)
        room.ring("room", log.append("a"))
        await eventually(lambda: len(log.readings) > readings + 3)
        assert phone.frames == []
    log.is_away = False
    await phone.until(1)
    assert phone.frames == [("changes", 0, 1, ["a"])]


async def test_a_failing_log_is_written_down_with_the_rooms_name(room, log, caplog):
    phone = await joined(room, after=0)
    log.is_away = True
    room.ring("room", log.append("a"))
    await eventually(lambda: caplog.records)
    assert caplog.messages[0] == "Room room could not be read."
    assert caplog.records[0].exc_info[0] is DatabaseAway
    log.is_away = False
    await phone.until(1)


@pytest.mark.parametrize("breaks_at", ["the first look", "the reading"])
async def test_who_cannot_be_brought_up_to_date_is_told_so_and_does_not_stay(room, log, breaks_at, caplog):
    log.append("a")
    others = [await joined(room, after=1)] if breaks_at == "the reading" else []
    log.is_away = True
    with caplog.at_level(logging.CRITICAL):
        came = await asyncio.gather(*(joined(room, after=0) for _ in range(3)), return_exceptions=True)
    assert [type(one) for one in came] == [DatabaseAway] * 3
    assert [set(one.listeners) for one in room.rooms.values()] == [{*others}] * bool(others)
    log.is_away = False
    assert (await joined(room, after=0)).frames == [("changes", 0, 1, ["a"])]


async def test_who_gives_up_while_joining_leaves_nothing_behind(room, log):
    log.may_be_read.clear()
    coming = asyncio.create_task(joined(room, after=0))
    await eventually(lambda: log.readings)
    coming.cancel()
    with pytest.raises(asyncio.CancelledError):
        await coming
    log.may_be_read.set()
    assert room.rooms == {}


# Going ------------------------------------------------------------------------------------------
async def test_the_last_listener_ends_the_rooms_task_and_the_hub_stops_listening(room, log):
    before = set(bell._ears)
    first, second = await joined(room), await joined(room)
    [task] = [one.task for one in room.rooms.values()]
    assert bell._ears.keys() - before == {room.ring}
    room.leave("room", first)
    assert (list(room.rooms), task.cancelling()) == (["room"], 0)
    room.leave("room", second)
    room.leave("room", second)
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (room.rooms, bell._ears.keys() - before) == ({}, set())
    await eventually(lambda: not any(task.get_name().startswith("live") for task in asyncio.all_tasks()))


async def test_a_room_that_was_left_can_be_entered_again(room, log):
    room.leave("room", await joined(room))
    log.append("a")
    phone = await joined(room, after=0)
    room.ring("room", log.append("b"))
    await phone.until(2)
    assert words_in_order(phone, after=0) == ["a", "b"]


async def test_a_loop_has_one_hub_for_a_reader_and_another_loop_has_its_own(log):
    async def ask() -> Hub:
        return hub_of_this_loop(log)

    here = hub_of_this_loop(log)
    elsewhere = await asyncio.to_thread(asyncio.run, ask())
    another = hub_of_this_loop(Log())
    assert hub_of_this_loop(log) is here
    assert another is not here
    assert elsewhere is not here
