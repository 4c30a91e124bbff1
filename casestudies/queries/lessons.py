"""Which lessons somebody's words and filters find, and how many there are under each value.

The counts are exact, and each facet's are those that choosing another of its values would find. Lessons
are many, so one pass over an index counts them by their own columns, and sums of it answer for each facet.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Count, Q

from casestudies.content import LessonConfidence, LessonKind, TrialDirection, Vocabulary
from casestudies.content.filters import Sort
from casestudies.content.lesson_filters import LessonFacet, LessonFilters, TriedElsewhere
from casestudies.models import TRIED_BITS, Lesson, Municipality, Term, Theme
from casestudies.models.lesson import LessonQuerySet

IN_COLUMNS = (
    LessonFacet.KIND,
    LessonFacet.CONFIDENCE,
    LessonFacet.THEME,
    LessonFacet.PROVINCE,
    LessonFacet.TRIED,
)


class LessonValue(NamedTuple):
    """A value that a facet offers; for people, and how many lessons are under it."""

    key: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class LessonCounts:
    total: int
    by_facet: Mapping[str, Mapping[str, int]]


class LessonOffers:
    """What themes, provinces and audiences there are, read once for a page: by facet, key to label."""

    def __init__(self) -> None:
        themes = Theme.objects.order_by("order").values_list("slug", "title", "pk")
        provinces = Municipality.objects.order_by("province").values_list("province", flat=True).distinct()
        terms = Term.objects.filter(vocabulary=Vocabulary.AUDIENCE).in_order()
        self.theme_slugs = {pk: slug for slug, _title, pk in themes}
        self.labels: Mapping[str, Mapping[str, str]] = {
            LessonFacet.KIND: _labels(LessonKind),
            LessonFacet.TRIED: _labels(TriedElsewhere),
            LessonFacet.THEME: {slug: title for slug, title, _pk in themes},
            LessonFacet.PROVINCE: {province: province for province in provinces},
            LessonFacet.AUDIENCE: dict(terms.values_list("key", "label")),
            LessonFacet.CONFIDENCE: _labels(LessonConfidence),
        }

    def known(self, filters: LessonFilters) -> LessonFilters:
        """The filters without values that name nothing here; ``left_out`` says which."""
        for facet, labels in self.labels.items():
            filters = filters.keeping(facet, labels.keys())
        return filters


def filtered_lessons(filters: LessonFilters, *, user: Any = None) -> LessonQuerySet:
    """Lessons that a person may see and that match, in no order: pages and feeds have their own."""
    return _matching(filters, LessonFacet.values, user)


def lessons_in_order(filters: LessonFilters, *, user: Any = None) -> LessonQuerySet:
    found = filtered_lessons(filters, user=user)
    if filters.sort == Sort.RELEVANCE and filters.query:
        return found.best_first(filters.query)
    return found.newest_first()


def lesson_counts(filters: LessonFilters, offers: LessonOffers, *, user: Any = None) -> LessonCounts:
    """How many match in all, and how many would under each value of each facet."""
    found = _matching(filters, [LessonFacet.AUDIENCE], user)
    columns = found.order_by().values_list("kind", "confidence", "theme", "province", "tried")
    by_facet: dict[str, Counter[str]] = {facet: Counter() for facet in LessonFacet.values}
    total = 0
    for kind, confidence, theme, province, tried, count in columns.annotate(count=Count("pk")):
        values = {
            LessonFacet.KIND: (kind,),
            LessonFacet.CONFIDENCE: (confidence,),
            LessonFacet.THEME: (offers.theme_slugs.get(theme, ""),),
            LessonFacet.PROVINCE: (province,),
            LessonFacet.TRIED: tuple(_results(tried)),
        }
        missed = [facet for facet in IN_COLUMNS if not _is_under(filters, facet, values[facet])]
        if not missed:
            total += count
        for facet in IN_COLUMNS if not missed else missed if len(missed) == 1 else ():
            for value in values[facet]:
                by_facet[facet][value] += count
    by_facet[LessonFacet.AUDIENCE] = _by_audience(filters, user)
    return LessonCounts(total, by_facet)


def lesson_facets(
    filters: LessonFilters, offers: LessonOffers, counts: LessonCounts
) -> Iterator[tuple[LessonFacet, list[LessonValue]]]:
    """Each facet with its values: those that have lessons, and those that are chosen."""
    for facet in LessonFacet:
        rows = [
            LessonValue(key, label, counts.by_facet[facet].get(key, 0), filters.has(facet, key))
            for key, label in offers.labels[facet].items()
        ]
        yield facet, [row for row in rows if row.count or row.is_chosen]


def _labels(choices: type[models.TextChoices]) -> dict[str, str]:
    return {choice.value: str(choice.label) for choice in choices}


def _matching(filters: LessonFilters, facets: Iterable[str], user: Any) -> LessonQuerySet:
    found: LessonQuerySet = Lesson.objects.visible_to(user)
    if filters.query:
        found = found.matching(filters.query)
    for facet in facets:
        values = filters.chosen.get(facet)
        if values:
            found = found.filter(_condition(facet, values))
    return found


def _condition(facet: str, values: tuple[str, ...]) -> Q:
    if facet == LessonFacet.TRIED:
        masks = range(sum(TRIED_BITS.values()) + 1)
        return Q(tried__in=[mask for mask in masks if {*_results(mask)} & {*values}])
    if facet == LessonFacet.THEME:
        return Q(theme__in=Theme.objects.filter(slug__in=values).values("pk"))
    if facet == LessonFacet.AUDIENCE:
        rows = Lesson.audiences.through.objects.filter(
            term__vocabulary=Vocabulary.AUDIENCE, term__key__in=values
        )
        return Q(pk__in=rows.values("lesson"))
    return Q(**{f"{facet}__in": values})


def _results(tried: int) -> Iterator[str]:
    """The values of "tried elsewhere" that a lesson's bits stand for."""
    if not tried:
        yield TriedElsewhere.NOBODY
    for result in TrialDirection:
        if tried & TRIED_BITS[result]:
            yield result


def _is_under(filters: LessonFilters, facet: str, values: tuple[str, ...]) -> bool:
    chosen = filters.chosen.get(facet)
    return not chosen or any(value in chosen for value in values)


def _by_audience(filters: LessonFilters, user: Any) -> Counter[str]:
    found = _matching(filters, IN_COLUMNS, user)
    rows = Lesson.audiences.through.objects.filter(lesson__in=found.order_by().values("pk"))
    counted = rows.order_by().values_list("term__key").annotate(count=Count("pk"))
    return Counter(dict(counted))
