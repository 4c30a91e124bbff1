"""How near each source is to what the discussion is about."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log

from forums.drafting.finding import EvidenceFinder, Turn
from forums.drafting.sources import Source
from forums.drafting.terms import terms_of

MOST_CENTRAL = 15


def relevance(sources: Sequence[Source], about: str) -> Mapping[str, float]:
    """For each key from 0 to 1, by ``about`` or else by the terms that the discussion turns on."""
    finder = EvidenceFinder(Turn(source.voice, source.text) for source in sources)
    scores = finder.scores(about) if about else None
    if scores is None or not scores.any():
        scores = finder.scores(" ".join(_central_terms(sources)))
    most = scores.max() if len(scores) else 0.0
    near = scores / most if most else scores
    return {source.key: float(share) for source, share in zip(sources, near, strict=True)}


def _central_terms(sources: Sequence[Source]) -> list[str]:
    """Terms that many sources have, but not all of them."""
    holding = Counter(term for source in sources for term in set(terms_of(source.text)))
    weights = {term: count * log(1 + len(sources) / count) for term, count in holding.items() if count > 1}
    return sorted(weights, key=lambda term: (-weights[term], term))[:MOST_CENTRAL]
