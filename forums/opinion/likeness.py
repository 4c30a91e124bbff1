"""How alike two groupings of the same people are."""

import numpy as np
from numpy.typing import ArrayLike

from forums.opinion.votes import Floats


def adjusted_rand_index(one: ArrayLike, other: ArrayLike) -> float:
    """1 for the same groups under any names, about 0 for what chance gives (Hubert and Arabie 1985).

    ``one`` and ``other`` (people,) hold a label for each person.
    """
    rows = np.unique(np.asarray(one), return_inverse=True)[1]
    columns = np.unique(np.asarray(other), return_inverse=True)[1]
    if rows.shape != columns.shape:
        raise ValueError("Both groupings have one label for each person.")
    if len(rows) < 2:
        return 1.0
    table = np.zeros((rows.max() + 1, columns.max() + 1))
    np.add.at(table, (rows, columns), 1)
    together, in_one, in_other = (_pairs(counts) for counts in (table, table.sum(axis=1), table.sum(axis=0)))
    by_chance = in_one * in_other / _pairs(np.array([float(len(rows))]))
    most = (in_one + in_other) / 2
    return 1.0 if most == by_chance else float((together - by_chance) / (most - by_chance))


def _pairs(counts: Floats) -> float:
    return float(np.sum(counts * (counts - 1) / 2))
