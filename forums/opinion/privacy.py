"""What may be told of groups: none under five people, no map under fifteen; whatever their share."""

from dataclasses import dataclass

import numpy as np

from forums.opinion.finding import IN_NONE, Grouping
from forums.opinion.kmeans import nearest_of
from forums.opinion.votes import Integers

SMALLEST_GROUP = 5
SMALLEST_MAP = 15


@dataclass(frozen=True)
class Dot:
    """A person on the map, without a name or a number."""

    x: float
    y: float
    group: int


def described_groups(grouping: Grouping) -> Integers:
    """(people,): labels from 0, the largest group first, where each group has five people or more.

    A smaller one is folded into its nearest neighbour, the smallest first. It can't just be left out, for
    the votes of all less those of the others would be its votes. Where fewer than five count at all,
    everybody is in none.
    """
    labels = grouping.labels.copy()
    sizes = grouping.sizes.copy()
    while len(left := np.flatnonzero(sizes)) > 1:
        smallest = left[np.argmin(sizes[left])]
        if sizes[smallest] >= SMALLEST_GROUP:
            break
        others = left[left != smallest]
        nearest = others[nearest_of(grouping.centres[[smallest]], grouping.centres[others])[0]]
        labels[labels == smallest] = nearest
        sizes[nearest] += sizes[smallest]
        sizes[smallest] = 0
    if sizes.sum() < SMALLEST_GROUP:
        return np.full(len(labels), IN_NONE, dtype=np.int64)
    order = [number for number in np.argsort(-sizes, kind="stable") if sizes[number]]
    renamed = labels.copy()
    for new, old in enumerate(order):
        renamed[labels == old] = new
    return renamed


def map_of(grouping: Grouping) -> list[Dot] | None:
    """Where people stand, in no order that tells who; None for fewer than fifteen people."""
    labels = described_groups(grouping)
    shown = labels != IN_NONE
    if np.count_nonzero(shown) < SMALLEST_MAP:
        return None
    return sorted(
        (
            Dot(float(x), float(y), int(group))
            for (x, y), group in zip(grouping.places[shown], labels[shown], strict=True)
        ),
        key=lambda dot: (dot.x, dot.y, dot.group),
    )
