"""What stands on the page of a lesson around its words. Each is one query."""

from collections.abc import Sequence
from typing import NamedTuple

from casestudies.models import CaseVersion, Lesson, PublishedQuotation, TrialWish

MOST_RELATED = 4


class Origin(NamedTuple):
    """The version of the case study that says it, and the first one that no longer does."""

    version: CaseVersion | None
    gone_from: CaseVersion | None


def quotations_of(lesson: Lesson) -> list[PublishedQuotation]:
    """The published words that a lesson is derived from."""
    if lesson.learning is None:
        return []
    quotations = PublishedQuotation.objects.filter(
        item__learning=lesson.learning, quotation_id__in=lesson.quotation_ids
    )
    return list(quotations.order_by("item__position", "position", "pk"))


def origin_of(lesson: Lesson) -> Origin:
    """Of a lesson that is a row of a case study: the latest version that holds it."""
    if lesson.case_study is None or not lesson.uid:
        return Origin(None, None)
    gone_from = None
    versions = lesson.case_study.versions.select_related("case_study").defer(
        "content", "labels", "html", "words"
    )
    for version in versions.order_by("-major", "-minor"):
        if lesson.retired_at is None or version.published_at < lesson.retired_at:
            return Origin(version, gone_from)
        gone_from = version
    return Origin(None, gone_from)


def contrary_to(lesson: Lesson, kinds: Sequence[str]) -> list[Lesson]:
    """The newest lessons on the same theme that are of other kinds, those from other case studies first."""
    if lesson.theme_id is None:
        return []
    others = Lesson.objects.visible_to(None).filter(theme=lesson.theme_id, kind__in=kinds)
    if lesson.case_study_id:
        elsewhere = others.exclude(case_study=lesson.case_study_id)
        others = elsewhere if elsewhere.exists() else others
    return list(others.exclude(pk=lesson.pk).newest_first()[:MOST_RELATED])


def wishes_of(lesson: Lesson, user_id: int) -> list[TrialWish]:
    """What a member wished for here, with the answers."""
    wishes = lesson.wishes.filter(by=user_id).select_related("municipality", "answered_by")
    return list(wishes.order_by("-sent_at", "-pk"))
