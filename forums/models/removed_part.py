from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from forums.models.summary import Summary


class RemovedKind(models.TextChoices):
    ITEM = "item", _("Item")
    CITATION = "citation", _("Quotation")


class RemovedPart(models.Model):
    """What somebody took out of a summary's draft, so that it can be brought back.

    ``content`` holds the columns of its rows. It has what colleagues wrote, and names quotations by their
    ids: words that are withdrawn meanwhile are not in here.
    """

    summary = models.ForeignKey(Summary, models.CASCADE, related_name="removed_parts")
    kind = models.CharField(max_length=12, choices=RemovedKind)
    label = models.CharField(max_length=120, blank=True)
    content = models.JSONField(encoder=DjangoJSONEncoder)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    removed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.label or str(self.get_kind_display())
