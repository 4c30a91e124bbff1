"""What somebody looks for among the lessons, as the address of a page or feed says it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.content.choices import LessonConfidence, LessonKind
from casestudies.content.filters import LIKE, SORT, Filters, Parameters, Sort


class LessonFacet(models.TextChoices):
    """The value is the URL's parameter, in the order in which the page offers them."""

    KIND = "kind", _("Kind")
    TRIED = "tried", _("Tried elsewhere")
    THEME = "theme", _("Theme")
    PROVINCE = "province", _("Province")
    AUDIENCE = "audience", _("For whom")
    CONFIDENCE = "confidence", _("Confidence")


class TriedElsewhere(models.TextChoices):
    """What the reports on a lesson say; one with several reports may stand under several."""

    WORKED = "worked", _("It worked")
    MIXED = "mixed", _("Partly, or too early to say")
    DID_NOT_WORK = "did_not_work", _("It did not work")
    NOBODY = "nobody", _("By nobody yet")


CLOSED = {
    LessonFacet.KIND: LessonKind,
    LessonFacet.TRIED: TriedElsewhere,
    LessonFacet.CONFIDENCE: LessonConfidence,
}
SORTS = (Sort.RELEVANCE, Sort.NEWEST)


@dataclass(frozen=True)
class LessonFilters(Filters):
    """Words, and values of the lessons' own facets; they are not sorted by title, nor like a place."""

    @classmethod
    def parse(cls, parameters: Parameters, *, facets: Collection[str] = tuple(LessonFacet.values)) -> Self:
        """Read an address; never fails. Values that no lesson can have are left out, and said so."""
        read = super().parse(parameters, facets=facets)
        for facet, choices in CLOSED.items():
            read = read.keeping(facet, choices.values)
        if read.sort not in SORTS:
            sort = Sort.RELEVANCE if read.query else Sort.NEWEST
            read = replace(read, sort=sort, left_out=(*read.left_out, (SORT, read.sort)))
        if read.like:
            read = replace(read, like="", left_out=(*read.left_out, (LIKE, "")))
        return read

    def keeping(self, facet: str, known: Collection[str]) -> Self:
        """With only those values of a facet that are known; the others are left out, and said so."""
        values = self.chosen.get(facet, ())
        unknown = tuple((facet, value) for value in values if value not in known)
        if not unknown:
            return self
        chosen = {**self.chosen, facet: tuple(value for value in values if value in known)}
        return replace(self, chosen=_in_order(chosen), left_out=(*self.left_out, *unknown))

    def toggled(self, facet: str, value: str) -> Self:
        toggled = super().toggled(facet, value)
        return replace(toggled, chosen=_in_order(toggled.chosen))

    def only(self, facet: str, value: str) -> Self:
        """With this value of the facet and no other."""
        return replace(self, chosen=_in_order({**self.chosen, facet: (value,)}), page=1)


def _in_order(chosen: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    return {name: chosen[name] for name in LessonFacet.values if chosen.get(name)}
