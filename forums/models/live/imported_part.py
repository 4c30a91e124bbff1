from django.db import models

from forums.models.live.meeting_import import MeetingImport
from forums.models.live.question import Question
from forums.models.live.said import Caption, Minute
from forums.models.live.session import LiveSession


class ImportedPart(models.Model):
    """What a part of a meeting's file became. By its key it is known again in any other file.

    ``words`` are those of an answer: they were added to those of its question. ``taken_out_at``: undoing
    the import took it out; what others had quoted or answered by then stays.
    """

    session = models.ForeignKey(LiveSession, models.CASCADE, related_name="+")
    meeting_import = models.ForeignKey(MeetingImport, models.CASCADE, related_name="parts")
    key = models.CharField(max_length=64)
    question = models.ForeignKey(Question, models.CASCADE, null=True, blank=True, related_name="+")
    minute = models.ForeignKey(Minute, models.CASCADE, null=True, blank=True, related_name="+")
    caption = models.ForeignKey(Caption, models.CASCADE, null=True, blank=True, related_name="+")
    words = models.TextField(blank=True)
    taken_out_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "key"], name="one_imported_part_per_key"),
        ]

    def __str__(self) -> str:
        return self.key
