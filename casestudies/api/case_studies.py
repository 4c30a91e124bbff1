"""Case studies and their versions."""

from typing import Any

from django.db.models import F, Prefetch, QuerySet
from django.http import HttpRequest
from ninja import Path, Query, Router

from casestudies import access
from casestudies.api import shown
from casestudies.api.content_schema import CaseStudy as CaseStudySchema
from casestudies.api.content_schema import Version
from casestudies.api.parameters import CaseStudyParameters, filters_of, listed, page, refuse_unknown
from casestudies.api.schemas import CaseStudySummary, Problem, Tombstone, VersionSummary
from casestudies.content.filters import Filters
from casestudies.models import CasePlace, CaseStudy
from casestudies.queries.finding import filtered

router = Router(tags=["Case studies"])
ONE = {404: Problem, 410: Tombstone}
Slug = Path(
    ...,
    description="The last part of the case study's address",
    example="the-taxi-rank",
)
Number = Path(..., description="Of the version", example="1.0")


@router.get(
    "/case-studies",
    response={200: listed(CaseStudySummary), 400: Problem},
    summary="Case studies, the newest first",
    url_name="case_studies",
)
def list_case_studies(request: HttpRequest, parameters: Query[CaseStudyParameters]) -> Any:
    """The same words and facets as on the library's page: any of a facet's values, all of the facets."""
    refuse_unknown(request, CaseStudyParameters)
    found = filtered(CaseStudy.objects.all(), filters_of(request, Filters))
    newest = found.order_by(F("first_published_at").desc(nulls_last=True), "-pk")
    return page(request, _loaded(newest), parameters, shown.case_study_summary)


@router.get(
    "/case-studies/{slug}",
    response={200: CaseStudySchema, **ONE},
    summary="One case study, in full",
    url_name="case_study",
)
def get_case_study(request: HttpRequest, slug: str = Slug) -> Any:
    """The current version's text, with the names of the keys in it. 410 if it was withdrawn."""
    case_study = access.case_study_to_read(None, printable_slug(slug))
    return shown.case_study_in_full(_loaded(CaseStudy.objects.filter(pk=case_study.pk)).get())


@router.get(
    "/case-studies/{slug}/versions",
    response={200: list[VersionSummary], **ONE},
    summary="The versions of a case study",
    url_name="case_study_versions",
)
def list_versions(request: HttpRequest, slug: str = Slug) -> Any:
    """The newest first. Each keeps its number, its address and its words."""
    case_study = access.case_study_to_read(None, printable_slug(slug))
    versions = case_study.versions.select_related("case_study").order_by("-major", "-minor")
    return [
        shown.version_summary(version) for version in versions.defer("content", "html", "words", "labels")
    ]


@router.get(
    "/case-studies/{slug}/versions/{number}",
    response={200: Version, **ONE},
    summary="One version, in full",
    url_name="case_study_version",
)
def get_version(request: HttpRequest, slug: str = Slug, number: str = Number) -> Any:
    """The text as it was published under this number."""
    return shown.version_in_full(access.version_to_read(None, printable_slug(slug), number))


def printable_slug(slug: str) -> str:
    """A database has no place for a NUL; no slug has one."""
    return slug.replace("\x00", "\ufffd")


def _loaded(case_studies: "QuerySet[CaseStudy]") -> "QuerySet[CaseStudy]":
    places = CasePlace.objects.select_related("municipality").order_by("pk")
    rows = case_studies.select_related("theme", "current").prefetch_related(Prefetch("places", places))
    return rows.defer("search_title", "search_text", "current__html", "current__words")
