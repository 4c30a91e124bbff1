"""Sentences as people see them, so that they can tick some without JavaScript."""

import re

from exchange.text.spans import Span

_END = re.compile(r"""[.!?…]+["'”’»)\]]*(?=\s)""")
_WORD_BEFORE = re.compile(r"[^\s(\[\"'“‘«]*\Z")
_OPENING = "\"'“‘«([*_–—-• \t"

_NEVER_LAST = frozenset(
    [
        "dr",
        "mr",
        "mrs",
        "ms",
        "mx",
        "prof",
        "adv",
        "rev",
        "hon",
        "cllr",
        "st",
        "sr",
        "mnr",
        "mev",
        "e.g",
        "i.e",
        "viz",
        "vs",
        "cf",
        "bv",
        "m.a.w",
        "d.w.s",
        "gen",
        "col",
        "capt",
        "lt",
        "sgt",
        "insp",
    ]
)
_BEFORE_A_NUMBER = frozenset(
    [
        "no",
        "nos",
        "nr",
        "fig",
        "figs",
        "art",
        "arts",
        "sec",
        "sect",
        "s",
        "ss",
        "p",
        "pp",
        "para",
        "paras",
        "vol",
        "vols",
        "ch",
        "reg",
        "regs",
        "ca",
        "approx",
        "par",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
    ]
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
    if word.lower() in _NEVER_LAST:
        return False
    if word.lower() in _BEFORE_A_NUMBER and following[:1].isdigit():
        return False
    if len(word) == 1 and word.isupper():  # an initial: N. Dlamini
        return False
    is_item_number = word.isdigit() and not plain[line_start : end.start() - len(word)].strip(_OPENING)
    return not is_item_number


def _trimmed(plain: str, start: int, end: int) -> list[Span]:
    """The piece without white space around it, if anything is left."""
    piece = plain[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    return [Span(start, end)] if start < end else []
