"""Questions that may ask the same: told by the words that they share, folded as in a search.

Pure: it is given texts and asks no database, so that the desk, the page where people type and the
tests use the same rule.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from typing import Generic, NamedTuple, TypeVar

from exchange.search.fold import fold

Key = TypeVar("Key", bound=Hashable)

MOST_SIMILAR = 3
ENOUGH = 0.45  # of the words of both together, those that both have
ALMOST_ALL = 0.8  # of the words of the shorter one: a short question inside a long one
SHORTEST_WORD = 3
COMMON_IN_A_SHORT_ONE = 2  # a question of one word is like nothing but itself

# Words that say nothing of what is asked. Folded; English, Afrikaans, and how people begin a question.
_LITTLE = (
    "a about all also an and any are as at be been but by can could did do does for from had has have "
    "how i if in into is it its may me my no not of on or our please should so some than that the "
    "their them then there these they this to us was we were what when where which who whom whose why "
    "will with would you your question ask asking know tell aan asb dat die dit een en hoe hoekom het "
    "hulle kan met nie om ons op sal sy te van vir waar wanneer wat watter wie word"
)
_SAYS_LITTLE = frozenset(_LITTLE.split())


class Alike(NamedTuple, Generic[Key]):
    key: Key
    share: float
    """From 0 to 1: how much of both they have in common."""


class SimilarQuestions(Generic[Key]):
    """Texts to look among. One comparison costs as much as there are texts that share a word with it."""

    def __init__(self, texts: Iterable[tuple[Key, str]]) -> None:
        self._words: dict[Key, frozenset[str]] = {}
        self._holding: dict[str, list[Key]] = defaultdict(list)
        for key, text in texts:
            self._words[key] = words_of(text)
            for word in self._words[key]:
                self._holding[word].append(key)

    def like(self, text: str, *, but: Key | None = None, most: int = MOST_SIMILAR) -> list[Alike[Key]]:
        """Those that may ask the same as a text, the most alike first, then in the order they were given."""
        own = words_of(text)
        shared: Counter[Key] = Counter()
        for word in own:
            shared.update(self._holding.get(word, ()))
        if but is not None:
            shared.pop(but, None)
        found = [
            Alike(key, share)
            for key in self._words
            if (count := shared[key]) and (share := _share(count, own, self._words[key]))
        ]
        return sorted(found, key=lambda alike: -alike.share)[:most]


def similar_questions(
    text: str, texts: Iterable[tuple[Key, str]], *, most: int = MOST_SIMILAR
) -> list[Alike[Key]]:
    """Which of some texts may ask the same as this one; see ``SimilarQuestions``."""
    return SimilarQuestions(texts).like(text, most=most)


def words_of(text: str) -> frozenset[str]:
    """The words by which a question is told from others: folded, in the singular, without the small ones."""
    folded = fold(text).split()
    return frozenset(
        _singular(word) for word in folded if len(word) >= SHORTEST_WORD and word not in _SAYS_LITTLE
    )


def _singular(word: str) -> str:
    """ "Street lights" and "the street light" are one thing; "status" and "class" stay as they are."""
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    is_plural = len(word) > 3 and word.endswith("s") and word[-2] not in "sui"
    return word[:-1] if is_plural else word


def _share(count: int, words: frozenset[str], others: frozenset[str]) -> float:
    """How much two have in common: 0 where it is not enough to speak of."""
    share = 2 * count / (len(words) + len(others))
    is_inside = count > 1 and count >= ALMOST_ALL * min(len(words), len(others))
    if count < min(COMMON_IN_A_SHORT_ONE, max(len(words), len(others))):
        return 0.0
    return share if share >= ENOUGH or is_inside else 0.0
