"""Looking after what others wrote: which acts, people and networks are somebody's to decide about."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from exchange.people.models import Membership, MembershipRole, Network, NetworkAccess, User
from forums.access.threads import facilitated_by
from forums.models import Act


def facilitated_networks(user: Any) -> QuerySet[Network]:
    """The networks that somebody looks after: their own, and the open ones for the site's facilitators."""
    if not getattr(user, "pk", None):
        return Network.objects.none()
    own = Membership.objects.standing().filter(user=user, role=MembershipRole.FACILITATOR)
    theirs = Q(pk__in=own.values("network"))
    if user.can_facilitate:
        theirs |= Q(access=NetworkAccess.OPEN)
    found: QuerySet[Network] = Network.objects.filter(theirs)
    return found


def moderates(user: Any) -> bool:
    """Whether somebody looks after anything at all."""
    return bool(getattr(user, "can_facilitate", False)) or facilitated_networks(user).exists()


def require_moderator(user: Any) -> None:
    if not moderates(user):
        raise PermissionDenied


def acts_to_see(user: Any) -> QuerySet[Act]:
    """The log as far as it is about what somebody looks after."""
    theirs = Q(thread__in=facilitated_by(user)) | Q(
        thread__isnull=True, network__in=facilitated_networks(user)
    )
    if user.can_facilitate:
        theirs |= Q(thread__isnull=True, network__isnull=True)
    found: QuerySet[Act] = Act.objects.filter(theirs)
    return found


def act_to_undo(user: Any, act_id: int) -> Act:
    require_moderator(user)
    return get_object_or_404(acts_to_see(user).select_related("thread"), pk=act_id)


def person_to_moderate(user: Any, handle: str) -> User:
    """Somebody whom one may warn or suspend: on the whole site, or as a member of one's network."""
    require_moderator(user)
    people = User.objects.filter(is_active=True)
    if not user.can_facilitate:
        people = people.filter(memberships__network__in=facilitated_networks(user)).distinct()
    return get_object_or_404(people, handle=handle)
