"""Who comes, or asks again, hears from the hub what they missed: all of it, once, from few readings."""

import asyncio
import random
import threading

import pytest

from exchange.live import bell, hub
from tests.exchange.live.room import eventually, joined, numbers, words_in_order


# Coming in --------------------------------------------------------------------------------------
async def test_who_comes_without_a_seq_gets_the_full_state(room, log):
    log.append("a", "b")
    phone = await joined(room)
    assert phone.frames == [("state", -1, 2, ["a", "b"])]


async def test_who_comes_with_a_seq_gets_what_came_behind_it(room, log):
    log.append("a", "b", "c")
    phone = await joined(room, after=1)
    assert phone.frames == [("changes", 1, 3, ["b", "c"])]


async def test_who_is_up_to_date_gets_nothing_and_costs_one_look(room, log, only_rings):
    log.append("a")
    phones = [await joined(room, after=1) for _ in range(3)]
    assert [phone.frames for phone in phones] == [[], [], []]
    assert log.readings == [("head",)]


async def test_a_seq_that_is_too_old_gets_the_full_state_built_once(room, log, only_rings, monkeypatch):
    monkeypatch.setattr(hub, "TOO_OLD", 3)
    log.append(*"abcd")
    phones = await asyncio.gather(*(joined(room, after=0) for _ in range(10)))
    assert {phone.texts[0] for phone in phones} == {phones[0].texts[0]}
    assert phones[0].frames == [("state", -1, 4, list("abcd"))]
    assert (log.count("snapshot"), log.count("changes", 0)) == (1, 0)
    assert (await joined(room, after=1)).frames == [("changes", 1, 4, list("bcd"))]


async def test_equal_catch_ups_share_one_reading_and_one_text(room, log, only_rings):
    log.append("a", "b")
    log.may_be_read.clear()
    coming = [asyncio.create_task(joined(room, after=1)) for _ in range(10)]
    await asyncio.sleep(0.05)
    log.may_be_read.set()
    phones = [*await asyncio.gather(*coming), await joined(room, after=1)]
    assert log.readings == [("head",), ("changes", 1)]
    assert len({id(phone.texts[0]) for phone in phones}) == 1


async def test_a_kept_reading_is_not_used_once_the_log_has_moved(room, log):
    log.append("a")
    await joined(room, after=0)
    log.append("b")
    room.ring("room", 2)
    await eventually(lambda: room.rooms["room"].seq == 2)
    assert (await joined(room, after=0)).frames == [("changes", 0, 2, ["a", "b"])]


async def test_a_page_may_know_a_later_seq_than_the_room(room, log, only_rings):
    log.append("a")
    early = await joined(room, after=1)
    log.append("b")  # the page is rendered before the ring comes
    late = await joined(room, after=2)
    await early.until(2)
    assert early.frames == [("changes", 1, 2, ["b"])]
    log.append("c")
    room.ring("room", 3)
    await late.until(3)
    assert late.frames[-1] == ("changes", 2, 3, ["c"])


@pytest.mark.parametrize("after", [10**18, 10**4000])
async def test_a_seq_out_of_this_world_harms_nobody_else(room, log, after):
    log.append("a")
    liar, other = await joined(room, after=after), await joined(room, after=1)
    log.append("b")
    room.ring("room", 2)
    await other.until(2)
    assert (liar.frames, other.frames) == ([], [("changes", 1, 2, ["b"])])


async def test_who_joins_while_the_room_moves_on_misses_nothing(room, log, only_rings):
    log.append("a")
    here = await joined(room, after=1)
    log.append("b")
    log.may_be_read.clear()
    coming = asyncio.create_task(joined(room, after=0))
    await eventually(lambda: log.count("changes", 0))  # its reading has begun
    log.append("c")
    room.ring("room", 3)
    await asyncio.sleep(0)
    log.may_be_read.set()
    newcomer = await coming
    await asyncio.gather(here.until(3), newcomer.until(3))
    assert words_in_order(newcomer, after=0) == ["a", "b", "c"]
    assert words_in_order(here, after=1) == ["b", "c"]


async def test_in_a_lively_room_nobody_misses_anything_however_they_come_and_go(room, log, monkeypatch):
    monkeypatch.setattr(hub, "MERGE_SECONDS", 0.002)
    chance = random.Random(7)  # noqa: S311
    ended = threading.Event()

    def talk() -> None:
        for number in range(400):
            bell.ring(["room"], log.append(str(number)))
            ended.wait(0.002)
        ended.set()

    async def come_and_go() -> None:
        seq = 0
        while not ended.is_set():
            phone = await joined(room, after=seq)
            await asyncio.sleep(chance.random() / 20)
            if chance.random() < 0.3:
                await room.resume("room", phone, chance.randint(0, phone.seq))
            room.leave("room", phone)
            assert words_in_order(phone, after=seq) == numbers(seq, phone.seq)
            seq = phone.seq
        phone = await joined(room, after=seq)
        await phone.until(400)
        assert words_in_order(phone, after=seq) == numbers(seq, 400)

    await asyncio.gather(asyncio.to_thread(talk), *(come_and_go() for _ in range(20)))


# Asking again -----------------------------------------------------------------------------------
async def test_resume_says_again_what_came_behind_a_seq(room, log):
    log.append("a", "b")
    log.append("for ben", whose="ben")
    phone = await joined(room, key="ben")
    await room.resume("room", phone, 1)
    assert phone.frames[2:] == [("private", 1, 3, ["for ben"]), ("changes", 1, 3, ["b"])]
    await room.resume("room", phone, 3)
    assert len(phone.frames) == 4


async def test_what_is_said_again_never_comes_behind_something_newer(room, log, only_rings):
    log.append("a")
    phone = await joined(room, after=1)
    log.append("b")
    log.may_be_read.clear()
    asking = asyncio.create_task(room.resume("room", phone, 0))
    await eventually(lambda: log.count("changes", 0))
    room.ring("room", log.append("c"))
    await asyncio.sleep(0)
    log.may_be_read.set()
    await asking
    await phone.until(3)
    seqs = [to for _kind, _from, to, _words in phone.frames]
    assert seqs == sorted(seqs)


async def test_who_resumes_after_leaving_is_told_nothing(room, log):
    phone, other = await joined(room, after=0), await joined(room, after=0)
    room.leave("room", phone)
    log.append("a")
    await room.resume("room", phone, 0)
    await room.resume("a room where nobody is", phone, 0)
    await other.until(1)
    assert phone.frames == []


async def test_who_comes_from_a_process_that_has_read_further_is_told_nothing_twice(room, log, only_rings):
    here, ahead = await joined(room, after=0), await joined(room, after=2)
    room.ring("room", log.append("a"))
    await here.until(1)
    assert ahead.frames == []
    room.ring("room", log.append("b", "c"))
    await asyncio.gather(here.until(3), ahead.until(3))
    assert ahead.frames == [("changes", 1, 3, ["b", "c"])]
