"""The page of lessons as somebody's filters have it: two ways in, facets, chips and cards."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casestudies.content import LessonKind
from casestudies.content.lesson_filters import LessonFacet, LessonFilters
from casestudies.models import Lesson
from casestudies.presentation.finding import Chip
from casestudies.presentation.tried import Picture, picture_of
from casestudies.queries.lessons import (
    LessonCounts,
    LessonOffers,
    LessonValue,
    lesson_counts,
    lesson_facets,
    page_of_lessons,
)
from casestudies.queries.trials import tallies_of

LESSONS_A_PAGE = 24
TWO_WAYS_IN = (
    (LessonKind.WORKED, gettext_lazy("What worked")),
    (LessonKind.DID_NOT_WORK, gettext_lazy("What did not work")),
)


@dataclass(frozen=True)
class WayIn:
    """One of the two big doors; both are the same size, whatever is behind them."""

    kind: str
    label: str
    count: int
    address: str
    is_chosen: bool


class LessonGroup(NamedTuple):
    facet: str
    label: str
    choices: list[tuple[str, str, int, bool]]
    chosen: int


class LessonCard(NamedTuple):
    lesson: Lesson
    picture: Picture | None


@dataclass(frozen=True)
class LessonPage:
    """``found`` names what the parts of the library's pages need: total, page and pages."""

    filters: LessonFilters
    total: int
    page: int
    pages: int
    ways_in: list[WayIn]
    groups: list[LessonGroup]
    chips: list[Chip]
    cards: list[LessonCard]

    @property
    def found(self) -> "LessonPage":
        return self


def lesson_page(filters: LessonFilters, *, user: Any) -> LessonPage:
    """A page beyond the last one is the last one."""
    offers = LessonOffers()
    filters = offers.known(filters)
    counts = lesson_counts(filters, offers, user=user)
    pages = max(-(-counts.total // LESSONS_A_PAGE), 1)
    filters = replace(filters, page=min(filters.page, pages))
    lessons = page_of_lessons(filters, size=LESSONS_A_PAGE, user=user) if counts.total else []
    tallies = tallies_of(lessons) if any(lesson.tried for lesson in lessons) else {}
    return LessonPage(
        filters,
        counts.total,
        filters.page,
        pages,
        list(_ways_in(filters, counts)),
        [_group(facet, values) for facet, values in lesson_facets(filters, offers, counts) if values],
        list(_chips(filters, offers)),
        [
            LessonCard(lesson, picture_of(tallies[lesson.pk]) if lesson.pk in tallies else None)
            for lesson in lessons
        ],
    )


def _ways_in(filters: LessonFilters, counts: LessonCounts) -> Iterator[WayIn]:
    for kind, label in TWO_WAYS_IN:
        is_chosen = filters.chosen.get(LessonFacet.KIND) == (kind.value,)
        there = filters.without(LessonFacet.KIND) if is_chosen else filters.only(LessonFacet.KIND, kind)
        count = counts.by_facet[LessonFacet.KIND].get(kind, 0)
        yield WayIn(kind.value, str(label), count, there.query_string(), is_chosen)


def _group(facet: LessonFacet, values: list[LessonValue]) -> LessonGroup:
    choices = [(value.key, value.label, value.count, value.is_chosen) for value in values]
    return LessonGroup(facet.value, str(facet.label), choices, sum(value.is_chosen for value in values))


def _chips(filters: LessonFilters, offers: LessonOffers) -> Iterator[Chip]:
    if filters.query:
        yield Chip(_("Words"), f"“{filters.query}”", filters.without_query().query_string())
    for facet, value in filters.pairs():
        wider = filters.toggled(facet, value)
        yield Chip(str(LessonFacet(facet).label), offers.labels[facet][value], wider.query_string())
