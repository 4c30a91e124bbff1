"""What became of a lesson elsewhere, as a small picture and as a sentence that says the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casestudies.content import TrialDirection
from casestudies.queries.trials import Tally

STEP = 12  # from one dot to the next
IN_A_ROW = 20
MOST_DOTS = 100
LARGER = 4  # thirds: drawn in twelves, shown in sixteens


class Dot(NamedTuple):
    result: str
    x: int
    y: int


@dataclass(frozen=True)
class Picture:
    """Dots in rows, as on printed cloth: first what worked, last what did not. Shape and colour say which.

    ``each`` is how many reports a dot stands for: one, until there are more than the cloth can hold.
    """

    tally: Tally
    each: int
    dots: list[Dot]
    width: int
    height: int
    sentence: str

    @property
    def shown_width(self) -> int:
        return self.width * LARGER // 3

    @property
    def shown_height(self) -> int:
        return self.height * LARGER // 3


def picture_of(tally: Tally) -> Picture:
    each = -(-tally.reports // MOST_DOTS) or 1
    dots = [
        Dot(result, STEP // 2 + number % IN_A_ROW * STEP, STEP // 2 + number // IN_A_ROW * STEP)
        for number, result in enumerate(_results(tally, each))
    ]
    columns, rows = min(len(dots), IN_A_ROW), -(-len(dots) // IN_A_ROW)
    return Picture(tally, each, dots, columns * STEP, rows * STEP, sentence_of(tally))


def sentence_of(tally: Tally) -> str:
    """``5 municipalities tried this: 2 worked, 2 partly, 1 did not work.``"""
    if not tally.reports:
        return _("Nobody has reported yet that they tried this.")
    parts = [
        (tally.worked, _("%(count)s worked")),
        (tally.mixed, _("%(count)s partly, or too early to say")),
        (tally.did_not_work, _("%(count)s did not work")),
    ]
    results = ", ".join(words % {"count": count} for count, words in parts if count)
    places = ngettext(
        "%(count)s municipality tried this", "%(count)s municipalities tried this", tally.municipalities
    ) % {"count": tally.municipalities}
    if tally.reports != tally.municipalities:
        places = _("%(places)s, in %(reports)s reports") % {"places": places, "reports": tally.reports}
    return f"{places}: {results}."


def _results(tally: Tally, each: int) -> Iterator[str]:
    for result in (TrialDirection.WORKED, TrialDirection.MIXED, TrialDirection.DID_NOT_WORK):
        count: int = getattr(tally, result.value)
        yield from [result.value] * -(-count // each)
