from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from forums.models.post import Post


class InboundOutcome(models.TextChoices):
    POSTED = "posted", _("Posted")
    REFUSED = "refused", _("Refused")
    IGNORED = "ignored", _("Ignored")


class InboundMail(models.Model):
    """A mail that came in as a reply: by its message id, so that none is posted twice. Without its words."""

    message_id = models.CharField(max_length=255, unique=True)
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="inbound_mails"
    )
    post = models.ForeignKey(Post, models.SET_NULL, null=True, blank=True, related_name="inbound_mails")
    outcome = models.CharField(max_length=8, choices=InboundOutcome)
    reason = models.CharField(max_length=300, blank=True)
    arrived_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.message_id
