"""Words that hold a post until a facilitator has looked at it: the site's and a network's."""

from django.conf import settings

from exchange.people.models import Network
from exchange.search.whole_words import whole_words_in


def listed_words(network: Network | None) -> list[str]:
    own = network.word_list.splitlines() if network else []
    return [word.strip() for word in (*settings.HELD_WORDS, *own) if word.strip()]


def words_that_hold(text: str, network: Network | None) -> list[str]:
    """Those of the listed words and phrases that a text has: whole words, whatever their accents."""
    return whole_words_in(text, listed_words(network))
