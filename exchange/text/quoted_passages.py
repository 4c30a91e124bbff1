"""What prose puts between quotation marks, as if somebody had said it."""

import re
import unicodedata

from exchange.text.characters import fold_spaces, scrub
from exchange.text.typography import fold_typography

FEWEST_WORDS = 4  # a term or a title in quotation marks is no quotation

_PASSAGES = re.compile(
    r"“(?P<curly>[^“”]{1,4000})”|«(?P<pointed>[^«»]{1,4000})»|„(?P<low>[^„“”]{1,4000})[“”]"
    r"|(?<!\w)\"(?P<straight>[^\"]{1,4000})\"(?!\w)|(?<!\w)‘(?P<single>[^‘]{1,4000}?)’(?!\w)"
    r"|(?<!\w)'(?P<apostrophes>[^'\n]{1,4000})'(?!\w)"
)
_BLOCK = re.compile(r"(?m)^ {0,3}>[ \t]?(?P<line>.*)$")


def quoted_passages(prose: str) -> list[str]:
    """Passages of at least four words in quotation marks or in a block quote, on one line each."""
    prose = unicodedata.normalize("NFC", scrub(prose))
    passages = [next(filter(None, found.groups())) for found in _PASSAGES.finditer(prose)]
    block = " ".join(found["line"] for found in _BLOCK.finditer(prose))
    if block.strip():
        passages.append(block)
    return [fold_spaces(one) for one in passages if len(one.split()) >= FEWEST_WORDS]


def stands_in(passage: str, words: str) -> bool:
    """Whether a passage is word for word in what was said, but for typography and its end's full stop."""
    one, other = (
        fold_spaces(fold_typography(unicodedata.normalize("NFC", text)).text) for text in (passage, words)
    )
    one = one.strip(" .,;:")
    at = other.find(one)
    while at >= 0:
        before, after = other[at - 1 : at] if at else "", other[at + len(one) : at + len(one) + 1]
        if not (before.isalnum() or after.isalnum()):
            return True
        at = other.find(one, at + 1)
    return False
