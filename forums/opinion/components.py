"""The two directions in which votes differ most, and where each person stands along them."""

from dataclasses import dataclass

import numpy as np

from forums.opinion.eigen import strongest_of
from forums.opinion.votes import Floats

DIRECTIONS = 2
DECIMALS = 9  # of a place: beyond them is the rounding of sums in another order


@dataclass(frozen=True)
class Components:
    """``means`` (statements,): the mean vote; ``directions`` (2, statements): unit vectors, or zeros."""

    means: Floats
    directions: Floats

    def places_of(self, votes: Floats) -> Floats:
        """(people, 2): where people stand, by the votes that they gave.

        Who voted on a part of the statements would stand near the middle for that alone. So places are
        stretched by the root of statements to votes, as Polis does.
        """
        seen = ~np.isnan(votes)
        distances = np.where(seen, votes - self.means, 0.0)
        given = np.maximum(np.count_nonzero(seen, axis=1), 1)
        places: Floats = distances @ self.directions.T * np.sqrt(votes.shape[1] / given)[:, None]
        return np.round(places, DECIMALS) + 0.0  # no negative zero


def principal_components(votes: Floats) -> Components:
    """Two principal components of the votes, what somebody did not see filled with the statement's mean.

    A direction points to where more is agreed with.
    """
    means = mean_votes(votes)
    centred = np.where(np.isnan(votes), 0.0, votes - means)
    directions = np.zeros((DIRECTIONS, votes.shape[1]))
    if centred.size:
        is_wide = votes.shape[1] > len(votes)
        strengths, vectors = strongest_of(centred @ centred.T if is_wide else centred.T @ centred, DIRECTIONS)
        found = vectors @ centred if is_wide else vectors
        for row, vector in enumerate(found[strengths > 1e-9 * max(1.0, strengths[0])]):
            directions[row] = _pointed(vector / np.linalg.norm(vector))
    return Components(means, directions)


def mean_votes(votes: Floats) -> Floats:
    """(statements,): the mean of the votes given, 0 where nobody voted."""
    seen = np.count_nonzero(~np.isnan(votes), axis=0)
    means: Floats = np.nansum(votes, axis=0) / np.maximum(seen, 1)
    return means


def _pointed(direction: Floats) -> Floats:
    for power in (1, 3):
        total = float(np.sum(direction**power))
        if abs(total) > 1e-9:
            return direction if total > 0 else -direction
    return direction
