"""Text in the form in which it is searched: plain small letters and digits, one space between.

People look for names with the letters that their keyboard has. "Khâi-Ma" is found by "khai-ma",
"Khai Ma" and "khaima"; "!Kheis", "//Khara Hais" and "ǃXóõ" by "kheis", "khara hais" and "xoo".
"""

import re
import unicodedata

MOST_TERMS = 12
LONGEST_TERM = 64

_LINK = "-"
# Signs that join the parts of one name: hyphens, apostrophes, click letters and what is typed for
# them. Replaced before normalisation, for some apostrophes count as letters and some as accents.
_LINKS = str.maketrans(dict.fromkeys("‐‑−'’‘ʼʻ´`′＇ǀǁǂǃʘ|‖!/≠=", _LINK))
_OTHER_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ŋ": "n",
        "ɓ": "b",
    }
)
_PART = r"[^\W_]+"
_NAME = re.compile(f"{_PART}(?:{_LINK}{{1,3}}{_PART}){{0,3}}")


def fold(text: str) -> str:
    """What a searchable row stores, to be filtered with ``contains`` for each of a query's terms.

    The words come first, in their order; then, once each, the parts of linked names joined
    ("khai ma … khaima"). So a name of many parts is found whichever way it was typed, and the words
    still stand side by side for a search of phrases. Folding what is folded changes nothing.
    """
    words: list[str] = []
    joined: dict[str, None] = {}
    for name in _names(text):
        words += name
        if len(name) > 1 and not "".join(name).isdigit():  # 2019/20 is no name
            joined["".join(name)] = None
    return " ".join((*words, *joined))


def terms(query: str) -> list[str]:
    """The words to look for, each of which must be contained: at most 12, of at most 64 characters.

    A linked name gives its parts, not its joined form: the parts are also contained in the joined
    form of the text, but not the other way round. Empty for a query of signs only.
    """
    parts = (part[:LONGEST_TERM] for name in _names(query[:2000]) for part in name)
    return list(dict.fromkeys(parts))[:MOST_TERMS]


def _names(text: str) -> list[list[str]]:
    """The parts of each word or linked name, folded."""
    text = _without_marks(text.translate(_LINKS)).translate(_LINKS)  # "ŉ" falls apart into "ʼn"
    text = _without_marks(text.casefold()).translate(_OTHER_LETTERS)  # "İ" casefolds to "i" and a mark
    return [[part for part in name.split(_LINK) if part] for name in _NAME.findall(text)]


def _without_marks(text: str) -> str:
    """Letters without accents, and without the soft hyphens and joiners that nobody sees."""
    if text.isascii():
        return text
    text = "".join(filter(_is_seen, text))  # first of all, for to sort a pile of marks takes long
    return "".join(filter(_is_seen, unicodedata.normalize("NFKD", text)))


def _is_seen(char: str) -> bool:
    return unicodedata.category(char) not in {"Mn", "Mc", "Me", "Cf"}
