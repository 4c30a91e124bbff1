from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from forums.models.quotation import Quotation
from forums.models.subject import AboutOneSubject, exactly_one_subject

INSIGHT_LENGTH = 280


class Code(models.Model):
    """A word of the code book, shared by all who make sense of discussions. A merged one leads on."""

    name = models.CharField(_("code"), max_length=60)
    folded = models.CharField(max_length=60, unique=True, editable=False)
    meaning = models.CharField(_("what it covers"), max_length=200, blank=True)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="merged")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    @property
    def lead(self) -> "Code":
        """The code that this one is now: itself, unless it was merged."""
        return self.merged_into or self


class Stance(models.TextChoices):
    """How the people in a discussion stand to an insight."""

    NONE = "", _("Not said")
    AGREEMENT = "agreement", _("We agreed")
    DIFFERENCE = "difference", _("We disagreed")


class InsightCluster(AboutOneSubject):
    """Insights that belong together, under a title, on the board of what a discussion adds up to."""

    title = models.CharField(_("title"), max_length=120)
    stance = models.CharField(max_length=12, choices=Stance, default=Stance.NONE, blank=True)
    note = models.CharField(_("what is behind it"), max_length=500, blank=True)
    position = models.PositiveSmallIntegerField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=exactly_one_subject(), name="cluster_has_one_subject"),
        ]

    def __str__(self) -> str:
        return self.title


class Insight(AboutOneSubject):
    """What a facilitator sees in somebody's words. It rests on a quotation, and keeps to it."""

    text = models.CharField(_("insight"), max_length=INSIGHT_LENGTH, blank=True)
    quotation = models.ForeignKey(Quotation, models.CASCADE, related_name="insights")
    codes = models.ManyToManyField(Code, blank=True, related_name="insights")
    cluster = models.ForeignKey(
        InsightCluster, models.SET_NULL, null=True, blank=True, related_name="insights"
    )
    stance = models.CharField(max_length=12, choices=Stance, default=Stance.NONE, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=exactly_one_subject(), name="insight_has_one_subject"),
        ]

    def __str__(self) -> str:
        return self.text or str(self.quotation)

    @property
    def leading_codes(self) -> list[Code]:
        """Its codes as the code book has them now, each once: prefetch ``codes__merged_into``."""
        return list(dict.fromkeys(code.lead for code in self.codes.all()))
