"""Making a version: the draft as it stands becomes public under a number and never changes again."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from casestudies.actions.projection import project_version
from casestudies.content import FIELDS, Kind
from casestudies.content.public import public_content, words_of
from casestudies.models import (
    CaseRevision,
    CaseStudy,
    CaseStudyStatus,
    CaseVersion,
    DraftState,
    VersionStatus,
)
from casestudies.queries import labels_of
from exchange.people.models import User
from exchange.text import render

REVIEW_AFTER = timedelta(days=365)


@transaction.atomic
def make_version(
    *,
    revision: CaseRevision,
    by: User | None,
    authors: Sequence[str] = (),
    note: str = "",
    is_major: bool = False,
    is_stub: bool = False,
    now: datetime | None = None,
) -> CaseVersion:
    """Freeze a revision as the current version, and let lists, facets, lessons and search follow it.

    The number is 1.0 for the first, then the next minor one, or the next major one; a stub's is 0.1. It
    asks nobody: whether it may be published is decided before (``workflow.publish_case_study``).
    """
    now = now or timezone.now()
    case_study = CaseStudy.objects.select_for_update().get(pk=revision.case_study_id)
    number = next_number(case_study, is_major=is_major, is_stub=is_stub)
    case_study.versions.filter(status=VersionStatus.CURRENT).update(status=VersionStatus.SUPERSEDED)
    content = public_content(revision.content)
    version = CaseVersion.objects.create(
        case_study=case_study,
        revision=revision,
        major=number[0],
        minor=number[1],
        content=content,
        labels=labels_of(revision.content),
        html=html_of(content),
        words=words_of(content),
        authors=list(authors),
        note=note,
        published_at=now,
        published_by=by,
    )
    case_study.current = version
    case_study.status = CaseStudyStatus.STUB if is_stub else CaseStudyStatus.PUBLISHED
    case_study.draft_state = DraftState.RESTING
    case_study.first_published_at = case_study.first_published_at or now
    case_study.record_changed_at = now
    if not is_stub:
        case_study.reviewed_on = timezone.localdate(now)
        case_study.review_due = case_study.reviewed_on + REVIEW_AFTER
        case_study.reminded_at = None
    project_version(case_study=case_study, version=version, revision=revision, now=now)
    return version


def next_number(case_study: CaseStudy, *, is_major: bool, is_stub: bool = False) -> tuple[int, int]:
    """The number of the version after the latest one; a stub stays below 1.0."""
    latest = case_study.versions.order_by("-major", "-minor").values_list("major", "minor").first()
    major, minor = latest or (0, 0)
    if is_stub:
        return 0, minor + 1
    return (major + 1, 0) if is_major or major == 0 else (major, minor + 1)


def html_of(content: Mapping[str, Any]) -> dict[str, str]:
    """Each prose field that holds something, rendered."""
    return {
        field.key: render(content[field.key]).html
        for field in FIELDS
        if field.kind == Kind.PROSE and content[field.key]
    }
