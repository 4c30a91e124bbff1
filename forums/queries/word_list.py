"""Words that hold a post until a facilitator has looked at it: the site's and a network's."""

from collections.abc import Iterable

from django.conf import settings

from exchange.people.models import Network
from exchange.search.fold import fold


def listed_words(network: Network | None) -> list[str]:
    own = network.word_list.splitlines() if network else []
    return [word.strip() for word in (*settings.HELD_WORDS, *own) if word.strip()]


def words_that_hold(text: str, network: Network | None) -> list[str]:
    """Those of the listed words and phrases that a text has: whole words, whatever their accents."""
    return _found(fold(text), listed_words(network))


def _found(folded: str, words: Iterable[str]) -> list[str]:
    """``fold`` leaves one space between words, so that a whole word has one on each side."""
    padded = f" {folded} "
    return [word for word in words if (wanted := fold(word)) and f" {wanted} " in padded]
