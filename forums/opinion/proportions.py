"""Tests of proportions, with the pseudo-counts of Polis; both give a z-score."""

import numpy as np

from forums.opinion.votes import Floats, Integers

SIGNIFICANT = 1.2816  # 90 %, one-sided


def above_half(successes: Integers, trials: Integers) -> Floats:
    """Whether more than half succeed: z of (successes + 1) of (trials + 1) against 1/2."""
    scores: Floats = 2 * np.sqrt(trials + 1) * ((successes + 1) / (trials + 1) - 0.5)
    return scores


def above_rest(successes: Integers, trials: Integers, rest: Integers, rest_trials: Integers) -> Floats:
    """Whether more succeed here than among the rest: z of two proportions, each with one success more."""
    here, there = (successes + 1) / (trials + 1), (rest + 1) / (rest_trials + 1)
    pooled = (successes + rest + 2) / (trials + rest_trials + 2)
    spread = np.sqrt(pooled * (1 - pooled) * (1 / (trials + 1) + 1 / (rest_trials + 1)))
    scores: Floats = np.where(spread > 0, (here - there) / np.where(spread > 0, spread, 1), 0.0)
    return scores
