from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from forums.models.conversation import Conversation
from forums.models.conversations.participant import ConversationParticipant


class ConversationFormat(models.Model):
    """A way to hold a conversation, with its rounds and its harvest form, that a facilitator starts from.

    ``rounds`` is a list of ``{"title", "prompt", "instructions", "in_writing", "minutes", "listeners",
    "is_together"}`` (in writing: how it goes over days; together: all tables at once), ``harvest`` of
    ``{"key", "label", "help"}``. Those without an owner came with the platform and are never changed: a
    facilitator keeps a changed one as their own.
    """

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=80)
    purpose = models.CharField(_("what it is good for"), max_length=300)
    rounds = models.JSONField(default=list)
    harvest = models.JSONField(default=list)
    has_tables = models.BooleanField(_("people sit at tables, each with a host"), default=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="conversation_formats"
    )

    def __str__(self) -> str:
        return self.name


class RoundState(models.TextChoices):
    WAITING = "waiting", _("Not open yet")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


ROUND_MOVES: dict[str, frozenset[str]] = {
    RoundState.WAITING: frozenset({RoundState.OPEN}),
    RoundState.OPEN: frozenset({RoundState.CLOSED}),
    RoundState.CLOSED: frozenset({RoundState.OPEN}),
}


class Round(models.Model):
    """A part of a conversation with a question of its own. Opens and closes by hand, or by its times.

    ``table`` is filled where people sit at tables: each table has rounds of its own. ``post`` is the
    question as it stands in the record; what is said to it answers that post. ``harvest`` holds what was
    noted in the harvest form, by the form's keys.
    """

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="rounds")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=120)
    prompt = models.TextField(_("guiding question"), blank=True)
    instructions = models.TextField(_("how it goes"), blank=True)
    listeners = models.TextField(_("what listeners do"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    table = models.CharField(_("table"), max_length=60, blank=True)
    state = models.CharField(max_length=12, choices=RoundState, default=RoundState.WAITING)
    opens_at = models.DateTimeField(_("opens at"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes at"), null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    turn_of = models.ForeignKey(
        ConversationParticipant, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    turn_began_at = models.DateTimeField(null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    post = models.OneToOneField("forums.Post", models.SET_NULL, null=True, blank=True, related_name="+")
    harvest = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "position"], name="one_round_per_position"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def timed_minutes(self) -> int | None:
        """Its minutes where people are together."""
        return None if self.conversation.is_over_days else self.minutes

    @property
    def is_open(self) -> bool:
        return self.state == RoundState.OPEN

    @property
    def is_waiting(self) -> bool:
        return self.state == RoundState.WAITING

    @property
    def is_closed(self) -> bool:
        return self.state == RoundState.CLOSED
