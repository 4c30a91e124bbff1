"""Everything else in the library."""

from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Path, Query, Router

from casestudies.api import schemas, shown
from casestudies.api.case_studies import printable_slug
from casestudies.api.parameters import (
    LessonParameters,
    MunicipalityParameters,
    Paging,
    filters_of,
    listed,
    page,
    refuse_unknown,
)
from casestudies.api.schemas import Problem
from casestudies.content.lesson_filters import LessonFilters
from casestudies.models import (
    PUBLIC_STATUSES,
    BuildingBlock,
    CaseBlock,
    Engagement,
    Lesson,
    Municipality,
    RecordedLearning,
    Term,
    Theme,
    Vocabulary,
)
from casestudies.queries.lessons import filtered_lessons
from exchange.text import clean

router = Router()
LARGEST = 2**63 - 1


def known_by(example: str) -> Any:
    """The part of an address that names one thing."""
    return Path(..., example=example)


def operation(path: str, schema: Any, summary: str, *, tag: str, name: str, is_list: bool = False) -> Any:
    """A read of a list (400 for what it can't be asked) or of one thing (404 where there is none)."""
    response = {200: listed(schema), 400: Problem} if is_list else {200: schema, 404: Problem}
    return router.get(path, response=response, summary=summary, tags=[tag], url_name=name)


@operation(
    "/lessons", schemas.Lesson, "Lessons, the newest first", tag="Lessons", name="lessons", is_list=True
)
def list_lessons(request: HttpRequest, parameters: Query[LessonParameters]) -> Any:
    """Failures as readily as successes. Lessons that were taken back are left out."""
    refuse_unknown(request, LessonParameters)
    found = filtered_lessons(filters_of(request, LessonFilters)).newest_first()
    return page(request, _lessons(found), parameters, shown.lesson)


@operation("/lessons/{lesson_id}", schemas.Lesson, "One lesson", tag="Lessons", name="lesson")
def get_lesson(request: HttpRequest, lesson_id: int = Path(..., ge=1, le=LARGEST)) -> Any:
    return shown.lesson(get_object_or_404(_lessons(Lesson.objects.visible_to(None)), pk=lesson_id))


@operation(
    "/municipalities",
    schemas.Municipality,
    "Municipalities by their codes",
    tag="Places",
    name="municipalities",
    is_list=True,
)
def list_municipalities(request: HttpRequest, parameters: Query[MunicipalityParameters]) -> Any:
    """All of South Africa's, those that were disestablished, and made-up ones of the demonstration."""
    refuse_unknown(request, MunicipalityParameters)
    rows = _municipalities().order_by("code")
    if province := clean(parameters.province):
        rows = rows.filter(province=province)
    return page(request, rows, parameters, shown.municipality)


@operation(
    "/municipalities/{code}", schemas.Municipality, "One municipality", tag="Places", name="municipality"
)
def get_municipality(request: HttpRequest, code: str = known_by("KZN292")) -> Any:
    return shown.municipality(get_object_or_404(_municipalities(), code=printable_slug(code)))


@router.get(
    "/themes", response=list[schemas.Theme], summary="The themes", tags=["Vocabularies"], url_name="themes"
)
def list_themes(request: HttpRequest) -> Any:
    return [shown.theme(theme) for theme in Theme.objects.order_by("order")]


@router.get(
    "/vocabularies",
    response=list[schemas.Vocabulary],
    summary="All vocabularies with their terms",
    tags=["Vocabularies"],
    url_name="vocabularies",
)
def list_vocabularies(request: HttpRequest) -> Any:
    """What the keys in filters and case studies mean."""
    terms: dict[str, list[Term]] = {}
    for term in Term.objects.in_order():
        terms.setdefault(term.vocabulary, []).append(term)
    return [shown.vocabulary(each, terms.get(each.value, [])) for each in Vocabulary]


@operation(
    "/engagements",
    schemas.Engagement,
    "Engagements in their order",
    tag="Programme",
    name="engagements",
    is_list=True,
)
def list_engagements(request: HttpRequest, parameters: Query[Paging]) -> Any:
    refuse_unknown(request, Paging)
    return page(request, _engagements().in_order(), parameters, shown.engagement)


@operation("/engagements/{slug}", schemas.Engagement, "One engagement", tag="Programme", name="engagement")
def get_engagement(request: HttpRequest, slug: str = known_by("spring-engagement")) -> Any:
    return shown.engagement(get_object_or_404(_engagements(), slug=printable_slug(slug)))


@operation(
    "/building-blocks",
    schemas.BuildingBlock,
    "Building blocks by their titles",
    tag="Building blocks",
    name="building_blocks",
    is_list=True,
)
def list_building_blocks(request: HttpRequest, parameters: Query[Paging]) -> Any:
    refuse_unknown(request, Paging)
    return page(request, _blocks().order_by("title", "pk"), parameters, shown.building_block)


@operation(
    "/building-blocks/{slug}",
    schemas.BuildingBlock,
    "One building block",
    tag="Building blocks",
    name="building_block",
)
def get_building_block(request: HttpRequest, slug: str = known_by("safety-audit-walk")) -> Any:
    return shown.building_block(get_object_or_404(_blocks(), slug=printable_slug(slug)))


@operation(
    "/recorded-learning",
    schemas.RecordedLearning,
    "Recorded learning, the newest first",
    tag="Recorded learning",
    name="learnings",
    is_list=True,
)
def list_recorded_learning(request: HttpRequest, parameters: Query[Paging]) -> Any:
    refuse_unknown(request, Paging)
    return page(request, _learnings().newest_first(), parameters, shown.recorded_learning)


@operation(
    "/recorded-learning/{slug}",
    schemas.RecordedLearning,
    "One publication",
    tag="Recorded learning",
    name="learning",
)
def get_recorded_learning(request: HttpRequest, slug: str = known_by("public-spaces")) -> Any:
    return shown.recorded_learning(get_object_or_404(_learnings(), slug=printable_slug(slug)))


def _lessons(rows: "QuerySet[Lesson]") -> "QuerySet[Lesson]":
    audiences = Prefetch("audiences", Term.objects.in_order())
    return rows.select_related("theme", "case_study", "learning").prefetch_related(audiences)


def _municipalities() -> "QuerySet[Municipality]":
    public = Count("case_studies", filter=Q(case_studies__status__in=PUBLIC_STATUSES), distinct=True)
    return Municipality.objects.select_related("parent", "merged_into").annotate(case_count=public)


def _engagements() -> Any:
    return Engagement.objects.select_related("theme").prefetch_related("case_studies")


def _blocks() -> "QuerySet[BuildingBlock]":
    uses = CaseBlock.objects.select_related("case_study").order_by("pk")
    return BuildingBlock.objects.prefetch_related(Prefetch("case_blocks", uses))


def _learnings() -> Any:
    return RecordedLearning.objects.select_related("theme", "engagement")
