from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from exchange.ids import public_id
from forums.models.post import Post


class AttachmentKind(models.TextChoices):
    PICTURE = "picture", _("Picture")
    PDF = "pdf", _("PDF")
    AUDIO = "audio", _("Recording")


class ScanState(models.TextChoices):
    """A file is shown once it was found clean, or where the site has no scanner."""

    WAITING = "waiting", _("Being looked at")
    CLEAN = "clean", _("Clean")
    REFUSED = "refused", _("Refused")


class Attachment(models.Model):
    """A picture, a PDF or a recording that came with a post; seen by whoever may see the post.

    A picture is kept as renditions (``exchange.storage.pictures``), the others as they came.
    """

    public_id = models.CharField(max_length=11, unique=True, default=public_id, editable=False)
    post = models.ForeignKey(Post, models.CASCADE, null=True, blank=True, related_name="attachments")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="attachments"
    )
    kind = models.CharField(max_length=8, choices=AttachmentKind)
    scan = models.CharField(max_length=8, choices=ScanState, default=ScanState.CLEAN)
    name = models.CharField(_("file name"), max_length=120)
    description = models.CharField(_("what it shows"), max_length=300, blank=True)
    size = models.PositiveIntegerField(help_text=_("Bytes"))
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    renditions = models.JSONField(default=list)
    path = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    uploaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
