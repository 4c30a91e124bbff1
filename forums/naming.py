"""Whether words name somebody who is to stay unnamed: pure, for whoever looks before words stand.

Found are names of people who are known (whole, a part, with initials, whatever their accents and case),
titles before a name, handles, affiliations, municipalities, e-mail addresses and telephone numbers. It
warns rather often than never, but common words are no names: "Hope" is one only with a capital, and not at
the start of a sentence.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from exchange.text import Span

SHORTEST_PART = 3  # letters of a part of a name
SHORTEST_PLACE = 4


class NamingKind(Enum):
    NAME = _("a name")
    TITLE = _("a title with a name")
    HANDLE = _("a handle")
    AFFILIATION = _("an organisation")
    PLACE = _("a municipality")
    ADDRESS = _("an e-mail address")
    NUMBER = _("a telephone number")


MARKS = {
    NamingKind.NAME: _("[name]"),
    NamingKind.TITLE: _("[name]"),
    NamingKind.HANDLE: _("[name]"),
    NamingKind.AFFILIATION: _("[organisation]"),
    NamingKind.PLACE: _("[municipality]"),
    NamingKind.ADDRESS: _("[e-mail address]"),
    NamingKind.NUMBER: _("[telephone number]"),
}


@dataclass(frozen=True)
class KnownPerson:
    """What could give somebody away."""

    name: str
    handle: str = ""
    affiliation: str = ""
    place: str = ""
    others: tuple[str, ...] = ()  # how a transcript calls them


@dataclass(frozen=True)
class Naming:
    """Words that name somebody, and where they stand."""

    span: Span
    words: str
    kind: NamingKind

    @property
    def mark(self) -> str:
        return str(MARKS[self.kind])


_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ‑-][^\W\d_]+)*\.?")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NUMBER = re.compile(r"(?<![\w.])(?:\+27|\(?0)[\s().-]{0,2}(?:\d[\s().-]{0,2}){8,9}(?!\w)")
_HANDLE = re.compile(r"(?<![\w/@])@([\w-]{3,40})")
_TITLES = (
    "Councillor|Councilor|Cllr|Cr|Raadslid|Raadsheer|Mayor|Burgemeester|Speaker|Alderman|Ald|Premier|MEC|MMC|MP"
    "|Minister|Director|Captain|Kaptein|Sergeant|Sersant|Brigadier|Colonel|Kolonel|Constable|Konstabel"
    "|Inspector|Inspekteur|Pastor|Pastoor|Reverend|Rev|Ds|Father|Bishop|Imam|Sheikh|Chief|Inkosi|Nkosi"
    "|Induna|Doctor|Dr|Prof|Professor|Advocate|Adv|Mr|Mrs|Ms|Miss|Mnr|Mev|Mej|Meneer|Mevrou|Nurse|Sister"
    "|Suster|Ubaba|Umama|uMnumzane|Mnumzana|uNkosikazi|Nkk|Nksz|Mnu|Tannie|Oom|Gogo|Mkhulu|Ntate|Mme|Bra|Sis"
)
_TITLED = re.compile(
    rf"(?<!\w)(?:u|i|no)?(?:{_TITLES})\.?(?:\s(?:{_TITLES})\.?)?\s+"
    r"(?P<name>(?:[A-Z]\.?\s*){0,3}(?:(?:van|der|den|de|du|le|la|von)\s){0,3}[^\W\d_a-z][^\W\d_]+(?:[-'’][^\W\d_]+)*"
    r"(?:\s(?:van|der|den|de|du|le|la|von|v\.?d\.?)){0,3}(?:\s[^\W\d_a-z][^\W\d_]+(?:-[^\W\d_]+)*){0,2})"
)


def _set_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


_OF_NAMES = _set_of("van der den de du le la von ten ter di da dos v d vd")
_COMMON = _set_of(
    "hope faith grace joy peace blessing gift precious innocent happy lucky justice fortune patience "
    "beauty princess prince queen king may june april will mark bill rose lily summer young brown "
    "white black green gray grey west north south east wood hill stone field day love wise good new "
    "long short street light lamp rank bank ward park road safe watch market church school river bay "
    "point forum council bless thanks"
)
"""Words that are names as well: they name somebody only with a capital inside a sentence."""

_GENERIC = _set_of(
    "municipality municipal local district metro metropolitan city town township council department "
    "forum network association organisation organization trust foundation university college school "
    "church police service services safety community south africa african national provincial "
    "province youth women women's street traders market watch centre center group company office "
    "development project initiative the of and for in eastern western northern southern cape free "
    "state limpopo gauteng mpumalanga kwazulu-natal"
)
"""Words of organisations and places that name none of them by themselves."""


def namings_in(text: str, people: Iterable[KnownPerson], places: Iterable[str] = ()) -> list[Naming]:
    """All that names somebody in a text, in its order; of two that overlap the longer one.

    ``places`` are names of municipalities beside those of the people; a place that is one word is one with
    a capital alone, for "buffalo" and "ubuntu" are words.
    """
    people = list(people)
    found: list[Naming] = [*_addresses(text), *_handles(text, people), *_titled(text)]
    found += _names(text, people)
    found += _phrases(text, {person.place for person in people}, NamingKind.PLACE)
    found += _places(text, frozenset(places))
    # After the places: what names a municipality names that, though somebody works there.
    organisations = {person.affiliation for person in people}
    found += _phrases(text, organisations, NamingKind.AFFILIATION)
    return _apart(found)


def without_namings(text: str, namings: Sequence[Naming]) -> str:
    """The text with a mark in place of each."""
    for naming in sorted(namings, key=_start, reverse=True):
        text = text[: naming.span.start] + naming.mark + text[naming.span.end :]
    return text


def _apart(found: Iterable[Naming]) -> list[Naming]:
    kept: list[Naming] = []
    for one in sorted(found, key=lambda naming: (naming.span.start - naming.span.end, naming.span.start)):
        if all(one.span.end <= other.span.start or other.span.end <= one.span.start for other in kept):
            kept.append(one)
    return sorted(kept, key=_start)


def _start(naming: Naming) -> int:
    return naming.span.start


def _at(text: str, start: int, end: int, kind: NamingKind) -> Naming:
    return Naming(Span(start, end), text[start:end], kind)


# Addresses, numbers, handles, titles --------------------------------------------------------------
def _addresses(text: str) -> Iterator[Naming]:
    for found in _ADDRESS.finditer(text):
        yield _at(text, *found.span(), NamingKind.ADDRESS)
    for found in _NUMBER.finditer(text):
        yield _at(text, found.start(), found.start() + len(found.group().rstrip(" .-(")), NamingKind.NUMBER)


def _handles(text: str, people: Sequence[KnownPerson]) -> Iterator[Naming]:
    for found in _HANDLE.finditer(text):
        yield _at(text, *found.span(), NamingKind.HANDLE)
    for handle in {person.handle for person in people if len(person.handle) >= SHORTEST_PART}:
        for found in re.finditer(rf"(?<![\w@-]){re.escape(handle)}(?![\w-])", text, re.IGNORECASE):
            yield _at(text, *found.span(), NamingKind.HANDLE)


def _titled(text: str) -> Iterator[Naming]:
    for found in _TITLED.finditer(text):
        yield _at(text, *found.span(), NamingKind.TITLE)


_PREFIXED = re.compile(r"(?i:u|ku|no|ka|kwa|ngo|lika|sika|wa|ba|na|nga|e|ke)-?([A-Z][^\W\dA-Z_].*)")


# Names of people ----------------------------------------------------------------------------------
@dataclass(frozen=True)
class _Word:
    text: str
    folded: str
    start: int
    end: int
    is_capital: bool
    begins_sentence: bool


def _words(text: str) -> list[_Word]:
    words = []
    for found in _WORD.finditer(text):
        bare = found.group()
        if bare.endswith(".") and len(bare) > 2:
            bare = bare[:-1]
        before = text[: found.start()].rstrip(" \t\"'“‘(•-")
        words.append(
            _Word(
                text=bare,
                folded=_folded(bare),
                start=found.start(),
                end=found.start() + len(bare),
                is_capital=any(char.isupper() for char in bare[:3]),
                begins_sentence=not before or before[-1] in ".!?:\n…",
            )
        )
    return words


def _folded(word: str) -> str:
    """Small letters without accents, without a possessive, and without what isiZulu puts before a name."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))
    plain = plain.replace("’", "'").replace("ʼ", "'").rstrip(".")
    inner = _PREFIXED.match(plain)
    plain = inner.group(1) if inner else plain
    return re.sub(r"(?:'s|s'|'se)$", "", plain, flags=re.IGNORECASE).casefold()


