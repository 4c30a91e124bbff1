"""Which lessons somebody's words and filters find, and how many there are under each value.

The counts are exact, and each facet's are those that choosing another of its values would find. Lessons
are many, so one pass over an index counts them by their own columns, and sums of it answer for each facet.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

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
NOT_ON_PAGES = (
    "search_title",
    "search_text",
    "case_study__search_title",
    "case_study__search_text",
    "theme__search_text",
)


@dataclass(frozen=True)
class LessonValue:
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


def page_of_lessons(filters: LessonFilters, *, size: int, user: Any = None) -> list[Lesson]:
    """The lessons of the filters' page; one that is far behind costs an index, not the rows before it."""
    start = (filters.page - 1) * size
    keys = list(lessons_in_order(filters, user=user).values_list("pk", flat=True)[start : start + size])
    rows = Lesson.objects.select_related("case_study", "theme").defer(*NOT_ON_PAGES)
    by_key = rows.in_bulk(keys)
    return [by_key[key] for key in keys]


def lessons_in_order(filters: LessonFilters, *, user: Any = None) -> LessonQuerySet:
    found = filtered_lessons(filters, user=user)
    if filters.sort == Sort.RELEVANCE and filters.query:
        return found.best_first(filters.query)
    return found.newest_first()


def lesson_counts(filters: LessonFilters, offers: LessonOffers, *, user: Any = None) -> LessonCounts:
    """How many match in all, and how many would under each value of each facet."""
    wanted = {
        place: _as_held(filters, facet, offers)
        for place, facet in enumerate(IN_COLUMNS)
        if filters.chosen.get(facet)
    }
    counters: list[Counter[Any]] = [Counter() for _facet in IN_COLUMNS]
    total = 0
    for row in _counted(_matching(filters, [LessonFacet.AUDIENCE], user), IN_COLUMNS):
        count = row[-1]
        missed = [place for place, held in wanted.items() if row[place] not in held]
        if not missed:
            total += count
            for counter, value in zip(counters, row, strict=False):
                counter[value] += count
        elif len(missed) == 1:  # one would find it by choosing another value of that facet
            counters[missed[0]][row[missed[0]]] += count
    audiences = Counter(dict(_counted(_matching(filters, IN_COLUMNS, user), [LessonFacet.AUDIENCE])))
    held = {**dict(zip(IN_COLUMNS, counters, strict=True)), LessonFacet.AUDIENCE: audiences}
    return LessonCounts(total, {facet: _told(facet, counter, offers) for facet, counter in held.items()})


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


def _condition(facet: str, values: Collection[str]) -> Q:
    if facet == LessonFacet.TRIED:
        return Q(tried__in=_masks(values))
    if facet == LessonFacet.THEME:
        return Q(theme__in=Theme.objects.filter(slug__in=values).values("pk"))
    if facet == LessonFacet.AUDIENCE:
        return reduce(or_, (Q(audience_keys__contains=f"|{value}|") for value in values))
    return Q(**{f"{facet}__in": values})


def _counted(found: LessonQuerySet, facets: Iterable[str]) -> Any:
    """Rows of values as their columns hold them, and how many lessons have these."""
    columns = [COLUMNS.get(facet, facet) for facet in facets]
    return found.order_by().values_list(*columns).annotate(count=Count("*"))


def _as_held(filters: LessonFilters, facet: str, offers: LessonOffers) -> Collection[Any]:
    """What the column of a chosen facet may hold."""
    chosen = filters.chosen[facet]
    if facet == LessonFacet.THEME:
        return [pk for pk, slug in offers.theme_slugs.items() if slug in chosen]
    return _masks(chosen) if facet == LessonFacet.TRIED else chosen


def _told(facet: str, counted: Counter[Any], offers: LessonOffers) -> Counter[str]:
    """Counts of what a column holds as counts of the facet's values."""
    if facet not in SPREAD:
        return counted
    told: Counter[str] = Counter()
    for value, count in counted.items():
        for key in SPREAD[facet](value, offers):
            told[key] += count
    return told


def _results(tried: int, _offers: LessonOffers | None = None) -> Iterator[str]:
    """The values of "tried elsewhere" that a lesson's bits stand for."""
    if not tried:
        yield TriedElsewhere.NOBODY
    for result in TrialDirection:
        if tried & TRIED_BITS[result]:
            yield result


def _masks(results: Collection[str]) -> list[int]:
    return [mask for mask in range(8) if {*_results(mask)} & {*results}]


def _theme(value: int | None, offers: LessonOffers) -> Iterator[str]:
    if value in offers.theme_slugs:
        yield offers.theme_slugs[value]


def _audiences(value: str, _offers: LessonOffers) -> Iterator[str]:
    yield from filter(None, value.split("|"))


COLUMNS: Mapping[str, str] = {LessonFacet.AUDIENCE: "audience_keys"}
# Facets whose columns hold something else than their values.
SPREAD: Mapping[str, Callable[[Any, LessonOffers], Iterator[str]]] = {
    LessonFacet.TRIED: _results,
    LessonFacet.THEME: _theme,
    LessonFacet.AUDIENCE: _audiences,
}
