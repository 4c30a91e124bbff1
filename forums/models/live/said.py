"""What is said in a session beside its questions: hands, minutes, captions, and backstage."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from forums.models.live.agenda import AgendaItem
from forums.models.live.meeting_import import MeetingImport
from forums.models.live.participant import Participant
from forums.models.live.session import LiveSession
from forums.models.post import Post

MINUTE_LENGTH = 2000
CAPTION_LENGTH = 1000
BACKSTAGE_LENGTH = 500


class HandQuerySet(models.QuerySet[Any]):
    def up(self) -> Self:
        return self.filter(ended_at__isnull=True)

    def with_hearing(self) -> Self:
        """With how often its person was called before, and whether their municipality was."""
        called = Hand.objects.filter(session=models.OuterRef("session"), called_at__isnull=False)
        called = called.exclude(pk=models.OuterRef("pk")).order_by()
        own = called.filter(participant=models.OuterRef("participant")).values("participant")
        place = models.OuterRef("participant__municipality_code")
        of_place = called.filter(participant__municipality_code=place).exclude(
            participant__municipality_code=""
        )
        return self.annotate(
            times_heard=Coalesce(models.Subquery(own.annotate(times=models.Count("pk")).values("times")), 0),
            is_place_heard=models.Exists(of_place),
        )

    def in_turn(self) -> Self:
        """Whose turn it is, then whoever was heard least, then whoever waited longest."""
        return self.with_hearing().order_by(
            models.F("called_at").asc(nulls_last=True), "times_heard", "is_place_heard", "pk"
        )


class Hand(models.Model):
    """Somebody who would like to speak. Whoever was heard least comes first, then whoever waited longest."""

    times_heard: int  # ``with_hearing`` counts
    is_place_heard: bool

    session = models.ForeignKey(LiveSession, models.CASCADE, related_name="hands")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="hands")
    raised_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)  # lowered, or has spoken
    turn_seconds = models.PositiveSmallIntegerField(default=120)

    objects = HandQuerySet.as_manager()

    class Meta:
        ordering = ["raised_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "participant"],
                condition=models.Q(ended_at__isnull=True),
                name="one_raised_hand_per_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} at {self.raised_at:%H:%M:%S}"

    @property
    def is_up(self) -> bool:
        return self.ended_at is None


class MinuteKind(models.TextChoices):
    NOTE = "note", _("Note")
    CHAT = "chat", _("In the meeting's chat")


class Minute(models.Model):
    """What a note-taker wrote down, at its time and under the part of the agenda that was on.

    A line of a meeting's chat has its ``speaker`` as the chat named them; others read ``Speaker.name``.
    """

    session = models.ForeignKey(LiveSession, models.CASCADE, related_name="minutes")
    agenda_item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=8, choices=MinuteKind, default=MinuteKind.NOTE)
    speaker = models.CharField(_("speaker"), max_length=120, blank=True)
    text = models.CharField(_("minute"), max_length=MINUTE_LENGTH)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    revision = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True, blank=True)
    meeting_import = models.ForeignKey(
        MeetingImport, models.SET_NULL, null=True, blank=True, related_name="minutes"
    )
    post = models.ForeignKey(Post, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["noted_at", "pk"]

    def __str__(self) -> str:
        return self.text


class CaptionSource(models.TextChoices):
    PASTED = "pasted", _("Pasted")
    PUSHED = "pushed", _("Sent by a captioning service")
    IMPORTED = "imported", _("From a meeting held elsewhere")


class Caption(models.Model):
    """A stretch of speech as text, with its time; ``speaker`` is as the source named it."""

    session = models.ForeignKey(LiveSession, models.CASCADE, related_name="captions")
    source = models.CharField(max_length=12, choices=CaptionSource)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    speaker = models.CharField(_("speaker"), max_length=120, blank=True)
    text = models.CharField(_("caption"), max_length=CAPTION_LENGTH)
    sent_key = models.CharField(max_length=64, blank=True)  # of the push: sent twice it counts once
    removed_at = models.DateTimeField(null=True, blank=True)
    meeting_import = models.ForeignKey(
        MeetingImport, models.SET_NULL, null=True, blank=True, related_name="captions"
    )
    post = models.ForeignKey(Post, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "sent_key"],
                condition=~models.Q(sent_key=""),
                name="a_pushed_caption_counts_once",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Speaker(models.Model):
    """A voice of a session's captions or of a meeting's chat, under the name that their source gave it.

    What others read is "Speaker 1", or the name of a participant who agreed to be named.
    """

    session = models.ForeignKey(LiveSession, models.CASCADE, related_name="speakers")
    label = models.CharField(max_length=120, blank=True)
    number = models.PositiveSmallIntegerField()
    participant = models.ForeignKey(
        Participant, models.SET_NULL, null=True, blank=True, related_name="speakers"
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["session", "label"], name="one_speaker_per_label"),
            models.UniqueConstraint(fields=["session", "number"], name="one_speaker_per_number"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """As the room and the record have it: a name only by consent. Under Chatham House a number would
        tell which words are one voice's."""
        if self.session.is_chatham_house:
            return str(_("A participant"))
        named = self.participant.record_name if self.participant else ""
        return named or str(_("Speaker %(number)s")) % {"number": self.number}


class BackstageMessage(models.Model):
    """What facilitators tell one another during a session. Leaves no trace in what it becomes."""

    session = models.ForeignKey(LiveSession, models.CASCADE, related_name="backstage_messages")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    text = models.CharField(_("message"), max_length=BACKSTAGE_LENGTH)
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["said_at", "pk"]

    def __str__(self) -> str:
        return self.text
