from datetime import datetime
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from exchange.people.models.network import Membership, MembershipRole, Network, NetworkAccess
from exchange.people.models.user import User


class InvitationQuerySet(models.QuerySet[Any]):
    def holding(self, now: datetime) -> Self:
        """Those that still let somebody in: whoever sent them looks after the network to this day."""
        senders = Membership.objects.standing().filter(
            network=models.OuterRef("network"),
            user=models.OuterRef("invited_by"),
            user__is_active=True,
            role=MembershipRole.FACILITATOR,
        )
        standing = self.filter(withdrawn_at__isnull=True, accepted_at__isnull=True, expires_at__gt=now)
        by_the_site = models.Q(network__access=NetworkAccess.OPEN, invited_by__is_active=True) & (
            models.Q(invited_by__is_facilitator=True) | models.Q(invited_by__is_superuser=True)
        )
        return standing.filter(models.Exists(senders) | by_the_site)


class Invitation(models.Model):
    """Leave to join a network, for a time: sent to one address, or a link for whoever is given it.

    Facilitators see the addresses that they typed, never whether an address belongs to a member.
    """

    network = models.ForeignKey(Network, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"), blank=True)  # empty: a link
    invited_by = models.ForeignKey(User, models.CASCADE, related_name="invitations_sent")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    def __str__(self) -> str:
        return self.email or str(_("A link"))

    @property
    def is_link(self) -> bool:
        return not self.email
