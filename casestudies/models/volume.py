from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.models.case_study import CaseStudy
from casestudies.models.engagement import Engagement
from casestudies.models.learning import LearningVersion, RecordedLearning
from casestudies.models.version import CaseVersion


class VolumeState(models.TextChoices):
    DRAFT = "draft", _("Being put together")
    PUBLISHED = "published", _("Published")


class VolumeQuerySet(models.QuerySet["Volume"]):
    def published(self) -> Self:
        return self.filter(state=VolumeState.PUBLISHED)

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-pk")


class Volume(models.Model):
    """The launch publication: briefs and case studies bound together, under a lasting URL.

    Published, it holds each of them in the version of that day; only withdrawn words change in it.
    """

    slug = models.SlugField(max_length=120, unique=True)
    title = models.CharField(_("title"), max_length=120)
    subtitle = models.CharField(_("subtitle"), max_length=160, blank=True)
    foreword = models.TextField(_("foreword"), blank=True)
    foreword_by = models.CharField(_("foreword by"), max_length=160, blank=True)
    launch = models.ForeignKey(
        Engagement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="volumes",
        verbose_name=_("launched at"),
    )
    state = models.CharField(max_length=12, choices=VolumeState, default=VolumeState.DRAFT)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="volumes_opened"
    )
    opened_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    is_demonstration = models.BooleanField(default=False)

    objects = VolumeQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title

    @property
    def is_published(self) -> bool:
        return self.state == VolumeState.PUBLISHED


class VolumeEntry(models.Model):
    """A brief or a case study in a volume, in its place; once published, in its version of that day."""

    volume = models.ForeignKey(Volume, models.CASCADE, related_name="entries")
    position = models.PositiveSmallIntegerField()
    brief = models.ForeignKey(
        RecordedLearning, models.PROTECT, null=True, blank=True, related_name="volume_entries"
    )
    brief_version = models.ForeignKey(
        LearningVersion, models.PROTECT, null=True, blank=True, related_name="+"
    )
    case_study = models.ForeignKey(
        CaseStudy, models.PROTECT, null=True, blank=True, related_name="volume_entries"
    )
    case_version = models.ForeignKey(CaseVersion, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name_plural = _("volume entries")
        constraints = [
            models.UniqueConstraint(fields=["volume", "position"], name="one_volume_entry_per_position"),
            models.CheckConstraint(
                condition=models.Q(brief__isnull=False, case_study__isnull=True)
                | models.Q(brief__isnull=True, case_study__isnull=False),
                name="a_volume_entry_is_a_brief_or_a_case_study",
            ),
        ]

    def __str__(self) -> str:
        return str(self.brief or self.case_study)
