"""Which characters may stand in stored text at all."""

import re
import unicodedata

MOST_MARKS = 16
"""Accents and other marks that one letter may carry; real writing needs about six."""

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
# Control characters; bidi overrides and isolates, which make words show in an order that they
# don't have; and the two code points that no XML, hence no Word or EPUB file, may hold.
_UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")

# The three named characters are starters by their class, but all of their parts are marks.
_MARKS = "".join(chr(code) for code in range(0x300, 0x20000) if unicodedata.combining(chr(code)))
_PILE = re.compile(f"([{_MARKS}\u0f73\u0f75\u0f81]{{{MOST_MARKS}}})[{_MARKS}\u0f73\u0f75\u0f81]+")


def scrub(text: str) -> str:
    """NFC text without what could break a page, an export or a reader's trust in what is shown.

    Line ends of all kinds become a newline. A pile of marks on one letter is cut before the
    normalisation, for that takes time that grows with the square of the pile (40,000 pairs: three
    seconds), and again after it, for some marks fall apart into two.
    """
    text = _LINE_ENDS.sub("\n", text)
    if _SURROGATES.search(text):  # half a pair joins its other half, or becomes U+FFFD
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = _UNWANTED.sub("", text)
    if text.isascii():
        return text
    return _PILE.sub(r"\1", unicodedata.normalize("NFC", _PILE.sub(r"\1", text)))


def fold_spaces(text: str) -> str:
    """The text on one line: each run of white space is one space, and none is outside."""
    return " ".join(text.split())
