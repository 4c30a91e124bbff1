from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Pace(models.TextChoices):
    """When a notice also goes out by mail."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")
    NEVER = "never", _("Not by mail")


class NoticeReason(models.TextChoices):
    """Why somebody is told. The first four are meant for the person; the other is what they follow."""

    MENTIONED = "mentioned", _("You were mentioned")
    REPLIED = "replied", _("You were answered")
    QUOTED = "quoted", _("You were quoted")
    ABOUT_YOU = "about_you", _("It is about what you wrote or asked for")
    WATCHED = "watched", _("You follow it")


class NoticeQuerySet(models.QuerySet[Any]):
    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)

    def newest_first(self) -> Self:
        return self.order_by("-told_at", "-pk")

    def waiting_for_mail(self) -> Self:
        return self.filter(mail_at__isnull=False, mailed_at__isnull=True)


class Notice(models.Model):
    """Somebody is told of one thing, once.

    It names the thing by its kind and id (``source``, ``source_id``); what it says is looked up when
    it is shown or sent, with what the recipient may see at that moment (see ``notices.sources``). So a
    post that was hidden meanwhile is in no list, no mail and no digest.
    """

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    source = models.CharField(max_length=20)
    source_id = models.PositiveBigIntegerField()
    reason = models.CharField(max_length=12, choices=NoticeReason)
    told_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    mail_at = models.DateTimeField(null=True, blank=True, help_text=_("When a mail is due"))
    is_digest = models.BooleanField(default=False)
    mailed_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recipient", "source", "source_id"], name="nobody_is_told_twice"),
        ]
        indexes = [
            models.Index(fields=["recipient", "-told_at"], name="notices_of_a_person"),
            models.Index(
                fields=["recipient", "-told_at"],
                condition=models.Q(read_at__isnull=True),
                name="unread_notices_of_a_person",
            ),
            models.Index(
                fields=["mail_at"],
                condition=models.Q(mail_at__isnull=False, mailed_at__isnull=True),
                name="notices_to_mail",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id}: {self.source} {self.source_id}"


class NoticeSettings(models.Model):
    """At which pace somebody wants mail: of what is meant for them, and of what they follow."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_settings", primary_key=True
    )
    direct_pace = models.CharField(
        _("what is meant for you"), max_length=8, choices=Pace, default=Pace.AT_ONCE
    )
    watched_pace = models.CharField(_("what you follow"), max_length=8, choices=Pace, default=Pace.DAILY)
    follows_own_threads = models.BooleanField(_("follow the threads you write in"), default=True)

    class Meta:
        verbose_name_plural = _("notice settings")

    def __str__(self) -> str:
        return f"{self.user_id}: {self.direct_pace}, {self.watched_pace}"
