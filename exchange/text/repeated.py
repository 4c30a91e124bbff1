"""Somebody's words that stand in another's text: found by runs of words, whatever lies between them."""

import re
from collections.abc import Iterator
from itertools import groupby

SHORTEST_RUN = 4  # words: three in a row are common speech

_WORD = re.compile(r"\w+(?:['’]\w+)*")


def without_repeated(text: str, words: str, note: str) -> str:
    """The text with a note in place of each run of these words; the very same text where there is none.

    Words shorter than a run count where all of them stand together.
    """
    wanted = [word.group().casefold() for word in _WORD.finditer(words)]
    length = min(SHORTEST_RUN, len(wanted))
    if not length:
        return text
    for start, end in reversed(list(_runs(text, wanted, length))):
        text = f"{text[:start]}{note}{text[end:]}"
    return text


def _runs(text: str, wanted: list[str], length: int) -> Iterator[tuple[int, int]]:
    """From where to where such runs go in a text; those that touch are one."""
    grams = {tuple(wanted[at : at + length]) for at in range(len(wanted) - length + 1)}
    found = list(_WORD.finditer(text))
    folded = [word.group().casefold().replace("’", "'") for word in found]
    grams = {tuple(word.replace("’", "'") for word in gram) for gram in grams}
    hit: set[int] = set()
    for at in range(len(folded) - length + 1):
        if tuple(folded[at : at + length]) in grams:
            hit.update(range(at, at + length))
    for _distance, group in groupby(enumerate(sorted(hit)), key=lambda pair: pair[1] - pair[0]):
        places = [place for _number, place in group]
        yield found[places[0]].start(), found[places[-1]].end()
