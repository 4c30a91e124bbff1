from django.conf import settings
from django.db import models

from forums.models.live.agenda import AgendaItem
from forums.models.live.said import MINUTE_LENGTH, Minute


class LiveRevision(models.Model):
    """The words of a minute, or of an agenda item's title, as they stood after a save.

    The row has the number of the revision that stands; an event holds such numbers and never words.
    """

    minute = models.ForeignKey(Minute, models.CASCADE, null=True, blank=True, related_name="revisions")
    agenda_item = models.ForeignKey(
        AgendaItem, models.CASCADE, null=True, blank=True, related_name="revisions"
    )
    number = models.PositiveIntegerField()
    text = models.CharField(max_length=MINUTE_LENGTH)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minute__isnull=False, agenda_item__isnull=True)
                | models.Q(minute__isnull=True, agenda_item__isnull=False),
                name="a_live_revision_is_of_one_row",
            ),
            models.UniqueConstraint(fields=["minute", "number"], name="one_revision_per_minute_and_number"),
            models.UniqueConstraint(
                fields=["agenda_item", "number"], name="one_revision_per_item_and_number"
            ),
        ]

    def __str__(self) -> str:
        return self.text
