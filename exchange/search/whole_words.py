from collections.abc import Iterable

from exchange.search.fold import fold


def whole_words_in(text: str, words: Iterable[str]) -> list[str]:
    """Those of some words and phrases that a text has as whole words, whatever their accents.

    ``fold`` leaves one space between words, so that a whole word has one on each side.
    """
    padded = f" {fold(text)} "
    return [word for word in words if (wanted := fold(word)) and f" {wanted} " in padded]
