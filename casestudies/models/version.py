from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.models.case_study import CaseStudy
from casestudies.models.revision import CaseRevision


class VersionStatus(models.TextChoices):
    CURRENT = "current", _("Current")
    SUPERSEDED = "superseded", _("Superseded")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class CaseVersion(models.Model):
    """A numbered publication of a case study. It never changes, except that withdrawn words are redacted.

    ``content`` is the revision's content; ``labels`` are the names that its keys had on that day (themes,
    terms, municipalities, building blocks, other cases), by kind and key; ``html`` is each prose field,
    rendered. So a version reads the same whatever is renamed later. 0.1 is a stub, 1.0 the first
    version that its authors wrote.
    """

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="versions")
    revision = models.ForeignKey(
        CaseRevision, models.SET_NULL, null=True, blank=True, related_name="versions"
    )
    major = models.PositiveSmallIntegerField()
    minor = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=12, choices=VersionStatus, default=VersionStatus.CURRENT)
    content = models.JSONField(encoder=DjangoJSONEncoder)
    labels = models.JSONField(default=dict)
    html = models.JSONField(default=dict)
    words = models.TextField(blank=True, help_text=_("All words in plain text, for the search"))
    authors = models.JSONField(default=list, help_text=_("Names as they are cited, by consent"))
    note = models.CharField(_("what changed in this version"), max_length=300, blank=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="published_versions"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case_study", "major", "minor"], name="one_version_per_number"),
            models.UniqueConstraint(
                fields=["case_study"], condition=models.Q(status="current"), name="one_current_version"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return f"{self.major}.{self.minor}"


class Redaction(models.Model):
    """Words that were withdrawn from a version: where, when and why; never the words themselves."""

    version = models.ForeignKey(CaseVersion, models.CASCADE, related_name="redactions")
    field = models.CharField(max_length=40)
    reason = models.CharField(_("reason"), max_length=200)
    made_at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="redactions"
    )

    def __str__(self) -> str:
        return f"{self.field}: {self.reason}"