def _names(text: str, people: Sequence[KnownPerson]) -> Iterator[Naming]:
    parts = {part for person in people for name in (person.name, *person.others) for part in _parts_of(name)}
    words = _words(text)
    place = 0
    while place < len(words):
        if not _names_somebody(words[place], parts):
            place += 1
            continue
        first = last = place
        while first > 0 and _leads(words[first - 1]) and _touch(text, words[first - 1], words[first]):
            first -= 1
        while last + 1 < len(words) and _goes_on(text, words, last, parts):
            last += 1
        yield _at(text, words[first].start, words[last].end, NamingKind.NAME)
        place = last + 1


def _goes_on(text: str, words: Sequence[_Word], last: int, parts: set[str]) -> bool:
    """Whether the name goes on: another part, an initial, or "van der" before another part."""
    following = words[last + 1]
    if not _touch(text, words[last], following):
        return False
    if following.folded in parts and following.is_capital:
        return True
    if following.folded in _OF_NAMES or _is_initial(following):
        rest = words[last + 2 : last + 4]
        return any(word.folded in parts and word.is_capital for word in rest)
    return False


def _touch(text: str, one: _Word, other: _Word) -> bool:
    return text[one.end : other.start].strip(" \t.") == "" and "\n" not in text[one.end : other.start]


