"""Putting a volume together, and publishing it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from casestudies.models import CaseStudy, Engagement, RecordedLearning, Volume, VolumeEntry, VolumeState
from exchange.errors import ActionError
from exchange.people.models import User
from exchange.text import clean

FOREWORD_LENGTH = 8000


class VolumeIsPublished(ActionError):
    message = _("This volume is published, and stays as it is. Put the next one together instead.")


class VolumeEmpty(ActionError):
    message = _("A volume needs at least one brief or case study. Choose them first.")
    status = 400


class EntryNotPublic(ActionError):
    message = _("“%(title)s” is not published now. Take it out of the volume first.")

    def __init__(self, title: str) -> None:
        super().__init__(self.message % {"title": title})


@transaction.atomic
def open_volume(
    *, title: str, by: User | None, is_demonstration: bool = False, now: datetime | None = None
) -> Volume:
    """Begin a volume; nobody but editors sees it until it is published."""
    title = " ".join(clean(title).split())[:120]
    return Volume.objects.create(
        slug=_free_slug(title),
        title=title,
        opened_by=by,
        opened_at=now or timezone.now(),
        is_demonstration=is_demonstration,
    )


@transaction.atomic
def save_volume(
    *,
    volume: Volume,
    title: str,
    subtitle: str = "",
    foreword: str = "",
    foreword_by: str = "",
    launch: Engagement | None = None,
    briefs: Sequence[RecordedLearning] = (),
    case_studies: Sequence[CaseStudy] = (),
) -> Volume:
    """Save what a volume holds, in the order given: briefs first, then case studies.

    Raises VolumeIsPublished.
    """
    volume = _locked_draft(volume)
    volume.title = " ".join(clean(title).split())[:120]
    volume.subtitle = " ".join(clean(subtitle).split())[:160]
    volume.foreword = clean(foreword)[:FOREWORD_LENGTH]
    volume.foreword_by = " ".join(clean(foreword_by).split())[:160]
    volume.launch = launch
    volume.save()
    volume.entries.all().delete()
    rows = [VolumeEntry(volume=volume, brief=brief) for brief in briefs]
    rows += [VolumeEntry(volume=volume, case_study=case_study) for case_study in case_studies]
    for position, row in enumerate(rows, start=1):
        row.position = position
    VolumeEntry.objects.bulk_create(rows)
    return volume


@transaction.atomic
def publish_volume(*, volume: Volume, now: datetime | None = None) -> Volume:
    """Publish a volume with each of its parts in the version of now. Doing it twice is quiet.

    Raises VolumeEmpty, EntryNotPublic.
    """
    volume = Volume.objects.select_for_update().get(pk=volume.pk)
    if volume.is_published:
        return volume
    entries = list(volume.entries.select_related("brief", "case_study__current").order_by("position"))
    if not entries:
        raise VolumeEmpty
    for entry in entries:
        if entry.brief:
            entry.brief_version = entry.brief.versions.get(number=entry.brief.version)
        elif entry.case_study:
            if not entry.case_study.is_public or entry.case_study.current is None:
                raise EntryNotPublic(entry.case_study.title)
            entry.case_version = entry.case_study.current
        entry.save(update_fields=["brief_version", "case_version"])
    volume.state, volume.published_at = VolumeState.PUBLISHED, now or timezone.now()
    volume.save(update_fields=["state", "published_at"])
    return volume


def _locked_draft(volume: Volume) -> Volume:
    volume = Volume.objects.select_for_update().get(pk=volume.pk)
    if volume.is_published:
        raise VolumeIsPublished
    return volume


def _free_slug(title: str) -> str:
    """A slug of the title that no volume has, and that is no step of an address."""
    stem = slugify(title)[:100] or "volume"
    stem = f"{stem}-volume" if stem == "new" else stem
    slug, number = stem, 1
    while Volume.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{stem}-{number}"
    return slug
