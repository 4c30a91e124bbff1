"""Whom a query names, among those who spoke."""

import re
from collections import Counter
from collections.abc import Iterable

import numpy as np

from exchange.search.fold import fold
from forums.drafting.nearness import Numbers
from forums.drafting.terms import LITTLE

_BRACKETS = re.compile(r"\(.*?\)|\[.*?\]")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_GLUED = re.compile(r"(?<=[a-z])(?=[A-Z])")  # "JaneDoe"
_TITLES = LITTLE.union(["adv", "ald", "cllr", "honourable", "mec", "mev", "mnr", "rev", "right", "sir"])


class Names:
    """The names of the speakers, turn by turn. What stands in brackets is an office, and no name."""

    def __init__(self, speakers: Iterable[str]) -> None:
        self._turns = [frozenset(_parts(_BRACKETS.sub(" ", speaker))) for speaker in speakers]
        self._bearers = Counter(part for name in set(self._turns) for part in name)

    def named_in(self, query: str) -> Numbers:
        """For each turn from 0 to 1: whether its speaker is named, less where several share the name."""
        words = _WORD.findall(_GLUED.sub(" ", query))
        has_capitals = any(word[0].isupper() for word in words[1:])  # else somebody types in small letters
        asked = {part for word in words if not has_capitals or word[0].isupper() for part in _parts(word)}
        shares = {
            name: min(1.0, sum(1 / self._bearers[part] for part in name & asked)) for name in set(self._turns)
        }
        return np.array([shares[name] for name in self._turns], dtype=np.float64)


def _parts(name: str) -> list[str]:
    return [part for part in fold(name).split() if len(part) > 2 and part not in _TITLES]
