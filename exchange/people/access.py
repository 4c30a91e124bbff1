"""Who is there, and what they are to a network: 404 for what one may not see, 403 for what one may not do."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from exchange.people.invitations import invitation_id_of
from exchange.people.models import Invitation, Membership, MembershipRole, Network, Room, User


def member(request: HttpRequest) -> User:
    """The member behind a request. LoginRequiredMiddleware keeps visitors off pages that ask."""
    if isinstance(request.user, User):
        return request.user
    raise PermissionDenied


def member_or_none(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


# Networks -----------------------------------------------------------------------------------------
def facilitates_network(user: Any, network: Network | None) -> bool:
    """A network's own facilitators; an open one, which everybody reads, also the site's."""
    if network is None or not getattr(user, "pk", None):
        return False
    if network.is_open and user.can_facilitate:
        return True
    if not user.is_active:
        return False
    standing = Membership.objects.standing()
    return standing.filter(user=user, network=network, role=MembershipRole.FACILITATOR).exists()


def is_in(user: Any, network: Network | None) -> bool:
    standing = Membership.objects.standing()
    return bool(getattr(user, "pk", None)) and standing.filter(user=user, network=network).exists()


def require_to_start_networks(user: Any) -> None:
    """Facilitators of the site and administrators start networks."""
    if not getattr(user, "can_facilitate", False):
        raise PermissionDenied


def network_to_see(user: Any, slug: str) -> Network:
    """A network whose name one may know: a private one only by its members and whoever is invited."""
    return get_object_or_404(Network.objects.visible_to(user), slug=slug)


def network_to_read(user: Any, slug: str) -> Network:
    """A network whose threads one may read; of one that is known to be there, others are told no."""
    network = network_to_see(user, slug)
    if not Network.objects.read_by(user).filter(pk=network.pk).exists():
        raise PermissionDenied
    return network


def network_to_know_members_of(user: Any, slug: str) -> Network:
    """Who is in a network is told to who is in it; of an open one also to who looks after the site."""
    network = network_to_see(user, slug)
    if not (is_in(user, network) or facilitates_network(user, network)):
        raise PermissionDenied
    return network


def network_to_look_after(user: Any, slug: str) -> Network:
    network = network_to_see(user, slug)
    if not facilitates_network(user, network):
        raise PermissionDenied
    return network


def membership_of(user: Any, network: Network) -> Membership | None:
    """Whatever tie somebody has or had to a network."""
    if not getattr(user, "pk", None):
        return None
    return Membership.objects.filter(user=user, network=network).first()


def membership_to_look_after(user: Any, slug: str, handle: str) -> Membership:
    network = network_to_look_after(user, slug)
    ties = Membership.objects.select_related("user", "network")
    return get_object_or_404(ties, network=network, user__handle=handle)


def room_to_look_after(user: Any, slug: str, room_slug: str) -> Room:
    """Facilitators look after every room of their network; reading a private one is another matter."""
    network = network_to_look_after(user, slug)
    return get_object_or_404(Room.objects.select_related("network"), network=network, slug=room_slug)


def invitation_to_answer(token: str) -> Invitation:
    """The invitation that a signed link stands for, if it still holds. The link is all that it takes."""
    invitation_id = invitation_id_of(token)
    if invitation_id is None:
        raise Http404
    holding = Invitation.objects.holding(timezone.now()).select_related("network", "invited_by")
    return get_object_or_404(holding, pk=invitation_id)
