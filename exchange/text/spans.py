"""Where words stand: spans count code points of a revision's stored plain text.

``Rendered.plain`` is NFC and final, so a span stays true for as long as its revision exists.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from os.path import commonprefix

from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.text.characters import fold_spaces, scrub

CONTEXT = 300
"""How many characters on each side of the words may help to choose between occurrences."""

_WORD = re.compile(r"\S+")
_ITEM_MARK = re.compile(r"(?m)(?:^|(?<=• )|(?<=[0-9][.)] ))[^\S\n]*(?:•|[0-9]{1,9}[.)])(?!\S)")


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
    that fails, list marks are overlooked too: a browser shows "• " or "1. " but doesn't select it.
    ``before`` and ``after`` are what the browser saw around the words; the occurrence that agrees
    with more of it wins. Raises WordsNotFound, WordsAmbiguous.
    """
    words, before, after = scrub(words), scrub(before)[-CONTEXT:], scrub(after)[:CONTEXT]
    for text in _Folded(plain), _Folded(plain, without_marks=True):
        wanted = text.like_me(words)
        places = text.places(wanted)
        if len(places) > 1:
            seen_before, seen_after = text.like_me(before)[::-1], text.like_me(after)
            scores = [text.agreement(at, at + len(wanted), seen_before, seen_after) for at in places]
            best = max(scores)
            places = [at for at, score in zip(places, scores, strict=True) if score == best]
        if len(places) > 1:
            raise WordsAmbiguous
        if places:
            return text.span(places[0], places[0] + len(wanted))
    raise WordsNotFound


class _Folded:
    """A text with its white space folded that remembers where each word came from."""

    def __init__(self, plain: str, *, without_marks: bool = False) -> None:
        self.without_marks = without_marks
        self.folded_starts: list[int] = []
        self.plain_starts: list[int] = []
        words = []
        length = 0
        for match in _WORD.finditer(self._blanked(plain)):
            words.append(match.group())
            self.folded_starts.append(length)
            self.plain_starts.append(match.start())
            length += len(match.group()) + 1
        self.folded = " ".join(words)

    def _blanked(self, text: str) -> str:
        """The text with spaces for its list marks: positions stay."""
        if not self.without_marks:
            return text
        return _ITEM_MARK.sub(lambda mark: " " * len(mark.group()), text)

    def like_me(self, text: str) -> str:
        return fold_spaces(self._blanked(text))

    def places(self, wanted: str) -> list[int]:
        """All occurrences, overlapping ones included."""
        found = []
        at = self.folded.find(wanted) if wanted else -1
        while at >= 0:
            found.append(at)
            at = self.folded.find(wanted, at + 1)
        return found

    def agreement(self, start: int, end: int, seen_before: str, seen_after: str) -> int:
        """How many characters next to the place are as seen; ``seen_before`` is reversed."""
        really_before = self.folded[max(0, start - CONTEXT) : start].rstrip()[::-1]
        really_after = self.folded[end : end + CONTEXT].lstrip()
        return len(commonprefix([really_before, seen_before])) + len(commonprefix([really_after, seen_after]))

    def span(self, start: int, end: int) -> Span:
        return Span(self._in_plain(start), self._in_plain(end - 1) + 1)

    def _in_plain(self, at: int) -> int:
        word = bisect_right(self.folded_starts, at) - 1
        return self.plain_starts[word] + at - self.folded_starts[word]
