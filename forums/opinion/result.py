"""The whole result of a vote, as far as it may be told."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from forums.opinion.conclusions import (
    Consensus,
    Divide,
    Uncertain,
    common_ground,
    divides,
    uncertain,
)
from forums.opinion.finding import IN_NONE, find_groups
from forums.opinion.privacy import Dot, described_groups, map_of
from forums.opinion.representing import Representative, representative_statements
from forums.opinion.stability import Stability, stability_of
from forums.opinion.tallies import Tallies, tally
from forums.opinion.votes import Integers, as_votes


@dataclass(frozen=True)
class Result:
    """Groups are numbered from 0, the largest first; statements by their column.

    ``labels`` (people,) stays inside: it says who is in which group. ``stability`` is of the groups as they
    were found, before small ones were folded. ``dots`` is None where no map may be drawn.
    """

    labels: Integers
    tallies: Tallies
    representative: list[list[Representative]]
    consensus: list[Consensus]
    divides: list[Divide]
    uncertain: list[Uncertain]
    stability: Stability
    dots: list[Dot] | None

    @property
    def groups(self) -> int:
        return len(self.tallies.sizes)

    @property
    def counted(self) -> int:
        """How many people voted enough to count."""
        return int(np.count_nonzero(self.labels != IN_NONE))


def result_of(votes: ArrayLike, *, left_out: ArrayLike | None = None, k: int | None = None) -> Result:
    """What votes (people × statements) tell. ``left_out`` and ``k`` as ``find_groups`` takes them."""
    matrix = as_votes(votes)
    grouping = find_groups(matrix, left_out=left_out, k=k)
    labels = described_groups(grouping)
    tallies = tally(matrix, labels)
    return Result(
        labels=labels,
        tallies=tallies,
        representative=representative_statements(tallies, left_out=left_out),
        consensus=common_ground(tallies, left_out=left_out),
        divides=divides(tallies, left_out=left_out),
        uncertain=uncertain(tallies, left_out=left_out),
        stability=stability_of(matrix, k=grouping.k, left_out=left_out),
        dots=map_of(grouping),
    )
