"""Signs that programs put in place of others: curly quotation marks, dashes, hyphens nobody sees.

Words are found whichever of them was typed, and are then taken as their source has them. Letters are never
folded: a Cyrillic а in place of an a makes another word.
"""

from collections.abc import Sequence
from dataclasses import dataclass

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′ʼ＇`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
_UNSEEN = frozenset("\u00ad\u200b\u2060\ufeff")  # soft hyphen, zero-width space, word joiner, byte order mark
_ELLIPSIS = "…"


@dataclass(frozen=True)
class Folded:
    """Text with its typography folded; ``index[i]`` is where its character i stands in the text itself."""

    text: str
    index: Sequence[int]


def fold_typography(text: str) -> Folded:
    """Fold what is said above. The index is as long as the folded text."""
    kept: list[str] = []
    index: list[int] = []
    for at, character in enumerate(text):
        if character in _UNSEEN:
            continue
        for one in "..." if character == _ELLIPSIS else character:
            kept.append(one)
            index.append(at)
    return Folded("".join(kept).translate(_ALIKE), index)
