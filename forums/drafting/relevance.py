"""How near each source is to what the discussion is about."""

from collections.abc import Mapping, Sequence

from forums.drafting.finding import EvidenceFinder, Turn
from forums.drafting.sources import Source


def relevance(sources: Sequence[Source], about: str) -> Mapping[str, float]:
    """For each key from 0 to 1, by ``about`` or else by the terms that the discussion turns on."""
    finder = EvidenceFinder(Turn(source.voice, source.text) for source in sources)
    scores = finder.scores(about) if about else None
    if scores is None or not scores.any():
        scores = finder.scores(" ".join(finder.central_terms()))
    most = scores.max() if len(scores) else 0.0
    near = scores / most if most else scores
    return {source.key: float(share) for source, share in zip(sources, near, strict=True)}
