"""What somebody looks for among the lessons, as the address of a page or feed says it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.content.choices import LessonConfidence, LessonKind
from casestudies.content.own_filters import OwnFilters


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


@dataclass(frozen=True)
class LessonFilters(OwnFilters):
    """Words, and values of the lessons' own facets."""

    own = tuple(LessonFacet.values)

    def possible(self) -> Mapping[str, Collection[str]]:
        return {facet: choices.values for facet, choices in CLOSED.items()}

    def only(self, facet: str, value: str) -> Self:
        """With this value of the facet and no other."""
        return self.choosing({**self.chosen, facet: (value,)}, page=1)
