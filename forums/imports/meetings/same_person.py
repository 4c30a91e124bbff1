"""Who a name of a file may be among people who are known: told by the parts that both names have."""

import re
from collections.abc import Sequence

from forums.imports.meetings.vocabulary import without_accents

_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_AFTER_A_BAR = re.compile(r"\s[-–|/]\s.*$")
_TITLES = frozenset(
    (
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "adv",
        "rev",
        "cllr",
        "councillor",
        "mnr",
        "mev",
        "me",
        "ald",
        "alderman",
    )
)


def likeliest(name: str, people: Sequence[str]) -> int | None:
    """The place of the one person whose name is most like it; none where nobody's or several are as much.

    A family name with an initial is enough, and so is a given name that only one of them has.
    """
    scores = [(_likeness(_parts(name), _parts(person)), place) for place, person in enumerate(people)]
    best = max(scores, default=(0.0, 0))
    if best[0] <= 0 or sum(score == best[0] for score, _place in scores) > 1:
        return None
    return best[1]


def _parts(name: str) -> list[str]:
    bare = _AFTER_A_BAR.sub("", _IN_BRACKETS.sub(" ", name))
    if "," in bare:  # family name first
        family, _comma, given = bare.partition(",")
        bare = f"{given} {family}"
    words = re.findall(r"[^\W_]+", without_accents(bare).lower())
    return [word for word in words if word not in _TITLES]


def _likeness(one: list[str], other: list[str]) -> float:
    """How much of the shorter name is in the longer one; an initial counts half, alone not at all."""
    if not one or not other:
        return 0
    shorter, longer = sorted((one, other), key=len)
    left = list(longer)
    whole = half = 0
    for word in shorter:
        if word in left:
            left.remove(word)
            whole += 1
    for word in shorter:
        found = next((own for own in left if _is_initial(word, own)), None)
        if word not in longer and found:
            left.remove(found)
            half += 1
    if not whole or whole + half < len(shorter):
        return 0
    return (whole + half / 2) / max(len(one), len(other)) + whole


def _is_initial(word: str, other: str) -> bool:
    return (len(word) == 1 or len(other) == 1) and word[0] == other[0]
