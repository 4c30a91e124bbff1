"""A network whose facilitators are all gone gets one from the site's administrators."""

from datetime import datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.actions.memberships import facilitators_of, limited, reasoned
from exchange.people.actions.networks import locked
from exchange.people.models import Membership, MembershipRole, Network, User
from exchange.people.network_log import Deed, Done, keep


class HasAFacilitator(ActionError):
    message = _("This network has a facilitator, who looks after it.")


class NotAMember(ActionError):
    message = _("Only somebody who is in the network can look after it. Give the address of a member.")
    status = 400


class NotOneself(ActionError):
    message = _(
        "Nobody appoints themselves: an administrator has no way into what others wrote in confidence."
    )


def without_facilitator() -> "models.QuerySet[Network]":
    """Networks that nobody looks after."""
    able = Membership.objects.standing().filter(
        network=models.OuterRef("pk"), role=MembershipRole.FACILITATOR, user__is_active=True
    )
    return Network.objects.filter(~models.Exists(able))


@transaction.atomic
def appoint_facilitator(
    *, network: Network, email: str, by: User, reason: str, now: datetime | None = None
) -> Membership:
    """Make a member of a network without facilitator its facilitator; all members are told.

    Raises HasAFacilitator, NotAMember, NotOneself, ReasonMissing, TooManyWords.
    """
    network = locked(network)
    if facilitators_of(network).exists():
        raise HasAFacilitator
    reason = reasoned(reason)
    standing = Membership.objects.standing().select_related("network", "user")
    found = standing.filter(
        network=network, user__email__iexact=limited(email, 254), user__is_active=True
    ).first()
    if found is None:
        raise NotAMember
    membership: Membership = found
    if membership.user_id == by.pk:
        raise NotOneself
    membership.role = MembershipRole.FACILITATOR
    membership.save(update_fields=["role"])
    before = {"role": MembershipRole.MEMBER, "appointed": True}
    keep(Done(Deed.CHANGE_ROLE, network, by, now or timezone.now(), membership, reason, before))
    return membership
