from django.db import models
from django.utils.translation import gettext_lazy as _

from exchange.ids import public_id
from forums.models.attachment import Attachment
from forums.models.conversation import Conversation
from forums.models.conversations.participant import ConversationParticipant
from forums.models.conversations.round import Round
from forums.models.post import Post
from forums.models.terms import Terms


class Contribution(models.Model):
    """What somebody gave to a round: the sealed side of a post in the conversation's record.

    Under attributed and role terms the post is there at once. Under Chatham House the words wait here
    until the round closes, and become posts in an order and with times that tell nothing; who said them
    stands in ``participant`` alone, which is emptied once nobody has to be asked any more. No query that
    shows words joins this table.
    """

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="contributions")
    public_id = models.CharField(max_length=11, unique=True, default=public_id, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="contributions")
    participant = models.ForeignKey(
        ConversationParticipant, models.SET_NULL, null=True, blank=True, related_name="contributions"
    )
    terms = models.CharField(max_length=16, choices=Terms)
    text = models.TextField(_("contribution"), blank=True)
    post = models.OneToOneField(Post, models.SET_NULL, null=True, blank=True, related_name="+")
    audio = models.ForeignKey(Attachment, models.SET_NULL, null=True, blank=True, related_name="+")
    client_id = models.UUIDField(null=True, blank=True)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "client_id"],
                condition=models.Q(client_id__isnull=False),
                name="one_contribution_per_client_id",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class ContributionReactionKind(models.TextChoices):
    HOLDS_HERE = "holds_here", _("This holds for us too")
    WAS_DIFFERENT = "was_different", _("Ours was different")
    SAY_MORE = "say_more", _("Say more")


class ContributionReaction(models.Model):
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="reactions")
    participant = models.ForeignKey(ConversationParticipant, models.CASCADE, related_name="reactions")
    kind = models.CharField(max_length=16, choices=ContributionReactionKind)
    reacted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "participant", "kind"], name="one_contribution_reaction_of_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.kind
