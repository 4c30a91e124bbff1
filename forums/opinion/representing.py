"""Which statements tell a group from the others, as Polis picks them."""

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import ArrayLike

from forums.opinion.proportions import SIGNIFICANT, above_half, above_rest
from forums.opinion.tallies import Tallies
from forums.opinion.votes import Booleans, Floats, Integers, as_mask

MOST = 5


class Side(Enum):
    AGREE = "agree"
    DISAGREE = "disagree"


@dataclass(frozen=True)
class Representative:
    """A statement (its column) that a group is known by, and on which side.

    ``times`` is how many times likelier the group takes this side than the rest; both tests are z-scores.
    """

    statement: int
    side: Side
    successes: int
    seen: int
    probability: float
    probability_test: float
    times: float
    times_test: float

    @property
    def weight(self) -> float:
        return self.probability * self.probability_test * self.times * self.times_test


@dataclass(frozen=True)
class Sided:
    """The measures of one side of a vote, each (groups, statements)."""

    side: Side
    successes: Integers
    seen: Integers
    probability: Floats
    probability_test: Floats
    times: Floats
    times_test: Floats

    @property
    def passes(self) -> Booleans:
        return (self.probability_test > SIGNIFICANT) & (self.times_test > SIGNIFICANT)

    def at(self, group: int, statement: int) -> Representative:
        return Representative(
            statement=statement,
            side=self.side,
            successes=int(self.successes[group, statement]),
            seen=int(self.seen[group, statement]),
            probability=float(self.probability[group, statement]),
            probability_test=float(self.probability_test[group, statement]),
            times=float(self.times[group, statement]),
            times_test=float(self.times_test[group, statement]),
        )


def measures(tallies: Tallies) -> tuple[Sided, Sided]:
    """How likely each group agrees and disagrees, by itself and beside all others together."""
    return (
        _measured(Side.AGREE, tallies.agree, tallies.seen),
        _measured(Side.DISAGREE, tallies.disagree, tallies.seen),
    )


def representative_statements(
    tallies: Tallies, *, left_out: ArrayLike | None = None, most: int = MOST
) -> list[list[Representative]]:
    """For each group what it is known by: at most ``most``, agreements first, the weightiest first.

    A statement is chosen if the group takes that side by more than half, and more than the others do, both
    at 90 %. The statement that the group agrees on best leads if there is any, so that a group is not told
    by its objections alone. Where nothing passes, the one that differs most from the others is given. There
    is nothing to tell a single group from.
    """
    if len(tallies.sizes) < 2:
        return [[] for _ in tallies.sizes]
    left = as_mask(left_out, tallies.agree.shape[1])
    agree, disagree = measures(tallies)
    return [_chosen(agree, disagree, left, group, most) for group in range(len(tallies.sizes))]


def _measured(side: Side, successes: Integers, seen: Integers) -> Sided:
    rest, rest_seen = successes.sum(axis=0) - successes, seen.sum(axis=0) - seen
    probability = (successes + 1) / (seen + 2)
    return Sided(
        side,
        successes,
        seen,
        probability,
        above_half(successes, seen),
        times=probability / ((rest + 1) / (rest_seen + 2)),
        times_test=above_rest(successes, seen, rest, rest_seen),
    )


def _chosen(agree: Sided, disagree: Sided, left: Booleans, group: int, most: int) -> list[Representative]:
    voted = ~left & (agree.seen[group] > 0)
    leads = agree.times_test[group] > disagree.times_test[group]
    passing = np.flatnonzero(voted & (agree.passes[group] | disagree.passes[group]))
    sided = [(agree if leads[number] else disagree).at(group, int(number)) for number in passing]
    sided.sort(key=lambda one: (-one.weight, one.statement))
    best = _best_agreement(agree, disagree, voted, group)
    if not sided and best is None:
        return _most_different(agree, disagree, leads, voted, group)[:most]
    if best is not None:
        sided = [best, *(one for one in sided if one.statement != best.statement)]
    return sorted(sided[:most], key=lambda one: one.side is Side.DISAGREE)


def _best_agreement(agree: Sided, disagree: Sided, voted: Booleans, group: int) -> Representative | None:
    """Among what the group agrees on by a majority, or more than others do: what it does most clearly."""
    probable, likely = agree.probability[group], agree.probability_test[group]
    more = agree.times[group] > 1
    fit = voted & (agree.successes[group] + disagree.successes[group] > 0)
    fit &= (likely > SIGNIFICANT) | (more & (probable > 0.5))
    if not fit.any():
        return None
    if (fit & more).any():
        fit &= more
        worth = agree.times[group] * agree.times_test[group] * probable * likely
    else:
        worth = probable * likely
    return agree.at(group, int(np.argmax(np.where(fit, worth, -np.inf))))


def _most_different(
    agree: Sided, disagree: Sided, leads: Booleans, voted: Booleans, group: int
) -> list[Representative]:
    if not voted.any():
        return []
    tests = np.maximum(agree.times_test[group], disagree.times_test[group])
    number = int(np.argmax(np.where(voted, tests, -np.inf)))
    return [(agree if leads[number] else disagree).at(group, number)]
