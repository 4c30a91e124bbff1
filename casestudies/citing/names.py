"""Whom a work is by: people with a family name, and groups that have one name only."""

import re
from dataclasses import dataclass

# They belong to the family name that follows: van der Merwe, du Plessis, Le Roux.
PARTICLES = frozenset({"van", "von", "der", "den", "de", "du", "le", "la", "ter", "ka", "wa", "bin", "al"})


@dataclass(frozen=True)
class Name:
    """A person's name in two parts, or a group's, which has no ``given``."""

    family: str
    given: str = ""

    @property
    def is_group(self) -> bool:
        return not self.given

    @property
    def initials(self) -> str:
        """``Thandi Anne-Marie`` as T. A.-M.; what is no letter gives none."""
        parts = (re.split(r"([-\u2010])", word) for word in self.given.split())
        words = ("".join(_initial(part) for part in part_list) for part_list in parts)
        return " ".join(word for word in words if word)


def _initial(part: str) -> str:
    if part in {"-", "\u2010"}:
        return "-"
    letter = next((character for character in part if character.isalpha()), "")
    return f"{letter.upper()}." if letter else ""


def group(name: str) -> Name:
    """A municipality, a programme, or a person of one name."""
    return Name(" ".join(name.split()))


def person(name: str) -> Name:
    """A person as they sign: the last word is the family name, with the particles before it."""
    words = name.split()
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold() in PARTICLES:
        start -= 1
    return Name(" ".join(words[start:]), " ".join(words[:start])) if start > 0 else group(name)


def names_in(written: str) -> tuple[Name, ...]:
    """Authors as a source's field holds them: ``Dlamini, A.; City of Mbali``. No comma, no person."""
    found = []
    for part in filter(None, (" ".join(part.split()) for part in written.split(";"))):
        family, _comma, given = (piece.strip() for piece in part.partition(","))
        found.append(Name(family, given) if family and given else group(family or given))
    return tuple(name for name in found if name.family)
