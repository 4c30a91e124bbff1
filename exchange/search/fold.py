"""Text in the form in which it is searched: plain small letters and digits, one space between.

People look for names with the letters that their keyboard has. "Khâi-Ma" is found by "khai-ma",
"Khai Ma" and "khaima"; "!Kheis", "//Khara Hais" and "ǃXóõ" by "kheis", "khara hais" and "xoo";
"uMhlathuze", "eThekwini" and "KwaDukuza" also without what stands before their inner capital.
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
_OTHER = re.compile(r"[^\x00-\x7f]+")  # all marks are here, and most texts have little of it
_PART = r"[^\W_]+"
_NAME = re.compile(f"{_PART}(?:{_LINK}{{1,3}}{_PART}){{0,3}}")
# What isiZulu, isiXhosa, siSwati, Sesotho and their kin put before a name: uMhlathuze, eThekwini,
# isiZulu, KwaDukuza, BaPhalaborwa, and EThekwini where a sentence begins.
_PREFIXED = re.compile(
    rf"(?<![^\W_])(?:[a-z]{{1,3}}|[AEIOU]|Kwa|Ka|Ga|Ha|Ba|Ma|Ama|Isi|Se|Le|Mo)([A-Z][a-z]{_PART})"
)

Name = tuple[str, ...]
"""The folded parts of one word (one part) or of a linked name (several)."""


def fold(text: str) -> str:
    """What a searchable row stores: an index of these words finds each of a query's ``names``.

    The words come first, in their order; then, once each, the parts of linked names joined
    ("khai ma … khaima") and prefixed names bare ("umhlathuze … mhlathuze"). So a name of many parts
    is found whichever way it was typed, and the words still stand side by side for a search of
    phrases. Folding what is folded changes nothing.
    """
    plain = _plain(text)
    words: list[str] = []
    more: dict[str, None] = {}
    for name in _names(plain):
        words += name
        if is_linked(name):
            more[joined(name)] = None
    for prefixed in _PREFIXED.finditer(plain):
        more |= dict.fromkeys(part for name in _names(prefixed[1]) for part in name)
    return " ".join((*words, *more))


def names(query: str) -> list[Name]:
    """The words and linked names to look for, each of which must be found: at most 12 parts in all.

    A linked name is found by all of its parts or by its joined form, for the text may have it
    either way: "D'Urban" finds Durban, and "Khai-Ma" finds "Khai Ma". Empty for a query of signs.
    """
    wanted: list[Name] = []
    room = MOST_TERMS
    for name in dict.fromkeys(_names(_plain(query[:2000]))):
        if len(name) <= room:
            wanted.append(name)
            room -= len(name)
    return wanted


def terms(query: str) -> list[str]:
    """The parts of what a query looks for, each once; a text's word is found that begins with one."""
    return list(dict.fromkeys(part for name in names(query) for part in name))


def is_linked(name: Name) -> bool:
    """Whether the name has parts that are also one word; 2019/20 is no name."""
    return len(name) > 1 and not "".join(name).isdigit()


def joined(name: Name) -> str:
    return "".join(name)[:LONGEST_TERM]


def _plain(text: str) -> str:
    """Without accents, and with one sign for all links; capitals are still there."""
    return _without_marks(text.translate(_LINKS)).translate(_LINKS)  # "ŉ" falls apart into "ʼn"


def _names(plain: str) -> list[Name]:
    """The parts of each word or linked name, folded."""
    small = _without_marks(plain.casefold()).translate(_OTHER_LETTERS)  # "İ" casefolds to "i" and a mark
    return [tuple(part[:LONGEST_TERM] for part in name.split(_LINK) if part) for name in _NAME.findall(small)]


def _without_marks(text: str) -> str:
    """Letters without accents, and without the soft hyphens and joiners that nobody sees."""
    if text.isascii():
        return text
    text = _OTHER.sub(_seen_of, text)  # first of all, for to sort a pile of marks takes long
    return _OTHER.sub(_seen_of, unicodedata.normalize("NFKD", text))


def _seen_of(run: re.Match[str]) -> str:
    return "".join(filter(_is_seen, run[0]))


def _is_seen(char: str) -> bool:
    return unicodedata.category(char) not in {"Mn", "Mc", "Me", "Cf"}
