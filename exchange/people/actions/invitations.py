"""Inviting into a network: an address, or whoever is given a link. Nobody learns who has an account."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.actions.memberships import WasPutOut, come_in, go_out, move, tie, was_put_out
from exchange.people.actions.networks import locked
from exchange.people.models import Invitation, Membership, MembershipState, Network, User
from exchange.people.network_log import Deed, Done, keep, tell_of_invitation
from exchange.work import job

HOLDS_FOR = timedelta(days=14)
MOST_HOLDING = 200


class AddressMissing(ActionError):
    message = _("Please give one e-mail address, such as name@example.org.")
    status = 400


class TooManyInvitations(ActionError):
    message = _("%(limit)s invitations are still open. Take some back first.")

    def __init__(self) -> None:
        super().__init__(self.message % {"limit": MOST_HOLDING})


class InvitationOver(ActionError):
    message = _("This invitation no longer holds. Ask whoever sent it for a new one.")


@transaction.atomic
def invite_address(*, network: Network, email: str, by: User, now: datetime | None = None) -> Invitation:
    """Invite an address. The letter goes out whoever it belongs to; inviting it again sends it again.

    Where it belongs to a member, the network's page is open to them until they answer.
    Raises AddressMissing, TooManyInvitations.
    """
    now = now or timezone.now()
    email = email.strip()
    try:
        validate_email(email)
    except ValidationError:
        raise AddressMissing from None
    network = locked(network)
    Invitation.objects.holding(now).filter(network=network, email__iexact=email).update(withdrawn_at=now)
    invitation = _invite(network, by, now, email=email)
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if user:
        membership = tie(network, user) or Membership(network=network, user=user, state=MembershipState.LEFT)
        if membership.state in {MembershipState.LEFT, MembershipState.DECLINED}:
            move(membership, MembershipState.INVITED, now=now, by=by)
    tell_of_invitation(invitation)
    return invitation


@transaction.atomic
def make_invitation_link(*, network: Network, by: User, now: datetime | None = None) -> Invitation:
    """A link that lets in whoever is given it, for a time. Raises TooManyInvitations."""
    return _invite(locked(network), by, now or timezone.now())


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User, now: datetime | None = None) -> None:
    """Take an invitation back. Twice is quiet; who came in by it stays."""
    now = now or timezone.now()
    network = locked(invitation.network)
    Invitation.objects.filter(pk=invitation.pk, withdrawn_at__isnull=True).update(withdrawn_at=now)
    if invitation.email:
        invited = Membership.objects.filter(network=network, state=MembershipState.INVITED)
        for membership in invited.filter(user__email__iexact=invitation.email).select_related("network"):
            go_out(membership, now=now)


@transaction.atomic
def accept_invitation(*, invitation: Invitation, user: User, now: datetime | None = None) -> Membership:
    """Come in by an invitation; who is in already is left alone.

    One that was sent to an address serves once. A link does not bring back whom a facilitator put out.
    Raises InvitationOver, WasPutOut.
    """
    now = now or timezone.now()
    network = locked(invitation.network)
    if not Invitation.objects.holding(now).filter(pk=invitation.pk).exists():
        raise InvitationOver
    membership = tie(network, user)
    if membership and membership.is_standing:
        return membership
    if invitation.is_link and membership and was_put_out(membership):
        raise WasPutOut
    if membership and membership.state == MembershipState.DECLINED:
        move(membership, MembershipState.INVITED, now=now, by=invitation.invited_by)
    if not invitation.is_link:
        Invitation.objects.filter(pk=invitation.pk).update(accepted_at=now)
    return come_in(network=network, user=user, membership=membership, by=invitation.invited_by, now=now)


def invitation_for(*, network: Network, user: User, now: datetime | None = None) -> Invitation:
    """The invitation that was sent to a member's own address. Raises InvitationOver."""
    holding = Invitation.objects.holding(now or timezone.now()).filter(network=network)
    found: Invitation | None = holding.filter(email__iexact=user.email).order_by("-pk").first()
    if found is None:
        raise InvitationOver
    return found


@job()
def end_lapsed_invitations() -> str:
    """Each night: whoever was invited and let it run out no longer sees the network."""
    return f"{end_lapsed(now=timezone.now())} ended"


@transaction.atomic
def end_lapsed(*, now: datetime) -> int:
    holding = Invitation.objects.holding(now).filter(
        network=models.OuterRef("network"), email__iexact=models.OuterRef("user__email")
    )
    invited = Membership.objects.filter(state=MembershipState.INVITED)
    lapsed = invited.filter(~models.Exists(holding)).select_for_update(of=("self",))
    memberships = list(lapsed.select_related("network"))
    for membership in memberships:
        go_out(membership, now=now)
    return len(memberships)


def _invite(network: Network, by: User, now: datetime, email: str = "") -> Invitation:
    if Invitation.objects.holding(now).filter(network=network).count() >= MOST_HOLDING:
        raise TooManyInvitations
    invitation: Invitation = Invitation.objects.create(
        network=network, email=email, invited_by=by, invited_at=now, expires_at=now + HOLDS_FOR
    )
    keep(Done(Deed.INVITE, network, by, now, before={"invitation": invitation.pk}))
    return invitation
