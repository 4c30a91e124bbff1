"""What a session goes through, and who presents it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.models import CaseStudy
from forums.models.live.session import LiveSession


class Presenter(models.Model):
    """Somebody who presents in a session, and can be asked by name."""

    session = models.ForeignKey(LiveSession, models.CASCADE, related_name="presenters")
    name = models.CharField(_("name"), max_length=120)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    case_study = models.ForeignKey(
        CaseStudy, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("case study")
    )
    position = models.PositiveSmallIntegerField(default=0)
    is_removed = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class AgendaItem(models.Model):
    """A part of a session: a case study, a talk, a break. At most one is on."""

    session = models.ForeignKey(LiveSession, models.CASCADE, related_name="agenda_items")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(_("title"), max_length=160)
    revision = models.PositiveIntegerField(default=1)  # of its title
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10)
    case_study = models.ForeignKey(
        CaseStudy, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("case study")
    )
    presenter = models.ForeignKey(
        Presenter, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("presenter")
    )
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    is_removed = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session"],
                condition=models.Q(started_at__isnull=False, ended_at__isnull=True, is_removed=False),
                name="one_agenda_item_on",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_on(self) -> bool:
        return self.started_at is not None and self.ended_at is None
