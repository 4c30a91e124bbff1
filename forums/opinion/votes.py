"""Votes as a matrix: people × statements, each 1 (agree), -1 (disagree), 0 (pass) or NaN (unseen)."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]

AGREE, PASS, DISAGREE = 1.0, 0.0, -1.0
FEWEST_VOTES = 7  # of one person, before they count


def as_votes(votes: ArrayLike) -> Floats:
    """The matrix, checked. Raises ValueError for another shape or value."""
    matrix = np.asarray(votes, dtype=np.float64)
    if matrix.ndim != 2:
        raise ValueError("Votes are a matrix: people × statements.")
    if not (np.isnan(matrix) | np.isin(matrix, (AGREE, PASS, DISAGREE))).all():
        raise ValueError("A vote is 1 (agree), -1 (disagree), 0 (pass) or NaN (unseen).")
    return matrix


def as_mask(left_out: ArrayLike | None, statements: int) -> Booleans:
    """(statements,): which are left out. None leaves none out."""
    if left_out is None:
        return np.zeros(statements, dtype=np.bool_)
    mask = np.asarray(left_out, dtype=np.bool_)
    if mask.shape != (statements,):
        raise ValueError("left_out has one flag for each statement.")
    return mask


def who_counts(votes: Floats) -> Booleans:
    """(people,): who voted on at least seven statements, or on all where there are fewer."""
    people, statements = votes.shape
    if statements == 0:
        return np.zeros(people, dtype=np.bool_)
    counts: Booleans = np.count_nonzero(~np.isnan(votes), axis=1) >= min(FEWEST_VOTES, statements)
    return counts


def without(votes: Floats, left_out: Booleans) -> Floats:
    """The votes, with statements that are left out as if everybody had passed on them.

    Polis does this rather than drop the column. It matters: somebody who saw few statements is not pushed
    as far from the middle for it (see ``Components.places_of``).
    """
    emptied = votes.copy()
    emptied[:, left_out] = PASS
    return emptied
