from django.conf import settings
from django.db import models

from forums.models.live.session import LiveSession


class MeetingImport(models.Model):
    """A file of a meeting held elsewhere that was taken into a session; the same file counts once.

    ``begins_at`` is the file's second 0, ``correction`` how many seconds later it really was: where these
    or ``undone_at`` change, its rows follow (``actions.live.following_imports``).
    """

    session = models.ForeignKey(LiveSession, models.CASCADE, related_name="meeting_imports")
    kind = models.CharField(max_length=24)
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    report = models.JSONField(default=dict)
    begins_at = models.DateTimeField(null=True, blank=True)
    correction = models.IntegerField(default=0)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    imported_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "digest"],
                condition=models.Q(undone_at__isnull=True),
                name="a_meeting_file_counts_once",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name