def _leads(word: _Word) -> bool:
    """An initial, or "van der"."""
    return _is_initial(word) or word.text in _OF_NAMES


def _is_initial(word: _Word) -> bool:
    return len(word.text.rstrip(".")) == 1 and word.is_capital


def _names_somebody(word: _Word, parts: set[str]) -> bool:
    if word.folded not in parts:
        return False
    if word.folded in _COMMON:
        return word.is_capital and not word.begins_sentence
    return word.is_capital or word.text.isupper() or len(word.folded) >= 6


def _parts_of(name: str) -> set[str]:
    """The parts of a name that name somebody by themselves; parts of a double name, too."""
    found = set()
    for word in _words(re.sub(r"\([^()]*\)|\[[^\[\]]*\]", " ", name)):
        folded = word.folded
        for part in {folded, *re.split(r"[-‑]", folded)}:
            if len(part) >= SHORTEST_PART and part not in _OF_NAMES and part not in _GENERIC:
                found.add(part)
    return found - {"speaker", "participant", "iphone", "guest", "galaxy", "samsung", "huawei"}


# Organisations and places -------------------------------------------------------------------------
def _phrases(text: str, phrases: Iterable[str], kind: NamingKind) -> Iterator[Naming]:
    """Whole names, and what stands in brackets behind them; and the word that tells one from others."""
    plain = _same_length(text)
    for phrase in phrases:
        for short in re.findall(r"\b[A-Z]{2,8}\b", phrase):
            for found in re.finditer(rf"(?<!\w){short}(?!\w)", text):
                yield _at(text, *found.span(), kind)
        for wanted in _forms_of(phrase):
            for found in re.finditer(rf"(?<!\w){re.escape(wanted)}(?!\w)", plain):
                yield _at(text, *found.span(), kind)


def _places(text: str, names: frozenset[str]) -> Iterator[Naming]:
    """Any municipality by its name or its short name: there are hundreds, so all are looked for at once."""
    if not names:
        return
    for found in _any_of(names).finditer(_same_length(text)):
        words = text[found.start() : found.end()]
        if " " in words or any(char.isupper() for char in words[:3]):
            yield _at(text, *found.span(), NamingKind.PLACE)


@lru_cache(maxsize=4)
def _any_of(names: frozenset[str]) -> re.Pattern[str]:
    forms = sorted({form for name in names for form in _forms_of(name)}, key=lambda form: (-len(form), form))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")


_BEFORE_A_PLACE = re.compile(r"^(?:city of|greater) ")
_FICTIONAL = re.compile(r"^\s*demonstration:\s*")
"""What the names of the demonstration begin with; nobody says it."""


def _forms_of(phrase: str) -> set[str]:
    folded = _FICTIONAL.sub("", _same_length(phrase)).strip()
    bare = re.sub(r"\([^()]*\)", " ", folded)
    forms = {" ".join(bare.split())}
    forms |= {part.strip() for part in re.split(r"[,;/|]", bare)}
    own = [word for word in re.findall(r"[\w'-]+", bare.split(",")[0]) if word not in _GENERIC]
    if own:
        forms.add(" ".join(own))
    forms |= {_BEFORE_A_PLACE.sub("", form) for form in forms}
    return {form for form in forms - _GENERIC - _COMMON if len(form) >= SHORTEST_PLACE}


def _same_length(text: str) -> str:
    """Small letters without accents, letter for letter, so that places stay."""
    return "".join(
        unicodedata.normalize("NFKD", char)[0].lower()[:1] if char.isalpha() else char for char in text
    )
