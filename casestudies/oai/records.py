"""The records: every case study that was ever public, in the order in which they last changed."""

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet

from casestudies.models import PUBLIC_STATUSES, CasePlace, CaseStudy, CaseStudyStatus
from casestudies.oai.dates import Span, read_span
from casestudies.oai.errors import IdDoesNotExist, NoRecordsMatch
from casestudies.oai.sets import in_set
from casestudies.oai.tokens import Place

PAGE_SIZE = 100
NOT_NEEDED = ("current__html", "current__words", "search_title", "search_text")
_LOCAL = re.compile(r"case-study/([1-9][0-9]{0,17})", re.ASCII)


def records() -> "QuerySet[CaseStudy]":
    return CaseStudy.objects.filter(
        status__in=(*PUBLIC_STATUSES, CaseStudyStatus.WITHDRAWN),
        first_published_at__isnull=False,
        record_changed_at__isnull=False,
    )


def changed_at(record: CaseStudy) -> datetime:
    """Every record has it; see ``records``."""
    assert record.record_changed_at is not None  # noqa: S101  # filtered there
    return record.record_changed_at


def identifier_of(case_study: CaseStudy) -> str:
    """Made of what never changes: not of the slug."""
    return f"{namespace()}case-study/{case_study.pk}"


def namespace() -> str:
    return f"oai:{urlsplit(settings.SITE_URL).hostname}:"


def record_of(identifier: str) -> CaseStudy:
    """Raises IdDoesNotExist."""
    found = _LOCAL.fullmatch(identifier.removeprefix(namespace()))
    if not found or not identifier.startswith(namespace()):
        raise IdDoesNotExist(f"Identifiers here look like {namespace()}case-study/1.")
    record = _with_words(records().filter(pk=int(found[1]))).first()
    if record is None:
        raise IdDoesNotExist("There is no record with this identifier.")
    return record


@dataclass(frozen=True)
class Page:
    """A part of a list; ``size`` counts the whole of it where it is longer than a page."""

    records: list[CaseStudy]
    cursor: int
    has_more: bool
    size: int


def page_of(arguments: dict[str, str], place: Place | None) -> Page:
    """The records behind a place; two queries, one more to count when a list begins.

    Raises BadArgument, NoRecordsMatch.
    """
    listed = _within(records(), read_span(arguments.get("from"), arguments.get("until")))
    if "set" in arguments:
        listed = in_set(listed, arguments["set"])
    behind = _behind(listed, *place.after) if place else listed
    found = list(_with_words(behind.order_by("record_changed_at", "pk"))[: PAGE_SIZE + 1])
    if not found and not place:
        raise NoRecordsMatch("No record matches. Please widen “from”, “until” or “set”.")
    has_more = len(found) > PAGE_SIZE
    size = place.size if place else listed.count() if has_more else len(found)
    return Page(found[:PAGE_SIZE], place.cursor if place else 0, has_more, size)


def _within(listed: "QuerySet[CaseStudy]", span: Span) -> "QuerySet[CaseStudy]":
    if span.start:
        listed = listed.filter(record_changed_at__gte=span.start)
    return listed.filter(record_changed_at__lt=span.end) if span.end else listed


def _behind(listed: "QuerySet[CaseStudy]", moment: datetime, pk: int) -> "QuerySet[CaseStudy]":
    later = Q(record_changed_at__gt=moment) | Q(record_changed_at=moment, pk__gt=pk)
    return listed.filter(later, record_changed_at__gte=moment)


def _with_words(cases: "QuerySet[CaseStudy]") -> "QuerySet[CaseStudy]":
    places = CasePlace.objects.select_related("municipality").order_by("pk")
    return (
        cases.select_related("theme", "current")
        .defer(*NOT_NEEDED)
        .prefetch_related(Prefetch("places", places))
    )
