"""Reads used twice."""

from collections.abc import Sequence
from datetime import date

from django.core.cache import cache
from django.db.models import Prefetch, QuerySet

from casestudies.models import (
    BriefSection,
    CasePlace,
    CaseStudy,
    Engagement,
    LearningItem,
    Municipality,
    NarrativeKey,
    NarrativeSection,
    PublishedQuotation,
    RecordedLearning,
)

LABELS_KEY = "casestudies.municipality_labels"
LABELS_SECONDS = 600
NARRATIVE_ORDER = {key: place for place, key in enumerate(NarrativeKey.values)}
SECTION_ORDER = {key: place for place, key in enumerate(BriefSection.values)}


class MunicipalityDirectory:
    """Municipalities as people see them (``exchange.people.places.Directory``).

    Labels stand beside every post, so they are kept in the cache rather than asked for one by one.
    """

    def choices(self) -> Sequence[tuple[str, str]]:
        return sorted(self._labels().items(), key=lambda pair: pair[1].casefold())

    def label(self, code: str) -> str:
        return self._labels().get(code, "")

    def _labels(self) -> dict[str, str]:
        labels: dict[str, str] | None = cache.get(LABELS_KEY)
        if labels is None:
            rows = Municipality.objects.filter(merged_into__isnull=True)
            labels = {municipality.code: str(municipality) for municipality in rows}
            cache.set(LABELS_KEY, labels, LABELS_SECONDS)
        return labels


def forget_municipality_labels() -> None:
    """Call it after municipalities changed."""
    cache.delete(LABELS_KEY)


def with_places(case_studies: QuerySet[CaseStudy]) -> list[CaseStudy]:
    """Case studies with their theme and their places, for cards and tables."""
    places = CasePlace.objects.select_related("municipality").order_by("pk")
    prefetch = Prefetch("places", places)
    return list(case_studies.select_related("theme").prefetch_related(prefetch))


def narrative_of(case_study: CaseStudy) -> list[NarrativeSection]:
    """The sections of a case study in the order of the 5Is spine."""
    return sorted(case_study.sections.all(), key=lambda section: NARRATIVE_ORDER[section.key])


def next_engagement(today: date) -> Engagement | None:
    """The engagement that comes next; none when all are over."""
    month = today.replace(day=1)
    upcoming = Engagement.objects.filter(month__gte=month).select_related("theme").in_order()
    return next((engagement for engagement in upcoming if not engagement.is_over), None)


def cases_of(learning: RecordedLearning) -> list[CaseStudy]:
    """The case studies that a recorded learning is about: its engagement's, or its own.

    Only public ones, whoever looks: a publication says the same to everyone.
    """
    public = CaseStudy.objects.visible_to(None).order_by("pk")
    if learning.engagement_id:
        return with_places(public.filter(engagements=learning.engagement_id))
    return with_places(public.filter(pk=learning.case_study_id or 0))


def sections_of(learning: RecordedLearning) -> list[tuple[BriefSection, list[LearningItem]]]:
    """A recorded learning's items under the titles of a brief, in its order."""
    quotations = PublishedQuotation.objects.order_by("position", "pk")
    items = learning.items.prefetch_related(Prefetch("quotations", quotations))
    by_section: dict[BriefSection, list[LearningItem]] = {}
    for item in sorted(items, key=lambda item: (SECTION_ORDER[item.section], item.position)):
        by_section.setdefault(BriefSection(item.section), []).append(item)
    return list(by_section.items())
