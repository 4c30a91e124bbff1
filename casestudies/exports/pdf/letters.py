"""Text as our letters can print it: no sign without a shape, no word without a place to break."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from struct import iter_unpack, unpack_from

FONTS = Path(__file__).parent.parent / "fonts"
FACE = "DejaVuSans.ttf"
BREAKS_AFTER = re.compile(r"(?<=[/?&=_.,;:@#%+-])(?=\w)")
STEP = 20  # characters
LINE, CELL = 80, 24  # characters that a line of text, and one of a narrow cell, has room for
MAY_BREAK = "\u200b"
# Those that turn the direction make a text look like another one; PDF/UA has no place for a byte order mark;
# for an Ogham space no italic is at hand.
NEVER = frozenset({0, 0x1680, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)})


def readable(text: str, room: int = LINE) -> str:
    """The text with signs that we have no letter for, such as most emoji, by their names.

    A word that is longer than the room for it gets places where it may break. They would be copied with it,
    so that a shorter one gets none.
    """
    if not text.isascii():
        text = "".join(sign if _prints(sign) else _named(sign) for sign in unicodedata.normalize("NFC", text))
    return re.sub(rf"\S{{{room + 1},}}", lambda found: _broken(found[0]), text)


def _prints(sign: str) -> bool:
    return sign in "\n\t" or ord(sign) in _known()


def _named(sign: str) -> str:
    if unicodedata.combining(sign) or unicodedata.category(sign) in {"Cf", "Mn", "Me", "Sk"}:
        return ""  # a joiner or a shade of what stands before it
    name = unicodedata.name(sign, "").lower()
    return f"[{name}]" if name else "\ufffd"


def _broken(word: str) -> str:
    parts = BREAKS_AFTER.split(word)
    return MAY_BREAK.join(
        MAY_BREAK.join(part[start : start + STEP] for start in range(0, len(part), STEP)) for part in parts
    )


@cache
def _known() -> frozenset[int]:
    """What the font has that stands in for letters which the text face lacks."""
    return frozenset(_letters_of(FONTS / FACE) - NEVER)


def _letters_of(font: Path) -> set[int]:
    """The characters of a TrueType font, from its table `cmap` (segments, format 4, or groups, format 12)."""
    data = font.read_bytes()
    (tables,) = unpack_from(">H", data, 4)
    found = {tag: start for tag, _sum, start, _size in iter_unpack(">4sIII", data[12 : 12 + 16 * tables])}
    cmap = found[b"cmap"]
    (count,) = unpack_from(">H", data, cmap + 2)
    letters: set[int] = set()
    for _platform, _encoding, offset in iter_unpack(">HHI", data[cmap + 4 : cmap + 4 + 8 * count]):
        at = cmap + offset
        (form,) = unpack_from(">H", data, at)
        if form == 4:
            letters |= _segments(data, at)
        elif form == 12:
            (groups,) = unpack_from(">I", data, at + 12)
            for first, last, _glyph in iter_unpack(">III", data[at + 16 : at + 16 + 12 * groups]):
                letters.update(range(first, last + 1))
    return letters


def _segments(data: bytes, at: int) -> set[int]:
    (twice,) = unpack_from(">H", data, at + 6)
    count = twice // 2
    ends = unpack_from(f">{count}H", data, at + 14)
    starts = unpack_from(f">{count}H", data, at + 16 + twice)
    return {sign for first, last in zip(starts, ends, strict=True) for sign in range(first, last + 1)} - {
        0xFFFF
    }
