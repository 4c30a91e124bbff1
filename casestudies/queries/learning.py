"""Recorded learning, section by section."""

from django.db.models import Prefetch

from casestudies.models import BriefSection, CaseStudy, LearningItem, PublishedQuotation, RecordedLearning
from casestudies.queries.cases import with_places

SECTION_ORDER = {key: place for place, key in enumerate(BriefSection.values)}


def cases_of(learning: RecordedLearning) -> list[CaseStudy]:
    """The case studies that a recorded learning is about: its engagement's, or its own.

    Only public ones, whoever looks: a publication says the same to everyone.
    """
    public = CaseStudy.objects.visible_to(None).order_by("pk")
    if learning.engagement_id:
        return with_places(public.filter(engagements=learning.engagement_id))
    return with_places(public.filter(pk=learning.case_study_id or 0))


def sections_of(
    learning: RecordedLearning, number: str = ""
) -> list[tuple[BriefSection, list[LearningItem]]]:
    """The items of a version of a recorded learning, of its newest if none is named, under the titles of a
    brief, in its order. One that says nothing has no place there: a lesson stands with the lessons."""
    quotations = PublishedQuotation.objects.order_by("position", "pk")
    newest = learning.items.filter(version__number=number or learning.version)
    items = newest.prefetch_related(Prefetch("quotations", quotations))
    by_section: dict[BriefSection, list[LearningItem]] = {}
    for item in sorted(items, key=lambda item: (SECTION_ORDER[item.section], item.position)):
        if item.prose.strip() or item.quotations.all():
            by_section.setdefault(BriefSection(item.section), []).append(item)
    return list(by_section.items())
