"""Polls of a live session."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from exchange.ids import public_id
from forums.models.live.participant import Participant
from forums.models.live.session import LiveSession

OPEN_TEXT_LENGTH = 280
WORD_LENGTH = 40
OPTION_LENGTH = 160
MOST_OPTIONS = 12
HIGHEST_RATINGS = range(3, 11)


class PollKind(models.TextChoices):
    SINGLE = "single", _("One choice")
    MULTIPLE = "multiple", _("Several choices")
    RATING = "rating", _("Rating")
    RANKING = "ranking", _("Ranking")
    WORDS = "words", _("Word cloud")
    TEXT = "text", _("Open text")


KINDS_WITH_OPTIONS = frozenset({PollKind.SINGLE, PollKind.MULTIPLE, PollKind.RANKING})
KINDS_WITH_WORDS = frozenset({PollKind.WORDS, PollKind.TEXT})


class PollState(models.TextChoices):
    DRAFT = "draft", _("Not opened yet")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    REMOVED = "removed", _("Removed")


POLL_MOVES: dict[str, frozenset[str]] = {
    PollState.DRAFT: frozenset({PollState.OPEN, PollState.REMOVED}),
    PollState.OPEN: frozenset({PollState.CLOSED, PollState.REMOVED}),
    PollState.CLOSED: frozenset({PollState.OPEN, PollState.REMOVED}),
    PollState.REMOVED: frozenset(),  # only undoing brings a poll back
}


class Poll(models.Model):
    """A question to the whole room. Its results are hidden until a facilitator shows them.

    Its words and options never change: editing a draft makes another poll in its place, so that no
    answer is ever to something else than was asked, and editing can be undone.
    """

    public_id = models.CharField(max_length=11, unique=True, default=public_id, editable=False)
    session = models.ForeignKey(LiveSession, models.CASCADE, related_name="polls")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(_("kind"), max_length=12, choices=PollKind, default=PollKind.SINGLE)
    title = models.CharField(_("what you ask"), max_length=200)
    state = models.CharField(max_length=12, choices=PollState, default=PollState.DRAFT)
    shows_results = models.BooleanField(default=False)
    most_choices = models.PositiveSmallIntegerField(_("how many may be chosen"), default=1)
    highest_rating = models.PositiveSmallIntegerField(_("highest rating"), default=5)
    opened_at = models.DateTimeField(null=True, blank=True)  # latest; undoing the opening keeps it
    closed_at = models.DateTimeField(null=True, blank=True)
    hidden_wordings = models.JSONField(default=list)  # pks of what a facilitator took out of the answers

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def has_options(self) -> bool:
        return self.kind in KINDS_WITH_OPTIONS

    @property
    def has_words(self) -> bool:
        return self.kind in KINDS_WITH_WORDS

    @property
    def was_opened(self) -> bool:
        return self.opened_at is not None


class PollOption(models.Model):
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(_("option"), max_length=OPTION_LENGTH)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text


class Wording(models.Model):
    """The same words in the answers to a poll, however they are spelt. It holds none: only a keyed hash."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="wordings")
    key = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["poll", "key"], name="one_wording_per_poll_and_key"),
        ]

    def __str__(self) -> str:
        return self.key


class PollAnswer(models.Model):
    """What one participant answered; answering again replaces it."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="answers")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="poll_answers")
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.CharField(max_length=OPEN_TEXT_LENGTH, blank=True)
    wording = models.ForeignKey(Wording, models.SET_NULL, null=True, blank=True, related_name="answers")
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["poll", "participant"], name="one_poll_answer_per_person"),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} to {self.poll_id}"


class PollChoice(models.Model):
    """One option in an answer; ``place`` is its place in a ranking, from 0."""

    answer = models.ForeignKey(PollAnswer, models.CASCADE, related_name="choices")
    option = models.ForeignKey(PollOption, models.CASCADE, related_name="choices")
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["answer", "option"], name="an_option_is_chosen_once"),
            models.UniqueConstraint(fields=["answer", "place"], name="one_option_per_place"),
        ]

    def __str__(self) -> str:
        return f"{self.option_id} in {self.answer_id}"
