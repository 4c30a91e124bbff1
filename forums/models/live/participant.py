from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from forums.models.live.session import LiveSession


class JoinBurst(models.Model):
    """Guests who came within a minute from one address: more than a room makes by itself.

    Their votes stay out of the order until a facilitator lets them count. ``address_key`` is a keyed
    hash; the address itself is kept nowhere.
    """

    session = models.ForeignKey(LiveSession, models.CASCADE, related_name="bursts")
    address_key = models.CharField(max_length=64)
    began_at = models.DateTimeField()
    last_at = models.DateTimeField()
    size = models.PositiveIntegerField(default=0)
    counts = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.size} guests from {self.began_at:%H:%M}"


class Participant(models.Model):
    """A member or a guest in one live session.

    Anonymous to the room means that neither the room nor the record shows the name. The row of a
    guest who later logs in is folded into the member's (``merge_guest``).
    """

    session = models.ForeignKey(LiveSession, models.CASCADE, related_name="participants")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="participations"
    )
    guest_key = models.UUIDField(null=True, blank=True, unique=True)
    guest_name = models.CharField(_("name"), max_length=80, blank=True)
    is_anonymous = models.BooleanField(_("anonymous to the room"), default=False)
    may_be_quoted = models.BooleanField(default=False)
    may_be_named = models.BooleanField(default=False)
    municipality_code = models.CharField(_("municipality"), max_length=6, blank=True)
    joined_at = models.DateTimeField()
    is_note_taker = models.BooleanField(default=False)  # named by a facilitator, for this session
    is_entered = models.BooleanField(default=False)  # a facilitator noted what they said elsewhere
    blocked_at = models.DateTimeField(null=True, blank=True)
    blocked_reason = models.CharField(_("reason"), max_length=200, blank=True)
    address_key = models.CharField(max_length=64, blank=True)  # of a guest, for a day: ``live.bursts``
    burst = models.ForeignKey(JoinBurst, models.SET_NULL, null=True, blank=True, related_name="participants")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "user"],
                condition=models.Q(user__isnull=False),
                name="one_participant_per_member",
            ),
            models.CheckConstraint(
                condition=models.Q(user__isnull=False, guest_key__isnull=True)
                | models.Q(user__isnull=True, guest_key__isnull=False),
                name="participant_is_member_or_guest",
            ),
        ]
        indexes = [
            models.Index(
                fields=["session", "address_key", "joined_at"],
                condition=~models.Q(address_key=""),
                name="arrivals_by_address",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.user.display_name if self.user else self.guest_name or str(_("A guest"))

    @property
    def room_name(self) -> str:
        """What the room sees."""
        return "" if self.is_anonymous else self.name

    @property
    def record_name(self) -> str:
        """What stands in the record after the session: a name only by consent."""
        if self.is_anonymous or not self.may_be_named:
            return ""
        return self.user.byline if self.user else self.name


class ParticipantContact(models.Model):
    """Where a guest wants to hear that their question was answered. No page or query joins it.

    Deleted once they were told, and at the latest on ``delete_on``.
    """

    participant = models.OneToOneField(Participant, models.CASCADE, related_name="+")
    email = models.EmailField(_("e-mail address"))
    delete_on = models.DateField()

    def __str__(self) -> str:
        return "kept apart"
