"""What one would write first: means for what is missing, an SVD, k-means from ten random starts."""

import numpy as np

from forums.opinion.votes import Floats, Integers

STARTS = 10


def plain_groups(votes: Floats, k: int, *, fewest: int = 7) -> Integers:
    """(people,): labels; -1 for fewer than ``fewest`` votes. No scaling, no moderation, no base clusters."""
    counts = np.count_nonzero(~np.isnan(votes), axis=1) >= fewest
    used = votes[counts]
    voted = np.count_nonzero(~np.isnan(used), axis=0)
    means = np.nansum(used, axis=0) / np.maximum(voted, 1)
    centred = np.where(np.isnan(used), 0, used - means)
    left, strengths, _ = np.linalg.svd(centred, full_matrices=False)
    labels = np.full(len(votes), -1)
    labels[counts] = _kmeans(left[:, :2] * strengths[:2], k)
    return labels


def _kmeans(points: Floats, k: int) -> Integers:
    chance = np.random.default_rng(0)
    best, least = np.zeros(len(points), dtype=np.int64), np.inf
    for _ in range(STARTS):
        centres = points[chance.choice(len(points), k, replace=False)]
        for _ in range(100):
            apart = ((points[:, None] - centres) ** 2).sum(axis=2)
            labels = apart.argmin(axis=1)
            moved = np.array(
                [
                    points[labels == at].mean(axis=0) if (labels == at).any() else centres[at]
                    for at in range(k)
                ]
            )
            if np.allclose(moved, centres):
                break
            centres = moved
        cost = apart.min(axis=1).sum()
        if cost < least:
            best, least = labels, cost
    return best
