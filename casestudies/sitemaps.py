"""The sitemap: an index, and for each kind of page a part of at most five thousand addresses."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from math import ceil
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import conditional_page, require_safe

from casestudies.models import (
    BuildingBlock,
    CaseStudy,
    Engagement,
    Lesson,
    Municipality,
    RecordedLearning,
    Theme,
)
from casestudies.oai.writing import XMLWriter
from casestudies.presentation import absolute

NAMESPACE = {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"}
PART_SIZE = 5_000
PAGES = (
    "programme", "case_studies", "lessons", "municipalities", "engagements", "building_blocks", "learnings",
    "open_data", "api_page",
)  # fmt: skip


@dataclass(frozen=True)
class Section:
    """Pages of one kind: the route, its argument, and when a page last changed, if that is known."""

    name: str
    route: str
    key: str
    changed: str
    rows: Callable[[], "QuerySet[Any]"]

    def part(self, number: int) -> Iterator[tuple[str, datetime | None]]:
        fields = [self.key, *([self.changed] if self.changed else [])]
        start = (number - 1) * PART_SIZE
        for values in self.rows().order_by("pk").values_list(*fields)[start : start + PART_SIZE]:
            yield reverse(self.route, args=[values[0]]), values[1] if self.changed else None

    def last_change(self) -> datetime | None:
        return self.rows().aggregate(last=Max(self.changed))["last"] if self.changed else None


SECTIONS = (
    Section("case-studies", "case_study", "slug", "record_changed_at", CaseStudy.objects.public),
    Section("lessons", "lesson", "pk", "created_at", lambda: Lesson.objects.visible_to(None)),
    Section("municipalities", "municipality", "code", "", Municipality.objects.all),
    Section("engagements", "engagement", "slug", "changed_at", Engagement.objects.all),
    Section("themes", "theme", "slug", "", Theme.objects.all),
    Section("building-blocks", "building_block", "slug", "", BuildingBlock.objects.all),
    Section("recorded-learning", "learning", "slug", "published_at", RecordedLearning.objects.all),
)
_added: list[Section] = []
_added_pages: list[str] = []


def register(*sections: Section, pages: Iterable[str] = ()) -> None:
    """What an app above has for search engines: kinds of pages, and single ones by their route."""
    _added.extend(section for section in sections if section not in _added)
    _added_pages.extend(page for page in pages if page not in _added_pages)


def all_sections() -> tuple[Section, ...]:
    return (*SECTIONS, *_added)


@login_not_required
@require_safe
@conditional_page
def sitemap(request: HttpRequest) -> HttpResponse:
    """Which parts there are."""
    parts: list[tuple[str, datetime | None]] = [(reverse("sitemap_part", args=["pages", 1]), None)]
    for section in all_sections():
        count = ceil(section.rows().count() / PART_SIZE)
        last = section.last_change() if count else None
        parts += [(reverse("sitemap_part", args=[section.name, number + 1]), last) for number in range(count)]
    return _document("sitemapindex", "sitemap", parts)


@login_not_required
@require_safe
@conditional_page
def sitemap_part(request: HttpRequest, section: str, number: int) -> HttpResponse:
    """The addresses of one part."""
    if section == "pages" and number == 1:
        names = (*PAGES, *_added_pages)
        return _document("urlset", "url", [("", None), *((reverse(name), None) for name in names)])
    found = {known.name: known for known in all_sections()}.get(section)
    if found is None or not 1 <= number <= 10_000:
        raise Http404
    listed = list(found.part(number))
    if not listed:
        raise Http404
    return _document("urlset", "url", listed)


def _document(root: str, element: str, listed: Iterable[tuple[str, datetime | None]]) -> HttpResponse:
    sink = BytesIO()
    xml = XMLWriter(sink)
    with xml.inside(root, NAMESPACE):
        for path, changed_at in listed:
            with xml.inside(element):
                xml.leaf("loc", absolute(path))
                if changed_at:
                    xml.leaf("lastmod", f"{changed_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}")
    xml.finish()
    return HttpResponse(sink.getvalue(), content_type="application/xml; charset=utf-8")
