from django.db import models

from forums.models.live.session import LiveSession


class Presence(models.Model):
    """How many sockets of one audience a server process holds now; a row that is not renewed has died."""

    session = models.ForeignKey(LiveSession, models.CASCADE, related_name="presences")
    audience = models.CharField(max_length=12)
    process = models.CharField(max_length=32)
    count = models.PositiveIntegerField()
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "audience", "process"], name="one_presence_per_process"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.count} {self.audience}"
