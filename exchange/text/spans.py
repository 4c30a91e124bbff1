"""Where words stand: spans count code points of a revision's stored plain text.

``Rendered.plain`` is NFC and final, so a span stays true for as long as its revision exists.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from os.path import commonprefix
from unicodedata import combining

from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.text.characters import fold_spaces, scrub
from exchange.text.typography import fold_typography

CONTEXT = 300
"""How many characters on each side of the words may help to choose between occurrences."""

MOST_OCCURRENCES = 5_000
"""Words that stand there more often are ambiguous, whatever their context: choosing takes seconds."""

_WORD = re.compile(r"\S+")
_ITEM_MARKS = re.compile(r"(?m)^[^\S\n]*(?:(?:•|[0-9]{1,9}[.)])(?:[^\S\n]+|$))+")


class WordsNotFound(ActionError):
    message = _("These words are not in the text as it stands now. Please select them again.")


class WordsAmbiguous(ActionError):
    message = _("These words are in the text more than once. Please select a few more words around them.")


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """From ``start`` up to, not including, ``end``; never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"no span from {self.start} to {self.end}")


def words_at(plain: str, span: Span) -> str:
    """The words of the span; WordsNotFound where the text ends before it does."""
    if span.end > len(plain):
        raise WordsNotFound
    return plain[span.start : span.end]


def find(plain: str, words: str, *, before: str = "", after: str = "") -> Span:
    """Where the words stand that a browser's selection sent, less the white space around them.

    White space is folded, for browsers make tabs, spaces and blank lines of our line breaks. Where
    that fails, list marks are overlooked too: a browser shows "• " or "1. " but doesn't select it; then
    typographic signs (``fold_typography``), which programs put in place of what was typed.
    ``before`` and ``after`` are what the browser saw around the words; the occurrence that agrees
    with more of it wins. Raises WordsNotFound, WordsAmbiguous.
    """
    spans = places(plain, words)
    if 1 < len(spans) <= MOST_OCCURRENCES:
        spans = _in_context(plain, spans, before=scrub(before), after=scrub(after))
    if len(spans) > 1:
        raise WordsAmbiguous
    if not spans:
        raise WordsNotFound
    return spans[0]


def places(plain: str, words: str) -> list[Span]:
    """Everywhere that the words stand; see ``find``, which chooses one."""
    words = scrub(words)
    return (
        _occurrences(plain, fold_spaces(words))
        or _occurrences(_without_marks(plain), fold_spaces(_without_marks(words)))
        or _occurrences_in_other_type(_without_marks(plain), _without_marks(words))
    )


def _occurrences_in_other_type(text: str, words: str) -> list[Span]:
    """Where the words stand if quotation marks, dashes and unseen hyphens are all the same."""
    folded = fold_typography(text)
    spans = _occurrences(folded.text, fold_spaces(fold_typography(words).text))
    return [Span(folded.index[span.start], folded.index[span.end - 1] + 1) for span in spans]


def _without_marks(text: str) -> str:
    """The text with spaces for its list marks, so that places stay."""
    return _ITEM_MARKS.sub(lambda marks: " " * len(marks.group()), text)


def _occurrences(text: str, wanted: str) -> list[Span]:
    """All places of words whose white space is folded; overlapping ones included."""
    pieces = list(_WORD.finditer(text))
    starts = list(accumulate((len(piece.group()) + 1 for piece in pieces), initial=0))
    folded = " ".join(piece.group() for piece in pieces)

    def in_text(at: int) -> int:
        index = bisect_right(starts, at) - 1
        return pieces[index].start() + at - starts[index]

    spans: list[Span] = []
    at = folded.find(wanted) if wanted else -1
    while at >= 0 and len(spans) <= MOST_OCCURRENCES:
        spans.append(Span(in_text(at), in_text(at + len(wanted) - 1) + 1))
        at = folded.find(wanted, at + 1)
    return spans


def _in_context(plain: str, spans: list[Span], *, before: str, after: str) -> list[Span]:
    """Those of the spans whose surroundings agree best with what was seen; all of them, perhaps.

    Surroundings are compared with list marks, as those who tick sentences see them, and without,
    as a browser selects them; the better counts.
    """
    unmarked = _without_marks(plain)
    marked_seen = _towards(before, after)
    unmarked_seen = _towards(_without_marks(before), _without_marks(f".{after}")[1:])  # not a line's start

    def agreement(span: Span) -> tuple[int, int]:
        sides = slice(max(0, span.start - CONTEXT), span.start), slice(span.end, span.end + CONTEXT)
        marked = _in_common(_towards(*(plain[side] for side in sides)), marked_seen)
        bare = _in_common(_towards(*(unmarked[side] for side in sides)), unmarked_seen)
        return max(marked, bare), marked + bare

    scores = [agreement(span) for span in spans]
    best = max(scores)
    return [span for span, score in zip(spans, scores, strict=True) if score == best]


def _towards(before: str, after: str) -> tuple[str, str]:
    """Both sides, folded, as they are read when one walks away from the words."""
    return fold_spaces(before)[::-1], fold_spaces(after)


def _in_common(one: tuple[str, str], other: tuple[str, str]) -> int:
    return sum(len(commonprefix(pair)) for pair in zip(one, other, strict=True))


def whole_words(plain: str, span: Span) -> Span:
    """The span, grown over words that a selection cut in two: nobody said half a word."""
    start, end = span.start, span.end
    while start > 0 and _is_inside_a_word(plain, start):
        start -= 1
    while end < len(plain) and _is_inside_a_word(plain, end):
        end += 1
    return Span(start, end)


def _is_inside_a_word(plain: str, at: int) -> bool:
    """Whether the place between two code points has letters or digits (with their marks) on both sides."""
    before, here = plain[at - 1], plain[at]
    return (before.isalnum() or bool(combining(before))) and (here.isalnum() or bool(combining(here)))
