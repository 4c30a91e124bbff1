"""A quotation that was shortened for print: what was left out and put in stands in brackets.

``[…]`` (or ``[...]``) marks words that were left out, ``[of the rank]`` words that were put in. All else
has to be the frozen words, in their order and whole.
"""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.text.characters import fold_spaces, scrub
from exchange.text.typography import fold_typography

LONGEST_INSERTION = 60
MARK = "[…]"

_BRACKET = re.compile(r"\[([^\[\]]*)\]")
_NEGATION = re.compile(
    r"\b(?:no|not|never|none|nobody|nothing|neither|nor|without|cannot|hardly|barely|scarcely|unless|except"
    r"|geen|nie|nooit|niks|niemand|sonder|[a-z]+n't)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)")


class ShortenedWordsDiffer(ActionError):
    """The printed form says something that the frozen words do not."""

    status = 400
    not_there = _(
        "“%(words)s” is not in the quotation at that place. Leave words out with […], put words in with [ ], "
        "and keep everything else as it was said."
    )
    too_long = _("What you put in brackets can have %(limit)s characters. Say the rest in your own words.")
    negation_out = _("“%(words)s” turns the sentence round: it can't be left out. Please keep it.")
    negation_in = _("“%(words)s” would turn the sentence round: it can't be put in.")
    nothing_left = _("Nothing of the quotation is left. Please keep the words that matter.")


def require_shortened(shortened: str, words: str) -> None:
    """Whether ``shortened`` is an honest short form of ``words``; empty stands for word for word.

    White space, accents' forms and typographic signs are folded. A negation may be neither left out of a
    sentence of which something is kept, nor put in. Raises ShortenedWordsDiffer, with what differs.
    """
    if not shortened.strip() or _plain(shortened) == _plain(words):
        return
    source = _plain(words)
    at, has_words, is_open = 0, False, False
    for piece, bracket in _pieces(shortened):
        if piece:
            found = _place(source, piece, at, is_open=is_open)
            if found < 0:
                raise ShortenedWordsDiffer(ShortenedWordsDiffer.not_there % {"words": piece})
            if is_open:
                _require_harmless(source, at, found)
            at, has_words, is_open = found + len(piece), True, False
        if bracket is None:
            continue
        if bracket in {"…", "..."}:
            is_open = True
        else:
            _require_fair_insertion(bracket)
    if not has_words:
        raise ShortenedWordsDiffer(ShortenedWordsDiffer.nothing_left)
    if is_open:
        _require_harmless(source, at, len(source))
    elif at < len(source):
        raise ShortenedWordsDiffer(ShortenedWordsDiffer.not_there % {"words": source[at:].strip()[:80]})


def _plain(text: str) -> str:
    return fold_spaces(fold_typography(unicodedata.normalize("NFC", scrub(text))).text)


def _pieces(shortened: str) -> list[tuple[str, str | None]]:
    """What stands before each bracket, and what is in it; None behind the last."""
    pieces: list[tuple[str, str | None]] = []
    begin = 0
    for found in _BRACKET.finditer(shortened):
        pieces.append((_plain(shortened[begin : found.start()]), fold_spaces(found[1])))
        begin = found.end()
    pieces.append((_plain(shortened[begin:]), None))
    return pieces


def _place(source: str, piece: str, at: int, *, is_open: bool) -> int:
    """Where a piece stands whole: right at ``at``, or behind words that were left out. -1 if nowhere."""
    found = source.find(piece, at)
    while found >= 0 and (is_open or not source[at:found].strip()):
        if _is_whole(source, found, found + len(piece)):
            return found
        found = source.find(piece, found + 1)
    return -1


def _is_whole(source: str, start: int, end: int) -> bool:
    return not (_joins(source, start) or _joins(source, end))


def _joins(source: str, at: int) -> bool:
    """Whether the place between two characters is inside a word."""
    return 0 < at < len(source) and all(one.isalnum() or one in "'-" for one in source[at - 1 : at + 1])


def _require_harmless(source: str, start: int, end: int) -> None:
    """Of a sentence that is kept in part, no negation may be missing."""
    left_out = source[start:end]
    ends = [start + found.end() for found in _SENTENCE_END.finditer(left_out)]
    stretches = []
    if source[:start].strip() and source[:start].rstrip()[-1] not in ".!?":
        stretches.append(source[start : ends[0] if ends else end])
    if source[end:].strip():
        stretches.append(source[ends[-1] if ends else start : end])
    for stretch in stretches:
        if found := _NEGATION.search(stretch):
            raise ShortenedWordsDiffer(ShortenedWordsDiffer.negation_out % {"words": found[0]})


def _require_fair_insertion(bracket: str) -> None:
    if len(bracket) > LONGEST_INSERTION:
        raise ShortenedWordsDiffer(ShortenedWordsDiffer.too_long % {"limit": LONGEST_INSERTION})
    if found := _NEGATION.search(_plain(bracket)):
        raise ShortenedWordsDiffer(ShortenedWordsDiffer.negation_in % {"words": found[0]})
