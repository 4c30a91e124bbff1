"""How well points lie in their clusters."""

import numpy as np

from forums.opinion.votes import Floats, Integers


def silhouette(points: Floats, labels: Integers) -> float:
    """The mean silhouette (Rousseeuw 1987) of points (n, 2) in clusters (n,), from -1 to 1.

    A point alone in its cluster counts 0; so does everything in a single cluster.
    """
    numbers, own = np.unique(labels, return_inverse=True)
    if len(numbers) < 2:
        return 0.0
    across, up = points[:, 0, None] - points[:, 0], points[:, 1, None] - points[:, 1]
    apart = np.sqrt(across * across + up * up)
    members = own[:, None] == np.arange(len(numbers))
    sizes = np.count_nonzero(members, axis=0)
    sums = apart @ members.astype(np.float64)
    rows = np.arange(len(points))
    inside = sums[rows, own] / np.maximum(sizes[own] - 1, 1)
    means = sums / sizes
    means[rows, own] = np.inf
    outside = np.min(means, axis=1)
    larger = np.maximum(inside, outside)
    lies = np.where(
        (sizes[own] > 1) & (larger > 0), (outside - inside) / np.where(larger > 0, larger, 1), 0.0
    )
    return float(np.mean(lies))
