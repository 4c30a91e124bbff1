"""What the groups share, what divides them, and what nobody can tell yet."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from forums.opinion.proportions import SIGNIFICANT, above_rest
from forums.opinion.representing import Side
from forums.opinion.tallies import Tallies
from forums.opinion.votes import FEWEST_VOTES, Booleans, Floats, as_mask

MOST = 10
MANY_PASSES = 0.35
CONSENSUS_FROM = 0.6


@dataclass(frozen=True)
class Consensus:
    """``probability`` that one of each group, drawn at random, all take this side."""

    statement: int
    side: Side
    probability: float


@dataclass(frozen=True)
class Divide:
    """``difference`` in the probability to agree between the groups that agree most and least."""

    statement: int
    difference: float
    agrees_most: int
    agrees_least: int


@dataclass(frozen=True)
class Uncertain:
    statement: int
    seen: int
    p_pass: float
    has_few_votes: bool
    has_many_passes: bool


def group_informed_consensus(tallies: Tallies) -> tuple[Floats, Floats]:
    """(statements,) for agreeing, and for disagreeing: the product over groups of its probability.

    A group that is against brings a statement down however small the group is: a majority alone is no
    consensus.
    """
    return np.prod(tallies.p_agree, axis=0), np.prod(tallies.p_disagree, axis=0)


def common_ground(
    tallies: Tallies, *, left_out: ArrayLike | None = None, most: int = MOST
) -> list[Consensus]:
    """What every group agrees on or is against, by ``CONSENSUS_FROM`` in each; the clearest first."""
    left = as_mask(left_out, tallies.agree.shape[1])
    if not len(tallies.sizes):
        return []
    found = []
    products = zip(
        Side, (tallies.p_agree, tallies.p_disagree), group_informed_consensus(tallies), strict=True
    )
    for side, by_group, product in products:
        shared = ~left & (by_group >= CONSENSUS_FROM).all(axis=0)
        found += [Consensus(int(at), side, float(product[at])) for at in np.flatnonzero(shared)]
    return sorted(found, key=lambda one: (-one.probability, one.statement))[:most]


def divides(tallies: Tallies, *, left_out: ArrayLike | None = None, most: int = MOST) -> list[Divide]:
    """Where groups differ most in agreeing: what the votes bear out at 90 %, the largest difference first."""
    left = as_mask(left_out, tallies.agree.shape[1])
    if len(tallies.sizes) < 2:
        return []
    high, low = np.argmax(tallies.p_agree, axis=0), np.argmin(tallies.p_agree, axis=0)
    columns = np.arange(len(left))
    difference = tallies.p_agree[high, columns] - tallies.p_agree[low, columns]
    test = above_rest(
        tallies.agree[high, columns],
        tallies.seen[high, columns],
        tallies.agree[low, columns],
        tallies.seen[low, columns],
    )
    borne_out = ~left & (test > SIGNIFICANT) & (high != low)
    found = [
        Divide(int(at), float(difference[at]), int(high[at]), int(low[at]))
        for at in np.flatnonzero(borne_out)
    ]
    return sorted(found, key=lambda one: (-one.difference, one.statement))[:most]


def uncertain(tallies: Tallies, *, left_out: ArrayLike | None = None, most: int = MOST) -> list[Uncertain]:
    """What many passed on, then what few voted on: what is not told by these votes."""
    left = as_mask(left_out, tallies.agree.shape[1])
    everyone = tallies.everyone
    seen, p_pass = everyone.seen[0], everyone.p_pass[0]
    few: Booleans = seen < FEWEST_VOTES
    passes: Booleans = ~few & (p_pass >= MANY_PASSES)
    found = [
        Uncertain(int(at), int(seen[at]), float(p_pass[at]), bool(few[at]), bool(passes[at]))
        for at in np.flatnonzero(~left & (few | passes))
    ]
    return sorted(found, key=lambda one: (one.has_few_votes, -one.p_pass, one.seen, one.statement))[:most]
