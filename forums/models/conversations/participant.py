from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from exchange.ids import public_id
from forums.models.conversation import Conversation


class ParticipantKind(models.TextChoices):
    PRACTITIONER = "practitioner", _("Practitioner")
    NETWORK = "network", _("Network")
    CAPACITY_BUILDER = "capacity_builder", _("Capacity-building entity")
    MUNICIPALITY = "municipality", _("Municipality")
    OTHER = "other", _("Other")


class ConversationPart(models.TextChoices):
    HOST = "host", _("Host")
    SPEAKER = "speaker", _("Speaker")
    LISTENER = "listener", _("Listener")


class ConversationParticipant(models.Model):
    """Somebody who was invited to a conversation, with an account or without one.

    In a Chatham House conversation no page, export or feed names participants, nor says that they were
    there: only who takes part and facilitators read these rows. ``voices`` are the labels under which
    transcripts know this person, so that a match made by hand is remembered.
    """

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="participants")
    public_id = models.CharField(max_length=11, unique=True, default=public_id, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="conversation_parts"
    )
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(
        _("kind"), max_length=20, choices=ParticipantKind, default=ParticipantKind.PRACTITIONER
    )
    affiliation = models.CharField(_("affiliation"), max_length=160, blank=True)
    role = models.CharField(_("role"), max_length=120, blank=True)
    municipality_code = models.CharField(_("municipality"), max_length=6, blank=True)
    part = models.CharField(
        _("part in it"), max_length=12, choices=ConversationPart, default=ConversationPart.SPEAKER
    )
    table = models.CharField(_("table"), max_length=60, blank=True)
    voices = models.JSONField(default=list)
    link_nonce = models.CharField(max_length=16, blank=True, editable=False)
    """In the signed link by which somebody without an account takes part; another one, and it is dead."""

    invited_at = models.DateTimeField()
    joined_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "user"],
                condition=models.Q(user__isnull=False),
                name="one_part_per_member_of_a_conversation",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_host(self) -> bool:
        return self.part == ConversationPart.HOST

    @property
    def listens(self) -> bool:
        return self.part == ConversationPart.LISTENER


class ConversationContact(models.Model):
    """Where somebody without an account is written to. No page joins it; it goes on ``delete_on``."""

    participant = models.OneToOneField(ConversationParticipant, models.CASCADE, related_name="+")
    email = models.EmailField(_("e-mail address"))
    delete_on = models.DateField()

    def __str__(self) -> str:
        return "kept apart"
