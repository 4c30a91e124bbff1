"""Polls of a live session."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from exchange.ids import public_id
from forums.models.live.participant import Participant
from forums.models.live.session import LiveSession

OPEN_TEXT_LENGTH = 280
WORD_LENGTH = 40


class PollKind(models.TextChoices):
    SINGLE = "single", _("One choice")
    MULTIPLE = "multiple", _("Several choices")
    RATING = "rating", _("Rating")
    RANKING = "ranking", _("Ranking")
    WORDS = "words", _("Word cloud")
    TEXT = "text", _("Open text")


class PollState(models.TextChoices):
    DRAFT = "draft", _("Not opened yet")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    REMOVED = "removed", _("Removed")


POLL_MOVES: dict[str, frozenset[str]] = {
    PollState.DRAFT: frozenset({PollState.OPEN, PollState.REMOVED}),
    PollState.OPEN: frozenset({PollState.CLOSED}),
    PollState.CLOSED: frozenset({PollState.OPEN, PollState.REMOVED}),
    PollState.REMOVED: frozenset({PollState.DRAFT, PollState.CLOSED}),
}


class Poll(models.Model):
    """A question to the whole room. Its results are hidden until a facilitator shows them."""

    public_id = models.CharField(max_length=11, unique=True, default=public_id, editable=False)
    session = models.ForeignKey(LiveSession, models.CASCADE, related_name="polls")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(_("kind"), max_length=12, choices=PollKind, default=PollKind.SINGLE)
    title = models.CharField(_("what you ask"), max_length=200)
    state = models.CharField(max_length=12, choices=PollState, default=PollState.DRAFT)
    shows_results = models.BooleanField(default=False)
    most_choices = models.PositiveSmallIntegerField(_("how many may be chosen"), default=1)
    highest_rating = models.PositiveSmallIntegerField(_("highest rating"), default=5)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class PollOption(models.Model):
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(_("option"), max_length=160)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text


class PollAnswer(models.Model):
    """What one participant answered; answering again replaces it.

    ``choices`` are the pks of options: one, several, or all in the order of a ranking.
    """

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="answers")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="poll_answers")
    choices = models.JSONField(default=list)
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.CharField(max_length=OPEN_TEXT_LENGTH, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)  # words that a facilitator took out
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["poll", "participant"], name="one_poll_answer_per_person"),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} to {self.poll_id}"
