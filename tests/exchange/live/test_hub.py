"""The hub between a log and phones in memory: who hears what, in which order, from how many readings."""

import asyncio
import logging
import random
import threading

import pytest

from exchange.live import bell, hub
from exchange.live.hub import Hub, hub_of_this_loop
from tests.exchange.live.room import DatabaseAway, Log, Phone, eventually

NEVER = 3600.0


@pytest.fixture
def log():
    return Log()


@pytest.fixture
async def room(log):
    hub = Hub(log)
    yield hub
    for room in [*hub.rooms.values(), *hub.calm_rooms.values()]:
        for phone in list(room.listeners):
            hub.leave(room.name, phone)
    assert hub.is_silent


@pytest.fixture
def only_rings(monkeypatch):
    """Nobody looks at the log by themselves."""
    monkeypatch.setattr(hub, "LOOK_AGAIN_SECONDS", NEVER)


async def joined(
    room: Hub, after: int = -1, *, key: str = "", name: str = "room", is_calm: bool = False
) -> Phone:
    phone = Phone(key, after=after, is_calm=is_calm)
    await room.join(name, phone, after)
    return phone


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
async def test_a_seq_out_of_this_world_does_no_harm(room, log, after):
    log.append("a")
    liar, other = await joined(room, after=after), await joined(room, after=1)
    log.append("b")
    room.ring("room", 2)
    await other.until(2)
    assert liar.frames == other.frames == [("changes", 1, 2, ["b"])]


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


def numbers(after: int, to: int) -> list[str]:
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
