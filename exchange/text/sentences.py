"""Sentences as people see them, so that they can tick some without JavaScript."""

import re

from exchange.text.spans import Span

# Possessive, and not begun inside a run of dots: else a long run costs the square of its length.
_END = re.compile(r"""(?<![.!?…])[.!?…]++["'”’»)\]]*+(?=\s)""")
_WORD_BEFORE = re.compile(r"[^\s(\[\"'“‘«]*\Z")
_OPENING = "\"'“‘«([*_–—-• \t"

_NEVER_LAST = re.compile(
    r"[dm]r|mrs|m[sx]|prof|adv|rev|hon|cllr|st|sr|gen|col|capt|lt|sgt|insp|viz|vs|cf|e\.g|i\.e"
    r"|mnr|mev|bv|m\.a\.w|d\.w\.s",  # Afrikaans: Mr, Mrs, for example, in other words, that is
    re.IGNORECASE,
)
_BEFORE_A_NUMBER = re.compile(
    r"no|nos|nr|figs?|arts?|sect?|ss?|pp?|paras?|par|vols?|ch|regs?|ca|approx"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec",
    re.IGNORECASE,
)


def sentences(plain: str) -> list[Span]:
    """Spans that hold each character but white space exactly once, in order.

    A line end always ends a sentence. In doubt two sentences stay together: half a sentence in a
    quotation can say the opposite of the whole.
    """
    spans: list[Span] = []
    for line in re.finditer(r"[^\n]+", plain):
        start = line.start()
        for end in _END.finditer(plain, line.start(), line.end()):
            if _really_ends(plain, line.start(), end, line.end()):
                spans += _trimmed(plain, start, end.end())
                start = end.end()
        spans += _trimmed(plain, start, line.end())
    return spans


def _really_ends(plain: str, line_start: int, end: re.Match[str], line_end: int) -> bool:
    following = plain[end.end() : min(end.end() + 40, line_end)].lstrip(_OPENING)
    if following[:1].islower() and not following[1:2].isupper():  # but uMhlathuze begins a sentence
        return False
    if end.group()[0] != "." or end.group().startswith(".."):
        return True
    before = _WORD_BEFORE.search(plain, max(line_start, end.start() - 40), end.start())
    word = before.group() if before else ""
    if _NEVER_LAST.fullmatch(word):
        return False
    if _BEFORE_A_NUMBER.fullmatch(word) and following[:1].isdigit():
        return False
    if word.isupper() and all(len(letters) == 1 for letters in word.split(".")):  # N. Dlamini, U.S.
        return False
    is_item_number = word.isdigit() and not plain[line_start : end.start() - len(word)].strip(_OPENING)
    return not is_item_number


def _trimmed(plain: str, start: int, end: int) -> list[Span]:
    """The piece without white space around it, if anything is left."""
    piece = plain[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    return [Span(start, end)] if start < end else []
