from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.content import Step
from casestudies.models.case_study import CaseStudy


class CaseRevision(models.Model):
    """The draft as it stood after a save; the one with the highest number is the draft.

    What the same author saves by typing on within a few minutes, in the same step, continues a revision
    (``is_open``); a save by button, another author, a restore or the passing of time closes it.
    """

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    content = models.JSONField(encoder=DjangoJSONEncoder)
    step = models.CharField(max_length=12, choices=Step, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="case_revisions"
    )
    made_at = models.DateTimeField()
    is_open = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case_study", "number"], name="one_case_revision_per_number"),
        ]

    def __str__(self) -> str:
        return str(self.number)
