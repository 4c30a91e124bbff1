"""Opinion groups: who votes alike."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from forums.opinion.components import Components, principal_components
from forums.opinion.kmeans import nearest_of, settle, starts_for
from forums.opinion.silhouettes import silhouette
from forums.opinion.votes import Floats, Integers, as_mask, as_votes, who_counts, without

IN_NONE = -1
MOST_GROUPS = 5
PEOPLE_A_GROUP_MORE = 12  # one group more may be looked for with each dozen
BASE_CLUSTERS = 100
BASE_STEPS = 10  # base clusters need not rest: the groups are of people
STARTS = 24
REFINED = 4


@dataclass(frozen=True)
class Grouping:
    """Who is in which opinion group; group 0 is the largest.

    ``labels`` (people,) is ``IN_NONE`` for whoever voted too little; ``places`` (people, 2) is NaN for them.
    ``centres`` (k, 2) are the groups' middles, ``silhouettes`` what each number of groups was worth.
    """

    labels: Integers
    places: Floats
    centres: Floats
    components: Components
    silhouettes: dict[int, float]

    @property
    def k(self) -> int:
        return len(self.centres)

    @property
    def sizes(self) -> Integers:
        return np.bincount(self.labels[self.labels != IN_NONE], minlength=self.k).astype(np.int64)


def find_groups(votes: ArrayLike, *, left_out: ArrayLike | None = None, k: int | None = None) -> Grouping:
    """Group people by their votes (people × statements; see ``forums.opinion.votes``).

    ``left_out`` (statements,) flags what a facilitator took out: it neither forms groups nor is lost from
    the count of a person's votes. Without ``k``, two to five groups are tried, and the number whose groups
    lie best apart (by silhouette) is taken. People who all stand in one place are one group; there may be
    fewer groups than ``k`` where there are fewer places.

    Raises ValueError for what is no such matrix.
    """
    if k is not None and k < 1:
        raise ValueError("There is at least one group.")
    matrix = as_votes(votes)
    counts = who_counts(matrix)
    used = without(matrix, as_mask(left_out, matrix.shape[1]))
    components = principal_components(used)
    standing = components.places_of(used[counts])
    centres, silhouettes = group_places(standing, k=k)
    places = np.full((len(matrix), 2), np.nan)
    places[counts] = standing
    labels = np.full(len(matrix), IN_NONE, dtype=np.int64)
    if len(standing):
        labels[counts] = nearest_of(standing, centres)
    return Grouping(labels, places, centres, components, silhouettes)


def group_places(places: Floats, *, k: int | None = None) -> tuple[Floats, dict[int, float]]:
    """The middles (k, 2) of the groups that people at these places (people, 2) form, the largest first.

    As Polis does, people are first drawn together to a hundred base clusters, so that a crowd in one spot
    weighs no more than others when the number of groups is chosen. The groups themselves are of people.
    """
    if not len(places):
        return np.empty((0, 2)), {}
    places = places[np.lexsort(places.T[::-1])]  # the order in which people came tells nothing
    spots, weights = np.unique(places, axis=0, return_counts=True)
    bases, base_weights = _drawn_together(spots, weights.astype(np.float64))
    most = min(MOST_GROUPS, 2 + len(bases) // PEOPLE_A_GROUP_MORE)
    tried = [k] if k else range(2, most + 1)
    found = {
        number: _best_centres(spots, weights.astype(np.float64), bases, base_weights, number)
        for number in sorted({min(number, len(bases)) for number in tried})
    }
    silhouettes = {number: silhouette(bases, nearest_of(bases, centres)) for number, centres in found.items()}
    chosen = max(silhouettes, key=lambda number: (silhouettes[number], -number))
    return found[chosen], silhouettes


def _drawn_together(spots: Floats, weights: Floats) -> tuple[Floats, Floats]:
    if len(spots) <= BASE_CLUSTERS:
        return spots, weights
    begun = starts_for(spots, weights, BASE_CLUSTERS, starts=1)
    centres, _ = settle(spots, weights, begun, most_steps=BASE_STEPS)
    labels = nearest_of(spots, centres[0])
    sizes = np.bincount(labels, weights, minlength=BASE_CLUSTERS).astype(np.float64)
    return centres[0][sizes > 0], sizes[sizes > 0]


def _best_centres(spots: Floats, weights: Floats, bases: Floats, base_weights: Floats, k: int) -> Floats:
    rough, costs = settle(bases, base_weights, starts_for(bases, base_weights, k, starts=STARTS))
    promising = rough[np.argsort(costs, kind="stable")[:REFINED]]
    fine, costs = settle(spots, weights, promising)
    best: Floats = fine[np.argmin(np.round(costs, 9))]
    sizes = np.bincount(nearest_of(spots, best), weights, minlength=k)
    order = np.lexsort((best[:, 1], best[:, 0], -sizes))
    return best[order][sizes[order] > 0]
