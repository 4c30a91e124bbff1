"""Publishing what was learned. The library takes values and hands out URLs; it asks nobody else."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from casestudies.models import (
    BriefSection,
    CaseStudy,
    Engagement,
    LearningItem,
    LearningKind,
    LearningVersion,
    Lesson,
    LessonConfidence,
    LessonKind,
    PublishedQuotation,
    RecordedLearning,
    Theme,
)
from exchange.errors import ActionError
from exchange.prepared.actions.forgetting import forget_prepared_files
from exchange.text import render


class NothingToPublish(ActionError):
    message = _("There is nothing to publish yet: write at least one item.")
    status = 400


@dataclass(frozen=True)
class QuotedWords:
    """Somebody's words as a publication shows them; ``url`` is the path of their page."""

    quotation_id: str
    words: str
    attribution: str
    url: str
    is_withdrawn: bool = False
    is_corrected: bool = False


@dataclass(frozen=True)
class LessonLearned:
    statement: str
    kind: LessonKind
    conditions: str = ""


@dataclass(frozen=True)
class ItemToPublish:
    section: BriefSection
    prose: str
    quotations: Sequence[QuotedWords] = ()
    lesson: LessonLearned | None = None
    is_own_view: bool = False


@dataclass(frozen=True)
class Subjects:
    """What the learning is about, as far as the library knows it."""

    engagement: Engagement | None = None
    case_study: CaseStudy | None = None
    theme: Theme | None = None


@dataclass(frozen=True)
class Publication:
    """All that ``publish_recorded_learning`` needs. ``source_key`` names what it came from."""

    title: str
    source_key: str
    items: Sequence[ItemToPublish]
    subjects: Subjects = field(default_factory=Subjects)
    credits: Sequence[str] = ()
    kind: LearningKind = LearningKind.BRIEF
    is_demonstration: bool = False


@transaction.atomic
def publish_recorded_learning(*, publication: Publication, now: datetime | None = None) -> RecordedLearning:
    """Publish under a lasting URL; the same source_key again returns what was published.

    Raises NothingToPublish.
    """
    now = now or timezone.now()
    earlier = RecordedLearning.objects.filter(source_key=publication.source_key).first()
    if earlier:
        return earlier
    if not publication.items:
        raise NothingToPublish
    subjects = publication.subjects
    learning = RecordedLearning.objects.create(
        slug=free_slug(publication.title),
        kind=publication.kind,
        title=publication.title,
        engagement=subjects.engagement,
        case_study=subjects.case_study,
        theme=subjects.theme,
        credits=list(publication.credits),
        published_at=now,
        source_key=publication.source_key,
        is_demonstration=publication.is_demonstration,
    )
    _publish_version(learning, publication, note="", now=now)
    return learning


@transaction.atomic
def publish_correction(
    *, learning: RecordedLearning, publication: Publication, note: str, now: datetime | None = None
) -> RecordedLearning:
    """Publish the next version of a recorded learning. Its URL shows it; earlier ones keep theirs.

    A lesson that is no longer there is retired, its page stays. Raises NothingToPublish.
    """
    now = now or timezone.now()
    learning = RecordedLearning.objects.select_for_update().get(pk=learning.pk)
    if not publication.items:
        raise NothingToPublish
    learning.version = next_number(learning.version)
    learning.title, learning.credits = publication.title, list(publication.credits)
    learning.save()
    _publish_version(learning, publication, note=note, now=now)
    return learning


def next_number(number: str) -> str:
    """The version after this one: 1.0, 1.1, 1.2 …"""
    major, _dot, minor = number.partition(".")
    return f"{major}.{int(minor or 0) + 1}"


def _publish_version(
    learning: RecordedLearning, publication: Publication, *, note: str, now: datetime
) -> None:
    version = LearningVersion.objects.create(
        learning=learning,
        number=learning.version,
        title=learning.title,
        credits=learning.credits,
        note=note,
        published_at=now,
    )
    standing = set()
    for position, item in enumerate(publication.items, start=1):
        _publish_item(version, position, item, now)
        if item.lesson:
            standing.add(_keep_lesson(learning, item, item.lesson).pk)
    learning.lessons.filter(retired_at=None).exclude(pk__in=standing).update(retired_at=now)


def _publish_item(version: LearningVersion, position: int, item: ItemToPublish, now: datetime) -> None:
    row = LearningItem.objects.create(
        version=version,
        learning=version.learning,
        section=item.section,
        position=position,
        prose=item.prose,
        html=render(item.prose).html,
        is_own_view=item.is_own_view,
    )
    for place, quoted in enumerate(item.quotations, start=1):
        PublishedQuotation.objects.create(
            item=row,
            position=place,
            quotation_id=quoted.quotation_id,
            words="" if quoted.is_withdrawn else quoted.words,
            attribution="" if quoted.is_withdrawn else quoted.attribution,
            url=quoted.url,
            is_corrected=quoted.is_corrected and not quoted.is_withdrawn,
            withdrawn_at=now if quoted.is_withdrawn else None,
        )


def _keep_lesson(learning: RecordedLearning, item: ItemToPublish, learned: LessonLearned) -> Lesson:
    """The lesson of an item: the one that an earlier version had, word for word, or a new one."""
    voices = {quoted.attribution for quoted in item.quotations if not quoted.is_withdrawn}
    lesson = learning.lessons.filter(statement=learned.statement).first() or Lesson(
        learning=learning,
        statement=learned.statement,
        engagement=learning.engagement,
        case_study=learning.case_study,
        theme=_theme_of(learning),
        is_demonstration=learning.is_demonstration,
    )
    lesson.kind, lesson.conditions, lesson.retired_at = learned.kind, learned.conditions, None
    lesson.confidence = LessonConfidence.SEVERAL_VOICES if len(voices) > 1 else LessonConfidence.ONE_VOICE
    lesson.quotation_ids = [quoted.quotation_id for quoted in item.quotations]
    lesson.save()
    return lesson


def _theme_of(learning: RecordedLearning) -> Theme | None:
    subjects = (learning.engagement, learning.case_study)
    return learning.theme or next((subject.theme for subject in subjects if subject), None)


def free_slug(title: str) -> str:
    """A slug of the title that no recorded learning has."""
    stem = slugify(title)[:100] or "learning"
    slug, number = stem, 1
    while RecordedLearning.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{stem}-{number}"
    return slug


def redact_quotation(*, quotation_id: str, now: datetime | None = None) -> int:
    """Empty a quotation's words and attribution in every publication; returns how many showed it."""
    forget_prepared_files("volume")
    return PublishedQuotation.objects.filter(quotation_id=quotation_id, withdrawn_at__isnull=True).update(
        words="", attribution="", withdrawn_at=now or timezone.now()
    )


def withhold_quotations(*, quotation_ids: Sequence[str], now: datetime) -> int:
    """Show these quotations nowhere until they are released; returns how many were shown."""
    forget_prepared_files("volume")
    shown = PublishedQuotation.objects.filter(quotation_id__in=quotation_ids, withheld_at__isnull=True)
    return shown.update(withheld_at=now)


def release_quotations(*, quotation_ids: Sequence[str]) -> int:
    """Undo ``withhold_quotations``."""
    withheld = PublishedQuotation.objects.filter(quotation_id__in=quotation_ids)
    return withheld.exclude(withheld_at=None).update(withheld_at=None)


def note_source_changed(*, quotation_id: str, changed_at: datetime | None) -> int:
    """Say in every publication that what a quotation was taken from says something else since; None takes
    it back."""
    return PublishedQuotation.objects.filter(quotation_id=quotation_id).update(source_changed_at=changed_at)
