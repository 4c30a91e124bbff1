"""Whether the groups are there, or made by the method: what two halves of the people say of all."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from forums.opinion.components import principal_components
from forums.opinion.finding import group_places
from forums.opinion.kmeans import nearest_of
from forums.opinion.likeness import adjusted_rand_index
from forums.opinion.votes import Floats, Integers, as_mask, as_votes, who_counts, without

ROUNDS = 10
STABLE_FROM = 0.6
ABOVE_CHANCE_FROM = 0.2
FEWEST_TO_HALVE = 4
SEED = 20_27


@dataclass(frozen=True)
class Stability:
    """``likeness`` is the mean adjusted Rand index over ``rounds``: 1 the same groups, about 0 none.

    ``by_chance`` is the same for votes that were dealt anew. With few statements, or where the later ones
    were seen by few, that is far above 0: people fall into heaps by which statements there are.
    """

    likeness: float
    by_chance: float
    rounds: int

    @property
    def is_stable(self) -> bool:
        return self.likeness >= STABLE_FROM and self.likeness - self.by_chance >= ABOVE_CHANCE_FROM


def stability_of(
    votes: ArrayLike, *, k: int, left_out: ArrayLike | None = None, rounds: int = ROUNDS, seed: int = SEED
) -> Stability:
    """How far ``k`` groups come back under resampling.

    In each round the people who count are dealt into two halves at random. Each half finds its own
    components and groups, and everybody is put into the nearest of each: the two answers are compared.
    Halves share nobody, where resamples that overlap would agree for what they share. Then each statement's
    votes are dealt anew among those who saw it, so that no vote goes with another, and all is done again.

    The same votes and the same seed give the same stability.
    """
    matrix = as_votes(votes)
    used = without(matrix, as_mask(left_out, matrix.shape[1]))[who_counts(matrix)]
    if len(used) < FEWEST_TO_HALVE or k < 2 or rounds < 1:
        return Stability(0.0, 0.0, 0)
    chance = np.random.default_rng(seed)
    alike, by_chance = [], []
    for _ in range(rounds):
        dealt = chance.permutation(len(used))
        halves = dealt[: len(used) // 2], dealt[len(used) // 2 :]
        alike.append(_likeness(used, *halves, k))
        by_chance.append(_likeness(_dealt_anew(used, chance), *halves, k))
    return Stability(float(np.mean(alike)), float(np.mean(by_chance)), rounds)


def _likeness(votes: Floats, half: Integers, other_half: Integers, k: int) -> float:
    """Halves that both put everybody into one group have found none."""
    one, other = _as_seen_by(votes, half, k), _as_seen_by(votes, other_half, k)
    return adjusted_rand_index(one, other) if one.any() or other.any() else 0.0


def _as_seen_by(votes: Floats, half: Integers, k: int) -> Integers:
    components = principal_components(votes[half])
    places = components.places_of(votes)
    centres, _ = group_places(places[half], k=k)
    return nearest_of(places, centres)


def _dealt_anew(votes: Floats, chance: np.random.Generator) -> Floats:
    dealt = votes.copy()
    for column in dealt.T:
        seen = np.flatnonzero(~np.isnan(column))
        column[seen] = column[chance.permutation(seen)]
    return dealt
