from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from forums.models.conversation import Conversation
from forums.models.conversations.participant import ConversationParticipant, ParticipantKind
from forums.models.quotation import Quotation

STATEMENT_LENGTH = 240


class StatementState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    OPEN = "open", _("Put to the vote")
    TAKEN_OUT = "taken_out", _("Taken out")


class Statement(models.Model):
    """A sentence drawn from a conversation that people agree or disagree with, or pass on."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="statements")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(_("statement"), max_length=STATEMENT_LENGTH)
    quotation = models.ForeignKey(
        Quotation, models.SET_NULL, null=True, blank=True, related_name="statements"
    )
    state = models.CharField(max_length=12, choices=StatementState, default=StatementState.OPEN)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "number"], name="one_statement_per_number"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        return self.state == StatementState.OPEN

    @property
    def is_taken_out(self) -> bool:
        return self.state == StatementState.TAKEN_OUT


class StatementVoter(models.Model):
    """Somebody who votes on a conversation's statements: a participant, a member, or a guest by link.

    ``number`` is random within the conversation: exports know voters by it alone.
    """

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="voters")
    number = models.PositiveIntegerField()
    participant = models.ForeignKey(
        ConversationParticipant, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="statement_voters"
    )
    guest_key = models.UUIDField(null=True, blank=True)
    kind = models.CharField(max_length=20, choices=ParticipantKind, blank=True)
    came_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "number"], name="one_voter_per_number"),
            models.UniqueConstraint(
                fields=["conversation", "user"],
                condition=models.Q(user__isnull=False),
                name="one_voter_per_member",
            ),
            models.UniqueConstraint(
                fields=["conversation", "participant"],
                condition=models.Q(participant__isnull=False),
                name="one_voter_per_participant",
            ),
            models.UniqueConstraint(
                fields=["conversation", "guest_key"],
                condition=models.Q(guest_key__isnull=False),
                name="one_voter_per_guest",
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class StatementVote(models.Model):
    """1 agrees, -1 disagrees, 0 passes on it."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="votes")
    voter = models.ForeignKey(StatementVoter, models.CASCADE, related_name="votes")
    value = models.SmallIntegerField()
    voted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["statement", "voter"], name="one_vote_per_statement"),
            models.CheckConstraint(
                condition=models.Q(value__gte=-1, value__lte=1), name="a_vote_agrees_disagrees_or_passes"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.voter_id} {self.value}"


class OpinionResult(models.Model):
    """What the votes on statements came to. ``digest`` is of the votes that it was worked out from."""

    conversation = models.OneToOneField(Conversation, models.CASCADE, related_name="opinion_result")
    digest = models.CharField(max_length=64)
    result = models.JSONField()
    found_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.conversation_id)
