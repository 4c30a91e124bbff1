"""k-means with weights, from many starts at once, by a fixed seed."""

import numpy as np

from forums.opinion.votes import Floats, Integers

SEED = 20_26
MOST_STEPS = 100
RESTS_WITHIN = 1e-9


def starts_for(points: Floats, weights: Floats, k: int, *, starts: int) -> Floats:
    """(starts, k, 2): centres to begin from, each drawn from the points far from those before it.

    The draws depend on the order of the points; the caller has sorted them.
    """
    draws = np.random.default_rng(SEED).random((k, starts))
    centres = np.empty((starts, k, 2))
    nearest = np.ones((starts, len(points)))  # all alike for the first draw
    for number in range(k):
        chances = np.cumsum(nearest * weights, axis=1)
        drawn = draws[number, :, None] * chances[:, -1:]
        chosen = np.minimum(np.count_nonzero(chances <= drawn, axis=1), len(points) - 1)
        centres[:, number] = points[chosen]
        to_new = _squares(points, centres[:, number : number + 1])[:, :, 0]
        nearest = to_new if number == 0 else np.minimum(nearest, to_new)
    return centres


def settle(
    points: Floats, weights: Floats, centres: Floats, *, most_steps: int = MOST_STEPS
) -> tuple[Floats, Floats]:
    """Move centres (starts, k, 2) to the means of what is nearest to them, until they rest.

    Returns them with the weighted sum of squares of each start (starts,). A centre that is nearest to
    nothing stays where it is.
    """
    starts, k, _ = centres.shape
    across, up = points[:, 0] * weights, points[:, 1] * weights
    at = np.arange(starts)[:, None] * k
    for _ in range(most_steps):
        flat = (np.argmin(_squares(points, centres), axis=2) + at).ravel()
        sizes = _summed(flat, weights, starts, k)
        sums = np.stack([_summed(flat, across, starts, k), _summed(flat, up, starts, k)], axis=2)
        moved = np.where(sizes[:, :, None] > 0, sums / np.maximum(sizes, 1e-12)[:, :, None], centres)
        if np.max(np.abs(moved - centres)) <= RESTS_WITHIN:
            break
        centres = moved
    return centres, np.min(_squares(points, centres), axis=2) @ weights


def nearest_of(points: Floats, centres: Floats) -> Integers:
    """(points,): the number of the nearest centre (k, 2), the first of equals."""
    nearest: Integers = np.argmin(_squares(points, centres[None])[0], axis=1)
    return nearest


def _squares(points: Floats, centres: Floats) -> Floats:
    """(starts, points, k): squared distances."""
    across = points[None, :, None, 0] - centres[:, None, :, 0]
    up = points[None, :, None, 1] - centres[:, None, :, 1]
    squares: Floats = across * across + up * up
    return squares


def _summed(flat: Integers, values: Floats, starts: int, k: int) -> Floats:
    repeated = np.broadcast_to(values, (starts, len(values))).ravel()
    summed: Floats = np.bincount(flat, repeated, minlength=starts * k).astype(np.float64)
    return summed.reshape(starts, k)
