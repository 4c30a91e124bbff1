"""How far the turns of a talk are from each other, and what reaches a turn from its neighbours."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

SIDE = 6
"""So many turns on each side say whether other people talk after a place than before it."""

AROUND = 8
"""A break is a break beside so many places on each side of it."""

BREAK = 1.0
"""How much longer a step becomes over a break that stands out by one standard deviation."""


class Nearness:
    """The way along a talk. A step is longer where other voices take over, for there the talk turns.

    What is said echoes along the way and fades with it, by an exponential: near turns count much, and no
    turn of the passage is too far to count at all. Both cost time in proportion to the turns.
    """

    def __init__(self, speakers: Sequence[str]) -> None:
        steps = 1 + BREAK * _standing_out(_changes(speakers))
        self._steps = steps / steps.mean() if steps.size else steps

    def echoed(self, values: Numbers, reach: float) -> Numbers:
        """Each turn's row of values with those of its neighbours, which fade by 1/e per ``reach`` steps."""
        fading = np.exp(-self._steps / reach)
        forth, back = values.astype(np.float64), values.astype(np.float64)
        for turn, fade in enumerate(fading, start=1):
            forth[turn] += fade * forth[turn - 1]
        for turn, fade in zip(range(len(values) - 2, -1, -1), fading[::-1], strict=True):
            back[turn] += fade * back[turn + 1]
        return np.asarray(forth + back - values)


def _changes(speakers: Sequence[str]) -> Numbers:
    """For each place between two turns, from 0 to 1: how much the voices after it differ from those before.

    Whoever speaks all the time, as a chair does, hardly counts.
    """
    names = {name: place for place, name in enumerate(dict.fromkeys(speakers))}
    voices = np.zeros((len(speakers), len(names)))
    voices[range(len(speakers)), [names[name] for name in speakers]] = 1
    voices *= np.log(len(speakers) / voices.sum(axis=0)) if len(names) > 1 else 1
    until = np.vstack([np.zeros(len(names)), voices.cumsum(axis=0)])
    places = np.arange(1, len(speakers))
    before = until[places] - until[np.maximum(0, places - SIDE)]
    after = until[np.minimum(len(speakers), places + SIDE)] - until[places]
    lengths = np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1)
    alike = (before * after).sum(axis=1) / np.where(lengths > 0, lengths, 1)
    return np.asarray(1 - alike)


def _standing_out(changes: Numbers) -> Numbers:
    """By how much each change is above the mean of the changes around it, in standard deviations."""
    until = np.concatenate([[0.0], changes.cumsum()])
    places = np.arange(changes.size)
    first, last = np.maximum(0, places - AROUND), np.minimum(changes.size, places + AROUND + 1)
    above = changes - (until[last] - until[first]) / (last - first)
    spread = above.std() if changes.size else 0.0
    return np.maximum(above / spread, 0) if spread > 0 else np.zeros_like(changes)
