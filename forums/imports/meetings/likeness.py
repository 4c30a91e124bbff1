"""Questions that say nearly the same, told by the runs of three letters that they share."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from exchange.search.fold import fold

ENOUGH = 0.6  # of the runs of two questions together, those that both have
SHORTEST = 8  # letters; below, everything looks like everything
MOST_COMPARED = 2_000
MOST_LETTERS = 500
ENOUGH_OF_A_KIND = 5  # earlier ones that a question is like; from then on the next is compared with those


def nearly_alike(texts: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Pairs by their places, the first before the second; of the first 2,000 questions."""
    runs = [_runs(text) for text in texts[:MOST_COMPARED]]
    holding: dict[str, list[int]] = defaultdict(list)
    pairs = []
    for place, own in enumerate(runs):
        shared = Counter(other for run in own for other in holding[run])
        alike = [
            other for other, count in shared.items() if 2 * count >= ENOUGH * (len(own) + len(runs[other]))
        ]
        pairs += [(other, place) for other in alike]
        if len(alike) < ENOUGH_OF_A_KIND:
            for run in own:
                holding[run].append(place)
    return tuple(sorted(pairs))


def _runs(text: str) -> frozenset[str]:
    plain = f" {fold(text[:MOST_LETTERS])} "
    if len(plain) - 2 < SHORTEST and plain.isascii():
        return frozenset()
    return frozenset(plain[start : start + 3] for start in range(len(plain) - 2))
