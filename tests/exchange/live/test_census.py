"""Who counts the listeners of a hub's rooms, and how often."""

import pytest

from exchange.live import hub
from exchange.live.hub import Hub
from tests.exchange.live.room import Log, Phone, eventually


@pytest.fixture(autouse=True)
def quickly(monkeypatch):
    monkeypatch.setattr(hub, "COUNT_EACH_SECONDS", 0.01)


async def test_the_listeners_of_each_room_are_counted_until_nobody_listens():
    counts = []
    here = Hub(Log(), counts.append)
    phones = [Phone(), Phone(), Phone()]
    for phone, room in zip(phones, ("one", "one", "two"), strict=True):
        await here.join(room, phone, 0)
    await eventually(lambda: {"one": 2, "two": 1} in counts)
    here.leave("one", phones[0])
    await eventually(lambda: counts[-1] == {"one": 1, "two": 1})
    here.leave("two", phones[2])
    await eventually(lambda: {"one": 1, "two": 0} in counts)
    here.leave("one", phones[1])
    await eventually(lambda: here.census._task.done())
    assert counts[-1] == {"one": 0}


async def test_a_count_that_fails_is_made_again(caplog):
    counts = []

    def count(found):
        counts.append(found)
        if len(counts) == 1:
            raise OSError("away")

    here, phone = Hub(Log(), count), Phone()
    await here.join("one", phone, 0)
    await eventually(lambda: len(counts) > 2)
    here.leave("one", phone)
    await eventually(lambda: here.census._task.done())
    assert (counts[0], counts[-1]) == ({"one": 1}, {"one": 0})
    assert "Listeners could not be counted." in caplog.text


async def test_without_a_counter_nothing_is_counted():
    assert Hub(Log()).census is None
