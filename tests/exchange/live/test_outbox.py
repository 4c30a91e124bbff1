"""The outbox of one socket: what it holds, and what it does when its phone takes nothing."""

import asyncio

import pytest

from exchange.live import outbox
from exchange.live.allowance import Allowance
from exchange.live.outbox import Outbox


async def test_frames_come_out_in_order_and_its_seq_follows_what_was_sent():
    box = Outbox(3)
    box.put("private")
    box.put("shared", 5)
    box.put("later", 7)
    assert (await box.next(), box.seq) == ("private", 3)
    assert (await box.next(), box.seq) == ("shared", 5)
    assert (await box.next(), box.seq, len(box)) == ("later", 7, 0)


async def test_it_waits_for_a_frame():
    box = Outbox(0)
    coming = asyncio.create_task(box.next())
    await asyncio.sleep(0)
    box.put("a", 1)
    assert await coming == "a"


async def test_one_frame_too_many_drops_all_and_says_so():
    box = Outbox(0)
    for number in range(outbox.MOST_FRAMES + 1):
        box.put(str(number), number + 1)
    assert (len(box), box.is_behind, await box.next(), box.seq) == (0, True, None, 0)
    box.put("dropped as well", 99)
    assert await box.next() is None
    with box.beginning_anew():
        box.put("the newest", 100)
    assert (await box.next(), box.seq) == ("the newest", 100)


async def test_many_characters_are_too_many_too(monkeypatch):
    monkeypatch.setattr(outbox, "MOST_CHARACTERS", 10)
    box = Outbox(0)
    box.put("123456", 1)
    box.put("78901", 2)
    assert (len(box), await box.next()) == (0, None)


async def test_a_single_frame_is_taken_whatever_its_size(monkeypatch):
    monkeypatch.setattr(outbox, "MOST_CHARACTERS", 10)
    box = Outbox(0)
    box.put("a full state of a large room", 1)
    assert await box.next() == "a full state of a large room"


async def test_what_one_begins_with_is_taken_whatever_its_size_and_counts_as_nothing(monkeypatch):
    monkeypatch.setattr(outbox, "MOST_CHARACTERS", 10)
    box = Outbox(0)
    with box.beginning_anew():
        for text, seq in (("private", None), ("a full state of a large room", 1), ("resumed", None)):
            box.put(text, seq)
    box.put("0123456789", 2)
    assert (len(box), box.is_behind) == (4, False)
    box.put("0", 3)
    assert (len(box), box.is_behind) == (0, True)


@pytest.mark.parametrize(("pause", "more"), [(0.0, 0), (1.0, 0), (2.0, 1), (5.0, 2), (3600.0, 3)])
def test_an_allowance_comes_back_with_time(monkeypatch, pause, more):
    now = 0.0
    monkeypatch.setattr("exchange.live.allowance.time.monotonic", lambda: now)
    allowance = Allowance(at_once=3, seconds_for_one=2.0)
    assert [allowance.take_one() for _ in range(4)] == [True, True, True, False]
    now = pause
    assert [allowance.take_one() for _ in range(4)].count(True) == more
