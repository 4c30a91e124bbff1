"""May they? 404 for what one may not see, 403 for what one may not do."""

from typing import Any

from django.shortcuts import get_object_or_404

from casestudies.models import CaseStudy, Engagement, Lesson, Municipality, RecordedLearning, Theme


def theme_to_read(slug: str) -> Theme:
    return get_object_or_404(Theme, slug=slug)


def case_study_to_read(user: Any, slug: str) -> CaseStudy:
    return get_object_or_404(CaseStudy.objects.visible_to(user).select_related("theme", "current"), slug=slug)


def engagement_to_read(user: Any, slug: str) -> Engagement:
    return get_object_or_404(Engagement.objects.select_related("theme"), slug=slug)


def municipality_to_read(code: str) -> Municipality:
    return get_object_or_404(Municipality.objects.select_related("parent", "merged_into"), code=code)


def learning_to_read(slug: str) -> RecordedLearning:
    learnings = RecordedLearning.objects.select_related("engagement", "case_study", "theme")
    return get_object_or_404(learnings, slug=slug)


def lesson_to_read(lesson_id: int) -> Lesson:
    return get_object_or_404(
        Lesson.objects.select_related("learning", "engagement", "case_study"), pk=lesson_id
    )
