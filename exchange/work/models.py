from datetime import datetime

from django.db import models


class ScheduledRunQuerySet(models.QuerySet["ScheduledRun"]):
    def claim(self, name: str, moment: datetime) -> bool:
        """Whether this caller is the one to run it for that moment; of several at once, one is."""
        if self.filter(name=name, moment__lt=moment).update(moment=moment):
            return True
        _, is_first = self.get_or_create(name=name, defaults={"moment": moment})
        return is_first


class ScheduledRun(models.Model):
    """When an entry of the schedule last ran: the moment that it was due at, not that it was done at."""

    name = models.CharField(max_length=100, unique=True)
    moment = models.DateTimeField()

    objects = ScheduledRunQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
