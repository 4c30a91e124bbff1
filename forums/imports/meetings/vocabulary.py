"""Words of other programs in many languages, in the form in which they are compared."""

import re
import unicodedata

from exchange.search.fold import fold


def folded(words: str, apart: str | None = None) -> frozenset[str]:
    """Each of the words, or of the phrases between the separators."""
    return frozenset(filter(None, map(fold, words.split(apart))))


def any_of(patterns: str) -> re.Pattern[str]:
    """One of these, with spaces between them, anywhere; capitals don't matter."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns.split()), re.IGNORECASE)


def without_accents(text: str) -> str:
    """The same letters without accents; the syllables of Korean stay whole."""
    apart = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize("NFC", "".join(char for char in apart if not "\u0300" <= char <= "\u036f"))
