"""A crowd's objects are kept out of garbage collection as long as it is a crowd."""

import gc
from collections.abc import Iterator

import pytest

from exchange.live.set_aside import CROWD, SetAside


@pytest.fixture(autouse=True)
def taken_back() -> Iterator[None]:
    before = gc.get_freeze_count()
    yield
    gc.unfreeze()
    assert gc.get_freeze_count() <= before


@pytest.fixture
def frozen(monkeypatch) -> list[str]:
    """What was done to the collector, in order."""
    done: list[str] = []
    for name in ("freeze", "unfreeze"):
        really = getattr(gc, name)
        monkeypatch.setattr(gc, name, lambda name=name, really=really: (done.append(name), really()))
    return done


def counted(*sizes: int) -> SetAside:
    crowd = SetAside()
    for size in sizes:
        crowd.count(size)
    return crowd


def test_what_there_is_is_set_aside_when_a_crowd_has_come_and_taken_back_when_half_has_gone():
    before = gc.get_freeze_count()
    crowd = counted(CROWD - 1)
    assert gc.get_freeze_count() == before
    crowd.count(CROWD)
    assert gc.get_freeze_count() > before
    crowd.count(CROWD // 2)
    assert gc.get_freeze_count() > before
    crowd.count(CROWD // 2 - 1)
    assert gc.get_freeze_count() == 0


@pytest.mark.parametrize(
    ("sizes", "done"),
    [
        ([0, 10, CROWD - 1, 0], []),
        ([CROWD, CROWD, CROWD + 1, 2 * CROWD - 1], ["freeze"]),
        ([CROWD, 2 * CROWD, 5 * CROWD], ["freeze", "freeze", "freeze"]),
        ([5 * CROWD, 3 * CROWD, 4 * CROWD, 5 * CROWD], ["freeze"]),  # some come back: they were set aside
        ([4 * CROWD, CROWD, CROWD], ["freeze", "unfreeze", "freeze"]),
        ([CROWD, 0, 0], ["freeze", "unfreeze"]),
    ],
)
def test_the_collector_is_told_no_oftener_than_it_must(frozen, sizes, done):
    counted(*sizes)
    assert frozen == done


def test_who_is_set_aside_is_still_forgotten_when_nothing_holds_it():
    class Phone:
        pass

    phones = [Phone() for _ in range(3)]
    counted(CROWD)
    count = gc.get_freeze_count()
    del phones
    assert gc.get_freeze_count() < count
