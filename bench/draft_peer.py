"""The peer: plain TF-IDF, with half of each neighbour's score and a quarter of the next ones'."""

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from forums.drafting import Turn
from forums.drafting.terms import LITTLE

_WORD = re.compile(r"[a-z0-9]+")
_NEIGHBOURS = (0.25, 0.5, 1.0, 0.5, 0.25)


class PlainFinder:
    """Cosine of query and turn by the words as they are written; the same small words are left out."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        counts = [Counter(_words(turn.text)) for turn in turns]
        holding = Counter(word for count in counts for word in count)
        self._rarity = {word: math.log((1 + len(turns)) / (1 + often)) + 1 for word, often in holding.items()}
        self._vectors = [self._vector(count) for count in counts]

    def _vector(self, count: Counter[str]) -> dict[str, float]:
        weights = {word: (1 + math.log(often)) * self._rarity[word] for word, often in count.items()}
        length = math.hypot(*weights.values()) or 1.0
        return {word: weight / length for word, weight in weights.items()}

    def ranked(self, query: str) -> list[int]:
        asked = {word: self._rarity.get(word, 0.0) for word in _words(query)}
        alone = [
            sum(weight * vector.get(word, 0.0) for word, weight in asked.items()) for vector in self._vectors
        ]
        scores = np.convolve(alone, _NEIGHBOURS)[2 : 2 + len(alone)]
        return [int(place) for place in np.argsort(-scores, kind="stable")]


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.lower()) if word not in LITTLE]
