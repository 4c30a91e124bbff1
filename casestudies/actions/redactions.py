"""Taking words out of a case study for good: of every version, every revision, and all that quotes them.

A published version never changes but for this. The words go; where they stood, when and why stays.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casestudies.actions.projection import write_columns
from casestudies.actions.versions import html_of
from casestudies.actions.workflow import ReasonMissing
from casestudies.content.public import words_of
from casestudies.content.redacting import Pattern, pattern_of, redacted, redacted_text
from casestudies.models import (
    CaseStudy,
    CaseStudyStatus,
    CaseVersion,
    Lesson,
    Redaction,
)
from casestudies.queries import head_of
from exchange.errors import ActionError
from exchange.people.models import User
from exchange.prepared.actions.forgetting import forget_prepared_files
from exchange.search.upkeep import forget_deleted_words
from exchange.text import clean

SHORTEST = 3


class WordsMissing(ActionError):
    message = _("These words stand nowhere in it. Copy them exactly as they are, with capitals and marks.")
    status = 400


class WordsTooShort(ActionError):
    message = _("Please give at least three characters: less would hit words that nobody meant.")
    status = 400


class ReasonTells(ActionError):
    message = _("The reason is public, so it must not contain the words themselves.")
    status = 400


@dataclass
class Found:
    """Where the words stand, before anything is done: of each version its fields, of the rest how often."""

    versions: list[tuple[CaseVersion, Counter[str]]] = field(default_factory=list)
    revisions: int = 0
    elsewhere: int = 0

    @property
    def places(self) -> int:
        in_versions = sum(counts.total() for _version, counts in self.versions)
        return in_versions + self.revisions + self.elsewhere


def find_words(*, case_study: CaseStudy, words: str) -> Found:
    """Look for the words without changing anything. Raises WordsTooShort, WordsMissing."""
    return _look(case_study, _pattern(words))


def _pattern(words: str) -> Pattern:
    words = clean(words)
    if len(words) < SHORTEST:
        raise WordsTooShort
    return pattern_of(words)


def _look(case_study: CaseStudy, pattern: Pattern) -> Found:
    found = Found()
    for version in case_study.versions.order_by("major", "minor"):
        counts = _counts(version, pattern)
        if counts:
            found.versions.append((version, counts))
    for revision in case_study.revisions.order_by("number").iterator():
        times = redacted(revision.content, pattern)[1].total() + redacted_text(revision.note, pattern)[1]
        found.revisions += times
    for row, names in _elsewhere(case_study):
        found.elsewhere += sum(redacted_text(getattr(row, name), pattern)[1] for name in names)
    if not found.places:
        raise WordsMissing
    return found


def _counts(version: CaseVersion, pattern: Pattern) -> Counter[str]:
    counts = redacted(version.content, pattern)[1]
    counts["note"] += redacted_text(version.note, pattern)[1]
    counts["authors"] += sum(redacted_text(name, pattern)[1] for name in version.authors)
    return +counts


def _elsewhere(case_study: CaseStudy) -> list[tuple[Any, tuple[str, ...]]]:
    """Rows beside the text that may quote it, with the columns that hold words."""
    return [
        *((row, ("text",)) for row in case_study.section_comments.order_by("pk")),
        *((row, ("remark",)) for row in case_study.reviews.order_by("pk")),
        *((row, ("text",)) for row in case_study.public_notes.order_by("pk")),
        *((row, ("name",)) for row in case_study.pictures.order_by("pk")),
    ]


@transaction.atomic
def redact_words(
    *, case_study: CaseStudy, words: str, reason: str, by: User, now: datetime | None = None
) -> Found:
    """Put the mark in the place of the words, everywhere; each version says publicly that this was done.

    Returns where they stood. Raises WordsTooShort, WordsMissing, ReasonMissing, ReasonTells.
    """
    now, reason = now or timezone.now(), " ".join(clean(reason).split())
    pattern = _pattern(words)
    if not reason:
        raise ReasonMissing
    if pattern_of(clean(words).casefold()).search(reason.casefold()):
        raise ReasonTells
    case_study = CaseStudy.objects.select_for_update().get(pk=case_study.pk)
    forget_prepared_files("volume")
    found = _look(case_study, pattern)
    for version, counts in found.versions:
        _redact_version(version, pattern)
        Redaction.objects.bulk_create(
            Redaction(version=version, field=key, reason=reason, made_at=now, by=by) for key in sorted(counts)
        )
    for revision in case_study.revisions.order_by("number").iterator():
        revision.content = redacted(revision.content, pattern)[0]
        revision.note = redacted_text(revision.note, pattern)[0][:200]
        revision.save(update_fields=["content", "note"])
    for row, names in _elsewhere(case_study):
        _redact_row(row, names, pattern)
    _redact_what_follows(case_study, pattern)
    case_study.refresh_from_db()
    write_columns(case_study, (case_study.current or head_of(case_study)).content)
    if case_study.status != CaseStudyStatus.DRAFT:
        case_study.record_changed_at = now
    case_study.save()
    transaction.on_commit(partial(forget_deleted_words, CaseStudy))
    transaction.on_commit(partial(forget_deleted_words, Lesson))
    return found


def _redact_version(version: CaseVersion, pattern: Pattern) -> None:
    version.content = redacted(version.content, pattern)[0]
    version.html = html_of(version.content)
    version.words = words_of(version.content)
    version.note = redacted_text(version.note, pattern)[0][:300]
    version.authors = [redacted_text(name, pattern)[0] for name in version.authors]
    version.labels = _redacted_labels(version.labels, "pictures", pattern)
    version.save()


def _redacted_labels(labels: dict[str, Any], namespace: str, pattern: Pattern) -> dict[str, Any]:
    if namespace not in labels:
        return labels
    names = {key: redacted_text(name, pattern)[0] for key, name in labels[namespace].items()}
    return {**labels, namespace: names}


def _redact_row(row: Any, names: tuple[str, ...], pattern: Pattern) -> None:
    before = {name: getattr(row, name) for name in names}
    for name in names:
        longest = row._meta.get_field(name).max_length
        setattr(row, name, redacted_text(before[name], pattern)[0][:longest])
    if before != {name: getattr(row, name) for name in names}:
        row.save(update_fields=list(names))


def _redact_what_follows(case_study: CaseStudy, pattern: Pattern) -> None:
    """Rows that were written from a version, and the titles under which other versions name this one."""
    for lesson in case_study.lessons.exclude(uid="").order_by("pk"):
        _redact_row(lesson, ("statement", "conditions", "attributed_to"), pattern)
    for block in case_study.case_blocks.order_by("pk"):
        _redact_row(block, ("use",), pattern)
    others = CaseVersion.objects.filter(labels__case_studies__has_key=case_study.slug)
    for version in others.exclude(case_study=case_study).order_by("pk"):
        title = version.labels["case_studies"][case_study.slug]
        without, times = redacted_text(title, pattern)
        if times:
            names = {**version.labels["case_studies"], case_study.slug: without}
            version.labels = {**version.labels, "case_studies": names}
            version.save(update_fields=["labels"])
