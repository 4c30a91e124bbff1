"""Where in a text the words stand that a search has found, in the text's own letters."""

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import combining

from exchange.search.fold import fold, is_linked, joined, names
from exchange.text.characters import fold_spaces
from exchange.text.plain import excerpt

Piece = tuple[str, bool]
"""Some of the text, and whether it is a word that was looked for."""

LONGEST_LOOKED_AT = 20_000
_BETWEEN = r"\s—–…,;:“”\"«»()\[\]{}<>"


def highlight(text: str, query: str, *, length: int = 200) -> list[Piece]:
    """At most ``length`` characters around the first word that the query finds, in pieces.

    Without such a word the text's beginning, in one piece. The pieces hold what people wrote, not
    markup: whoever shows them escapes them.
    """
    line = fold_spaces(text[:LONGEST_LOOKED_AT])
    looked_for = _looked_for(query)
    first = next(_hits(line, looked_for), (0, 0))[0]
    start = 0
    if first > length // 2 and len(line) > length:
        start = min(line.find(" ", first - length // 4, first) + 1 or first, first)
    shown = "…" + excerpt(line[start:], length - 1) if start else excerpt(line, length)
    return _pieces(shown, looked_for)


def is_found_in(text: str, query: str) -> bool:
    """Whether ``highlight`` would mark a word, be it beyond the excerpt."""
    return any(_hits(fold_spaces(text[:LONGEST_LOOKED_AT]), _looked_for(query)))


@lru_cache(maxsize=64)
def _looked_for(query: str) -> tuple[str, ...]:
    return tuple({part for name in names(query) for part in (*name, *_joined(name))})


def _joined(name: tuple[str, ...]) -> tuple[str, ...]:
    return (joined(name),) if is_linked(name) else ()


def _pieces(shown: str, looked_for: tuple[str, ...]) -> list[Piece]:
    pieces: list[Piece] = []
    at = 0
    for start, end in _hits(shown, looked_for):
        pieces += [(shown[at:start], False), (shown[start:end], True)]
        at = end
    pieces.append((shown[at:], False))
    return [piece for piece in pieces if piece[0]]


def _hits(line: str, looked_for: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where a name begins and ends that is found, with its own signs: "!Kheis", "Khâi-Ma"."""
    if not looked_for:
        return
    next_run, end_of_run = _next_run(looked_for).match, 0
    while run := next_run(line, end_of_run):
        start, end_of_run = run.span(1)
        end = end_of_run
        while end > start and not (line[end - 1].isalnum() or combining(line[end - 1])):
            end -= 1
        if _is_found(line[start:end], looked_for):
            yield start, end


@lru_cache(maxsize=64)
def _next_run(looked_for: tuple[str, ...]) -> re.Pattern[str]:
    """The next run of signs that may be a name that was looked for, as its first group.

    Plain words that begin otherwise, nearly all of a text, are passed over on the way. Nothing is read
    twice: what was passed stays so.
    """
    begins = "|".join(map(re.escape, looked_for))
    plain = rf"(?!(?i:{begins}))[A-Za-z][a-z]*+[.?!]*+(?=[{_BETWEEN}]|$)"
    return re.compile(rf"(?:[{_BETWEEN}]++|{plain})*+([^{_BETWEEN}]+)")


@lru_cache(maxsize=8192)
def _is_found(word: str, looked_for: tuple[str, ...]) -> bool:
    """Whether a word is one of those looked for; a page asks of the same few words again and again."""
    return any(folded.startswith(looked_for) for folded in fold(word).split())
