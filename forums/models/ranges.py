"""Sets of post numbers as ranges: small however many numbers they hold."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Ranges:
    """Whole numbers from 1 on, as ``((first, last), …)``: sorted, apart, never touching.

    The stored form is ``[[first, last], …]``.
    """

    pairs: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, stored: Iterable[Iterable[int]]) -> Self:
        """From the stored form, or from pairs in any order that may overlap."""
        merged: list[tuple[int, int]] = []
        for first, last in sorted((first, last) for first, last in stored):
            if merged and first <= merged[-1][1] + 1:
                merged[-1] = (merged[-1][0], max(merged[-1][1], last))
            else:
                merged.append((first, last))
        return cls(tuple(merged))

    def with_numbers(self, numbers: Iterable[int]) -> Self:
        return self.of([*self.pairs, *((number, number) for number in numbers)])

    def without(self, other: "Ranges") -> Self:
        """The numbers that are not in the other."""
        left: list[tuple[int, int]] = []
        for first, last in self.pairs:
            start = first
            for other_first, other_last in other.pairs:
                if other_last < start or other_first > last:
                    continue
                if other_first > start:
                    left.append((start, other_first - 1))
                start = other_last + 1
            if start <= last:
                left.append((start, last))
        return type(self)(tuple(left))

    def union(self, other: "Ranges") -> Self:
        return self.of([*self.pairs, *other.pairs])

    def within(self, last: int) -> Self:
        """Only the numbers up to ``last``."""
        return type(self)(tuple((start, min(end, last)) for start, end in self.pairs if start <= last))

    def stored(self) -> list[list[int]]:
        return [[first, last] for first, last in self.pairs]

    def __len__(self) -> int:
        return sum(last - first + 1 for first, last in self.pairs)

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and any(first <= number <= last for first, last in self.pairs)

    def __iter__(self) -> Iterator[int]:
        for first, last in self.pairs:
            yield from range(first, last + 1)

    @property
    def first(self) -> int | None:
        return self.pairs[0][0] if self.pairs else None


def up_to(last: int) -> Ranges:
    """Every number from 1 to ``last``."""
    return Ranges(((1, last),)) if last > 0 else Ranges()
