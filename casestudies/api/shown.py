"""The library's rows as the API shows them. Whoever calls has loaded what they need."""

from typing import Any

from django.urls import reverse

from casestudies.content import cleaned
from casestudies.models import (
    BuildingBlock,
    CaseStudy,
    CaseVersion,
    Engagement,
    Lesson,
    Municipality,
    RecordedLearning,
    Term,
    Theme,
    Vocabulary,
)
from casestudies.presentation import absolute, version_path
from casestudies.presentation.tags import tag_of

Shown = dict[str, Any]


def address(name: str, *arguments: object) -> str:
    return absolute(reverse(name, args=arguments))


def theme_named(theme: Theme | None) -> Shown | None:
    return {"key": theme.slug, "label": theme.title} if theme else None


def case_study_summary(case_study: CaseStudy) -> Shown:
    places = [
        {
            "code": place.municipality.code,
            "name": place.municipality.name,
            "province": place.municipality.province,
            "role": place.role,
        }
        for place in case_study.places.all()
    ]
    version = case_study.current
    return {
        **{name: getattr(case_study, name) for name in AS_THEY_ARE},
        "id": tag_of("case-study", case_study.pk),
        "url": address("case_study", case_study.slug),
        "api_url": address("api:case_study", case_study.slug),
        "theme": theme_named(case_study.theme),
        "places": places,
        "version": version.number if version else "",
        "published_at": version.published_at if version else None,
        "changed_at": case_study.record_changed_at,
    }


AS_THEY_ARE = (
    "slug", "title", "nutshell", "abstract", "language", "licence", "status", "first_published_at",
    "reviewed_on", "has_content_note", "is_demonstration",
)  # fmt: skip


def case_study_in_full(case_study: CaseStudy) -> Shown:
    version = case_study.current
    return {
        **case_study_summary(case_study),
        "authors": version.authors if version else [],
        "content": cleaned(version.content if version else {}),
        "labels": version.labels if version else {},
    }


def version_summary(version: CaseVersion) -> Shown:
    return {
        "number": version.number,
        "status": version.status,
        "url": absolute(version_path(version)),
        "api_url": address("api:case_study_version", version.case_study.slug, version.number),
        "published_at": version.published_at,
        "note": version.note,
        "authors": version.authors,
    }


def version_in_full(version: CaseVersion) -> Shown:
    return {
        **version_summary(version),
        "case_study": version.case_study.slug,
        "content": cleaned(version.content),
        "labels": version.labels,
    }


def lesson(row: Lesson) -> Shown:
    return {
        "id": row.pk,
        "url": address("lesson", row.pk),
        "statement": row.statement,
        "kind": row.kind,
        "conditions": row.conditions,
        "confidence": row.confidence,
        "attributed_to": row.attributed_to,
        "audiences": [{"key": term.key, "label": term.label} for term in row.audiences.all()],
        "theme": theme_named(row.theme),
        "province": row.province,
        "case_study": row.case_study.slug if row.case_study and row.case_study.is_public else None,
        "recorded_learning": row.learning.slug if row.learning else None,
        "created_at": row.created_at,
        "is_demonstration": row.is_demonstration,
    }


def municipality(row: Municipality) -> Shown:
    return {
        "code": row.code,
        "name": row.name,
        "url": address("municipality", row.code),
        "category": row.category,
        "province": row.province,
        "district": row.parent.code if row.parent else None,
        "merged_into": row.merged_into.code if row.merged_into else None,
        "latitude": row.latitude,
        "longitude": row.longitude,
        "case_studies": getattr(row, "case_count", 0),
        "is_demonstration": row.is_demonstration,
    }


def theme(row: Theme) -> Shown:
    shown = {"slug": row.slug, "title": row.title, "about": row.about, "month": row.month}
    return {**shown, "url": address("theme", row.slug)}


def vocabulary(which: Vocabulary, terms: list[Term]) -> Shown:
    fields = ("key", "label", "description", "is_retired")
    shown = [{field: getattr(term, field) for field in fields} for term in terms]
    return {"key": which.value, "label": str(which.label), "terms": shown}


def engagement(row: Engagement) -> Shown:
    fields = (
        "slug", "title", "kind", "month", "starts_on", "starts_at", "ends_at", "date_status", "place",
        "summary", "recording_url", "is_demonstration",
    )  # fmt: skip
    return {
        **{field: getattr(row, field) for field in fields},
        "url": address("engagement", row.slug),
        "theme": theme_named(row.theme),
        "case_studies": [case.slug for case in row.case_studies.all() if case.is_public],
    }


def building_block(row: BuildingBlock) -> Shown:
    return {
        "slug": row.slug,
        "title": row.title,
        "summary": row.summary,
        "description": row.source,
        "url": address("building_block", row.slug),
        "case_studies": [use.case_study.slug for use in row.case_blocks.all() if use.case_study.is_public],
        "is_demonstration": row.is_demonstration,
    }


def recorded_learning(row: RecordedLearning) -> Shown:
    fields = ("slug", "title", "kind", "version", "language", "licence", "published_at", "is_demonstration")
    return {
        **{field: getattr(row, field) for field in fields},
        "url": address("learning", row.slug),
        "theme": theme_named(row.theme),
        "engagement": row.engagement.slug if row.engagement else None,
        "credits": [str(credit) for credit in row.credits],
    }
