from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.models.case_study import CaseStudy
from casestudies.models.revision import CaseRevision


class Verdict(models.TextChoices):
    ASKED = "asked", _("Not decided yet")
    PASSED = "passed", _("Passed")
    CHANGES = "changes", _("Changes asked for")


class Review(models.Model):
    """A member's reading of one revision. A version is published when two have passed its revision."""

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="reviews")
    revision = models.ForeignKey(CaseRevision, models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="case_reviews")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    verdict = models.CharField(max_length=10, choices=Verdict, default=Verdict.ASKED)
    remark = models.TextField(_("remark"), blank=True)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "reviewer"], name="one_review_per_reader_and_revision"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reviewer}: {self.get_verdict_display()}"


class SectionComment(models.Model):
    """What a reviewer, an author or an editor says to the others about one field. Never public."""

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="section_comments")
    revision = models.ForeignKey(CaseRevision, models.CASCADE, related_name="section_comments")
    field = models.CharField(max_length=40)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="section_comments")
    text = models.TextField(_("comment"))
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return self.text


class PublicNote(models.Model):
    """A public note beside a field where something is disputed; it stands until it is lifted."""

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="public_notes")
    field = models.CharField(max_length=40)
    text = models.CharField(_("note"), max_length=600)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.text
