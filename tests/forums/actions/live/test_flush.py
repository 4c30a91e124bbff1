from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from forums.actions.live.flush import MOST_AT_ONCE, Flush


class Place:
    """Where writes go; the first commit waits until it is let go on."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.has_begun, self.may_go_on = Event(), Event()

    def commit(self, batch: list[int]) -> list[str | Exception]:
        self.batches.append(batch)
        self.has_begun.set()
        self.may_go_on.wait(timeout=10)
        return [ValueError(f"no {write}") if write < 0 else f"wrote {write}" for write in batch]


@pytest.fixture
def place():
    return Place()


def waiting(flush: Flush, place: str) -> int:
    return len(flush._waiting[place])


def write_while_the_first_is_committed(place: Place, writes: list[int], *, at: str = "here") -> list:
    flush = Flush(place.commit)
    with ThreadPoolExecutor(len(writes) + 1) as pool:
        first = pool.submit(flush.write, at, 0)
        place.has_begun.wait(timeout=10)
        later = [pool.submit(flush.write, at, write) for write in writes]
        while waiting(flush, at) < len(writes):
            pass
        place.may_go_on.set()
        return [future.exception() or future.result() for future in [first, *later]]


def test_what_comes_during_a_commit_goes_together_in_the_next(place):
    outcomes = write_while_the_first_is_committed(place, [1, 2, 3, 4])
    assert outcomes == [f"wrote {n}" for n in range(5)]
    assert [sorted(batch) for batch in place.batches] == [[0], [1, 2, 3, 4]]


def test_each_gets_its_own_refusal(place):
    outcomes = write_while_the_first_is_committed(place, [1, -2])
    assert [str(outcome) for outcome in outcomes] == ["wrote 0", "wrote 1", "no -2"]


def test_a_lone_write_goes_at_once(place):
    place.may_go_on.set()
    flush = Flush(place.commit)
    assert [flush.write("here", n) for n in (1, 2)] == ["wrote 1", "wrote 2"]
    assert place.batches == [[1], [2]]


def test_what_breaks_a_batch_reaches_all_of_it_and_nobody_after():
    def commit(batch: list[int]) -> list[str | Exception]:
        if 1 in batch:
            raise OSError("the disk is full")
        return ["wrote" for _write in batch]

    flush = Flush(commit)
    with pytest.raises(OSError, match="the disk is full"):
        flush.write("here", 1)
    assert flush.write("here", 2) == "wrote"


def test_a_transaction_stays_short(place):
    place.may_go_on.set()
    flush = Flush(place.commit)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: flush.write("here", n), range(40)))
    assert max(len(batch) for batch in place.batches) <= MOST_AT_ONCE
    assert sorted(write for batch in place.batches for write in batch) == list(range(40))
