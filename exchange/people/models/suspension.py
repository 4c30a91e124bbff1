from datetime import datetime
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from exchange.people.models.network import Network
from exchange.people.models.user import User


class SuspensionQuerySet(models.QuerySet[Any]):
    def in_force(self, now: datetime) -> Self:
        return self.filter(starts_at__lte=now, lifted_at__isnull=True).filter(
            models.Q(ends_at__isnull=True) | models.Q(ends_at__gt=now)
        )


class Suspension(models.Model):
    """For a time somebody reads but does not write: in one network, or on the whole site."""

    user = models.ForeignKey(User, models.CASCADE, related_name="suspensions")
    network = models.ForeignKey(Network, models.CASCADE, null=True, blank=True, related_name="suspensions")
    reason = models.CharField(_("reason, which the person is told"), max_length=300)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="suspensions_given")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = SuspensionQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.user}: {self.reason}"
