from datetime import date
from typing import Any, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casestudies.models.case_study import CaseStudy
from casestudies.models.programme import Theme
from exchange.search.searchable import Searchable, SearchableQuerySet


class EngagementKind(models.TextChoices):
    VIRTUAL = "virtual", _("Virtual engagement")
    IN_PERSON = "in_person", _("In-person engagement")


class DateStatus(models.TextChoices):
    EXPECTED = "expected", _("Expected")
    CONFIRMED = "confirmed", _("Confirmed")


class EngagementQuerySet(SearchableQuerySet):
    def in_order(self) -> Self:
        return self.order_by("month", "order", "pk")


class Engagement(Searchable):
    """A meeting in which case studies are presented by their stakeholders and discussed."""

    slug = models.SlugField(max_length=100, unique=True)
    order = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(_("title"), max_length=120)
    kind = models.CharField(_("kind"), max_length=12, choices=EngagementKind, default=EngagementKind.VIRTUAL)
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="engagements", verbose_name=_("theme")
    )
    month = models.DateField(_("month"), help_text=_("First day of the month"))
    starts_on = models.DateField(_("date"), null=True, blank=True)
    date_status = models.CharField(max_length=12, choices=DateStatus, default=DateStatus.EXPECTED)
    date_note = models.CharField(max_length=300, blank=True)
    summary = models.TextField(blank=True)
    starts_at = models.DateTimeField(_("begins"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True, help_text=_("Of a meeting in person"))
    join_url = models.URLField(_("link of the meeting service"), max_length=500, blank=True)
    recording_url = models.URLField(_("recording"), max_length=500, blank=True)
    guiding_questions = models.TextField(_("guiding questions"), blank=True, help_text=_("One on each line"))
    changed_at = models.DateTimeField(auto_now=True)
    sequence = models.PositiveIntegerField(default=0, editable=False, help_text=_("Of the calendar entry"))
    case_studies = models.ManyToManyField(CaseStudy, related_name="engagements", blank=True)
    is_demonstration = models.BooleanField(default=False)

    objects = EngagementQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title

    def words_to_find(self) -> str:
        return f"{self.title}\n{self.summary}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The day and the month follow the time, where a time is known."""
        if self.starts_at:
            self.starts_on = timezone.localdate(self.starts_at)
        if self.starts_on:
            self.month = self.starts_on.replace(day=1)
        super().save(*args, **kwargs)

    @property
    def is_over(self) -> bool:
        return self.was_over_on(timezone.localdate())

    def was_over_on(self, today: date) -> bool:
        """Whether its day lay before; where only the month is known, whether the month was nearly over."""
        return (self.starts_on or self.month.replace(day=28)) < today

    @property
    def is_confirmed(self) -> bool:
        return self.date_status == DateStatus.CONFIRMED

    @property
    def questions(self) -> list[str]:
        """The guiding questions, one by one."""
        return [line.strip() for line in self.guiding_questions.splitlines() if line.strip()]


class ProgrammeSlot(models.Model):
    """A part of an engagement's programme: when, what, and who presents it."""

    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField(_("begins"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=20)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("title"), max_length=160)
    case_study = models.ForeignKey(
        CaseStudy, models.SET_NULL, null=True, blank=True, related_name="slots", verbose_name=_("case study")
    )
    presenters = models.TextField(
        _("presenters"),
        blank=True,
        help_text=_("One a line: name, role, organisation. Only who agreed."),
    )
    slides_url = models.URLField(_("slides"), max_length=500, blank=True)

    def __str__(self) -> str:
        return self.title

    @property
    def people(self) -> list[str]:
        """The presenters, one by one."""
        return [line.strip() for line in self.presenters.splitlines() if line.strip()]
