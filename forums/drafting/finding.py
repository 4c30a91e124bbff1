"""Finds the turns of a talk that hold the evidence for a query. Pure, and without a model or a network.

BM25 over every turn together with what reaches it from its neighbours: evidence is a passage of several
turns that share its words between them, and seldom says them all in one. Words that share their first
letters with a word of the query count in part. Where the query names a speaker, that speaker's turns count
more. The figures below were chosen over real committee meetings; bench/README.md says how, and what was
tried in vain.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

from forums.drafting.naming import Names
from forums.drafting.nearness import Nearness, Numbers
from forums.drafting.terms import root_of, terms_of

REACH = 6.0  # turns from which words echo into a turn
VOICE_REACH = 2.0  # and a named speaker's presence
SATURATION = 4.0  # BM25's k1: high, for a passage may say a word often
LENGTH_SHARE = 0.6  # BM25's b
KIN_SHARE = 0.4  # what a word counts that shares only its first letters
VOICE_SHARE = 0.3  # a named speaker, beside the words
MOST_CENTRAL = 15


class Turn(NamedTuple):
    """Somebody's words in the order of the talk: a turn at the microphone, a post of a thread."""

    speaker: str
    text: str


class EvidenceFinder:
    """Made once for a talk; each query then costs a few milliseconds."""

    def __init__(self, turns: Iterable[Turn]) -> None:
        turns = list(turns)
        self._count = len(turns)
        self._places: dict[str, dict[int, int]] = defaultdict(dict)  # term -> turn -> how often
        lengths = np.zeros(self._count)
        for place, turn in enumerate(turns):
            counts = Counter(terms_of(turn.text))
            lengths[place] = counts.total()
            for term, often in counts.items():
                self._places[term][place] = often
        self._kin: dict[str, list[str]] = defaultdict(list)
        for term in self._places:
            if root := root_of(term):
                self._kin[root].append(term)
        self._names = Names(turn.speaker for turn in turns)
        self._nearness = Nearness([turn.speaker for turn in turns])
        length = self._nearness.echoed(lengths, REACH)
        share = length / length.mean() if length.any() else length
        self._norm = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * share)

    def ranked(self, query: str) -> list[int]:
        """The turns by how likely they hold the evidence, the likeliest first; then in their order."""
        return [int(place) for place in np.argsort(-self.scores(query), kind="stable")]

    def scores(self, query: str) -> Numbers:
        """For each turn how likely it holds the evidence: 0 where nothing speaks for it."""
        return _to_one(self._by_words(query)) + VOICE_SHARE * _to_one(self._by_voice(query))

    def central_terms(self) -> list[str]:
        """What the talk turns on: terms that many turns have, but not all of them."""
        shared = {term: len(places) for term, places in self._places.items() if len(places) > 1}
        weights = {term: count * np.log(1 + self._count / count) for term, count in shared.items()}
        return sorted(weights, key=lambda term: (-weights[term], term))[:MOST_CENTRAL]

    def _by_words(self, query: str) -> Numbers:
        weights = self._weights(query)
        counts = np.zeros((self._count, len(weights)))
        for column, term in enumerate(weights):
            places = self._places[term]
            counts[list(places), column] = list(places.values())
        counts = self._nearness.echoed(counts, REACH)
        rarities = [weight * self._rarity(term) for term, weight in weights.items()]
        saturated = counts * (SATURATION + 1) / (counts + self._norm[:, np.newaxis])
        return np.asarray(saturated @ np.array(rarities, dtype=np.float64))

    def _weights(self, query: str) -> Mapping[str, float]:
        """The terms to look for that this talk has, with what each counts."""
        asked = dict.fromkeys(terms_of(query))
        kin = (term for root in map(root_of, asked) for term in self._kin.get(root, ()))
        return dict.fromkeys(kin, KIN_SHARE) | {term: 1.0 for term in asked if term in self._places}

    def _rarity(self, term: str) -> float:
        holding = len(self._places[term])
        return float(np.log(1 + (self._count - holding + 0.5) / (holding + 0.5)))

    def _by_voice(self, query: str) -> Numbers:
        return self._nearness.echoed(self._names.named_in(query), VOICE_REACH)


def _to_one(scores: Numbers) -> Numbers:
    """The scores with 1 for the highest."""
    return scores / scores.max() if scores.any() else scores
