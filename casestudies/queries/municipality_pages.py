"""What is known here that is of use to one municipality: from it, from around it, and from places like it.

Most of the 257 have no case study of their own, so a page lives from the nearest ones.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from casestudies.content import LessonKind
from casestudies.content.facets import Facet
from casestudies.models import CaseStudy, Engagement, Lesson, Municipality, MunicipalityCategory, Trial
from casestudies.queries.facet_index import Bits, FacetIndex, bits_of, facet_index, kept_in
from casestudies.queries.facet_labels import Names, names_of_values
from casestudies.queries.finding import in_this_order, public_case_studies
from casestudies.queries.likeness import Alike, places_like

MOST_HERE, MOST_NEAR, MOST_ALIKE = 12, 6, 6
LESSONS_OF_A_KIND = 3
MOST_CASES_FOR_LESSONS = 200
LOCAL = MunicipalityCategory.LOCAL


@dataclass(frozen=True)
class AlikePlace:
    """A place like this one, and its newest case studies."""

    alike: Alike
    case_studies: list[CaseStudy]


@dataclass(frozen=True)
class Around:
    """``near`` is the district, or the province where there is none; totals count what is not shown too."""

    here: list[CaseStudy]
    here_total: int
    near: list[CaseStudy]
    near_total: int
    near_places: list[Municipality]
    neighbours: list[Municipality]
    alike: list[AlikePlace]
    lessons_here: list[Lesson]
    lessons_alike: list[Lesson]
    engagements: list[Engagement]
    trials: list[Trial]
    former: list[Municipality]


def around(place: Municipality, *, user: Any, today: date) -> Around:
    """All of it in a number of queries that does not grow."""
    index = facet_index()
    names = names_of_values(index)
    public = public_case_studies()
    here = kept_in(public, _cases(index, [place]))
    near_places = _near(place, names)
    others = [other for other in near_places if other.pk != place.pk]
    own = bits_of(here)
    near = [pk for pk in kept_in(public, _cases(index, others)) if not own >> pk & 1]
    alike = places_like(
        place, among=names.municipalities, index=index, public=public, labels=names.labels, limit=MOST_ALIKE
    )
    shown = [*here[:MOST_HERE], *near[:MOST_NEAR], *(pk for entry in alike for pk in entry.case_studies[:1])]
    rows = {row.pk: row for row in in_this_order(list(dict.fromkeys(shown)))}
    of_alike = [pk for entry in alike for pk in entry.case_studies if not own >> pk & 1]
    return Around(
        here=[rows[pk] for pk in here[:MOST_HERE] if pk in rows],
        here_total=len(here),
        near=[rows[pk] for pk in near[:MOST_NEAR] if pk in rows],
        near_total=len(near),
        near_places=others,
        neighbours=others if _in_district(place) else [near for near in others if near.category != LOCAL],
        alike=[
            AlikePlace(entry, [rows[pk] for pk in entry.case_studies[:1] if pk in rows]) for entry in alike
        ],
        lessons_here=_lessons(here, user),
        lessons_alike=_lessons(of_alike, user),
        engagements=_engagements(here, today),
        trials=list(_trials(place, user)),
        former=[other for other in names.municipalities if other.merged_into_id == place.pk],
    )


def _near(place: Municipality, names: Names) -> list[Municipality]:
    """The district with its local municipalities; of a metro, which is in none, the province."""
    standing = [other for other in names.municipalities if other.merged_into_id is None]
    if district := _in_district(place):
        return [other for other in standing if district in (other.pk, other.parent_id)]
    return [other for other in standing if (other.province, other.is_demonstration) == _province(place)]


def _in_district(place: Municipality) -> int | None:
    return place.pk if place.category == MunicipalityCategory.DISTRICT else place.parent_id


def _province(place: Municipality) -> tuple[str, bool]:
    """A fictional municipality is not in the province of the real ones."""
    return place.province, place.is_demonstration


def _cases(index: FacetIndex, places: Iterable[Municipality]) -> Bits:
    found: Bits = 0
    for place in places:
        found |= index.get(Facet.MUNICIPALITY, {}).get(place.code, 0)
    return found


def _lessons(pks: Sequence[int], user: Any) -> list[Lesson]:
    """The newest, failures as readily as successes: by turns, as many of the one as of the other."""
    if not pks:
        return []
    failed = Case(When(kind=LessonKind.DID_NOT_WORK, then=Value(1)), default=Value(0))
    numbered: Any = (
        Lesson.objects.visible_to(user)
        .filter(case_study__in=pks[:MOST_CASES_FOR_LESSONS])
        .annotate(
            turn=Window(RowNumber(), partition_by=[failed], order_by=["-created_at", "-pk"]), failed=failed
        )
        .filter(turn__lte=LESSONS_OF_A_KIND)
    )
    return list(numbered.order_by("turn", "-failed", "-pk"))


def _engagements(pks: Sequence[int], today: date) -> list[Engagement]:
    """Those to come that present one of the case studies."""
    if not pks:
        return []
    presents = Q(case_studies__in=pks) | Q(slots__case_study__in=pks)
    coming = Engagement.objects.filter(presents, month__gte=today.replace(day=1)).distinct().in_order()
    return [engagement for engagement in coming if not engagement.was_over_on(today)]


def _trials(place: Municipality, user: Any) -> "QuerySet[Trial]":
    return (
        Trial.objects.filter(
            municipality=place, withdrawn_at__isnull=True, lesson__in=Lesson.objects.visible_to(user)
        )
        .select_related("lesson")
        .order_by("-made_at", "-pk")[:MOST_NEAR]
    )
