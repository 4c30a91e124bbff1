"""What each group voted on each statement, in numbers and as probabilities."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from forums.opinion.votes import AGREE, DISAGREE, PASS, Floats, Integers, as_votes


@dataclass(frozen=True)
class Tallies:
    """Counts (groups, statements), and how many people each group has (groups,)."""

    agree: Integers
    disagree: Integers
    passed: Integers
    sizes: Integers

    @property
    def seen(self) -> Integers:
        return self.agree + self.disagree + self.passed

    @property
    def p_agree(self) -> Floats:
        """The probability that one of the group agrees, from a pseudo-count: 1/2 where nobody voted."""
        return (self.agree + 1) / (self.seen + 2)

    @property
    def p_disagree(self) -> Floats:
        return (self.disagree + 1) / (self.seen + 2)

    @property
    def p_pass(self) -> Floats:
        return (self.passed + 1) / (self.seen + 2)

    @property
    def everyone(self) -> "Tallies":
        """All groups as one: people who are in no group are not in it, or the rest would tell their votes."""
        agree, disagree, passed = (
            counts.sum(axis=0, keepdims=True) for counts in (self.agree, self.disagree, self.passed)
        )
        return Tallies(agree, disagree, passed, self.sizes.sum(keepdims=True))


def tally(votes: ArrayLike, labels: ArrayLike) -> Tallies:
    """Count votes (people × statements) by group; ``labels`` (people,) number groups from 0, -1 is none."""
    matrix = as_votes(votes)
    numbers = np.asarray(labels, dtype=np.int64)
    groups = int(numbers.max(initial=-1)) + 1
    members = (numbers == np.arange(groups)[:, None]).astype(np.float64)
    agree, disagree, passed = (
        np.rint(members @ (matrix == vote)).astype(np.int64) for vote in (AGREE, DISAGREE, PASS)
    )
    return Tallies(agree, disagree, passed, np.rint(members.sum(axis=1)).astype(np.int64))
