from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from exchange.ids import quotation_id

KEPT_FOR = timedelta(days=7)


class FileState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    MAKING = "making", _("Being made")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Could not be made")
    THROWN_AWAY = "thrown_away", _("Thrown away")


ON_THE_WAY = (FileState.WAITING, FileState.MAKING)


class PreparedFileQuerySet(models.QuerySet[Any]):
    def of(self, user: Any) -> Self:
        return self.filter(owner=user.pk)

    def on_the_way(self) -> Self:
        return self.filter(state__in=ON_THE_WAY)

    def newest_first(self) -> Self:
        return self.order_by("-asked_at", "-pk")


class PreparedFile(models.Model):
    """A document that somebody asked for and that is too long to be made while they wait.

    It names what it is made of by kind and key, as notices do; its title is looked up when it is shown,
    with what its owner may see at that moment (``exchange.prepared.originals``). By its ``fingerprint`` a
    file in which something stands that its original does not say any more is never handed out.
    """

    public_id = models.CharField(max_length=32, unique=True, default=quotation_id, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="prepared_files")
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=200)
    format = models.CharField(max_length=10)
    state = models.CharField(max_length=12, choices=FileState, default=FileState.WAITING)
    progress = models.PositiveSmallIntegerField(default=0, help_text=_("In percent"))
    reason = models.CharField(max_length=300, blank=True, help_text=_("Why there is no file, for its owner"))
    tries = models.PositiveSmallIntegerField(default=0)
    path = models.CharField(max_length=120, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    fingerprint = models.TextField(blank=True, help_text=_("Of each part of what was written"))
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True, blank=True)

    objects = PreparedFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "kind", "key", "format"],
                condition=models.Q(state__in=ON_THE_WAY),
                name="one_file_on_its_way_for_a_person",
            ),
        ]
        indexes = [models.Index(fields=["kind", "key"], name="prepared_files_of_a_thing")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} ({self.format}): {self.get_state_display()}"

    @property
    def is_ready(self) -> bool:
        return self.state == FileState.READY

    @property
    def is_on_the_way(self) -> bool:
        return self.state in ON_THE_WAY

    @property
    def expires_at(self) -> datetime:
        return (self.ready_at or self.asked_at) + KEPT_FOR
