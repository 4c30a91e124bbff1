from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from exchange.people.models.user import User
from exchange.search.searchable import Searchable, SearchableQuerySet


class NetworkAccess(models.TextChoices):
    """Who reads a network's threads, and how one comes in."""

    OPEN = "open", _("Open: everyone reads, any member joins")
    BY_REQUEST = "by_request", _("By request: members read, who wants to join asks")
    PRIVATE = "private", _("Private: members read, by invitation; nobody else sees that it exists")


class MembershipRole(models.TextChoices):
    MEMBER = "member", _("Member")
    FACILITATOR = "facilitator", _("Facilitator of the network")


class MembershipState(models.TextChoices):
    ASKED = "asked", _("Asked to join")
    INVITED = "invited", _("Invited")
    STANDING = "standing", _("Member")
    DECLINED = "declined", _("Declined")
    LEFT = "left", _("Left")


MEMBERSHIP_MOVES: dict[str, frozenset[str]] = {
    MembershipState.ASKED: frozenset(
        {MembershipState.STANDING, MembershipState.DECLINED, MembershipState.LEFT}
    ),
    MembershipState.INVITED: frozenset(
        {MembershipState.STANDING, MembershipState.DECLINED, MembershipState.LEFT}
    ),
    MembershipState.STANDING: frozenset({MembershipState.LEFT}),
    MembershipState.DECLINED: frozenset({MembershipState.ASKED, MembershipState.INVITED}),
    MembershipState.LEFT: frozenset(
        {MembershipState.ASKED, MembershipState.INVITED, MembershipState.STANDING}
    ),
}


class NetworkQuerySet(SearchableQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Networks that the user may know of. A private one is known to its members and the invited."""
        known = models.Q(access__in=[NetworkAccess.OPEN, NetworkAccess.BY_REQUEST])
        if getattr(user, "pk", None):
            ties = Membership.objects.filter(
                user=user, state__in=[MembershipState.STANDING, MembershipState.INVITED]
            )
            known |= models.Q(pk__in=ties.values("network"))
        return self.filter(known)

    def read_by(self, user: Any) -> Self:
        """Networks whose threads the user may read: open ones, and those the user is a member of."""
        read = models.Q(access=NetworkAccess.OPEN)
        if getattr(user, "pk", None):
            read |= models.Q(pk__in=Membership.objects.standing().filter(user=user).values("network"))
        return self.filter(read)


class Network(Searchable):
    """People who go on talking: a community of practice, a reference group, a province's practitioners.

    Its own facilitators look after it; no role on the site opens a private one.
    """

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=120)
    purpose = models.TextField(_("what it is for"), max_length=1000)
    access = models.CharField(
        _("who reads it"), max_length=12, choices=NetworkAccess, default=NetworkAccess.BY_REQUEST
    )
    held_posts = models.PositiveSmallIntegerField(
        _("how many first posts of a new member wait for a facilitator"), default=0
    )
    word_list = models.TextField(
        _("words that hold a post for a facilitator"), blank=True, help_text=_("One a line.")
    )
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="networks_created")
    created_at = models.DateTimeField()
    is_demonstration = models.BooleanField(default=False)

    objects = NetworkQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    def words_to_find(self) -> str:
        return f"{self.name}\n{self.purpose}"

    @property
    def is_open(self) -> bool:
        return self.access == NetworkAccess.OPEN

    @property
    def is_private(self) -> bool:
        return self.access == NetworkAccess.PRIVATE


class MembershipQuerySet(models.QuerySet[Any]):
    def standing(self) -> Self:
        return self.filter(state=MembershipState.STANDING)


class Membership(models.Model):
    """A person's tie to a network. Kept when it ends, so that a record of who was in stays true."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=MembershipRole, default=MembershipRole.MEMBER)
    state = models.CharField(max_length=12, choices=MembershipState)
    words = models.CharField(_("why you would like to join"), max_length=500, blank=True)
    answer = models.CharField(_("answer"), max_length=300, blank=True)
    since = models.DateTimeField()
    decided_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="memberships_decided"
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "user"], name="one_membership_per_person"),
        ]
        indexes = [models.Index(fields=["user", "state"], name="memberships_of_a_person")]

    def __str__(self) -> str:
        return f"{self.user} in {self.network}: {self.get_state_display()}"

    @property
    def is_standing(self) -> bool:
        return self.state == MembershipState.STANDING

    @property
    def is_facilitator(self) -> bool:
        return self.is_standing and self.role == MembershipRole.FACILITATOR


class RoomQuerySet(models.QuerySet[Any]):
    def read_by(self, user: Any) -> Self:
        """Rooms whose threads the user may read, given that the user reads the network."""
        read = models.Q(is_private=False)
        if getattr(user, "pk", None):
            read |= models.Q(pk__in=RoomMember.objects.filter(user=user).values("room"))
        return self.filter(read)


class Room(models.Model):
    """A part of a network with threads of its own; a private one is for those who were let in."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="rooms")
    slug = models.SlugField(max_length=80)
    name = models.CharField(_("name"), max_length=80)
    purpose = models.CharField(_("what it is for"), max_length=300, blank=True)
    is_private = models.BooleanField(_("only for members who were let in"), default=False)
    created_at = models.DateTimeField()

    objects = RoomQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "slug"], name="one_room_per_slug"),
        ]

    def __str__(self) -> str:
        return self.name


class RoomMember(models.Model):
    """Somebody who was let into a private room. Whoever leaves the network leaves its rooms."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="people")
    user = models.ForeignKey(User, models.CASCADE, related_name="rooms")
    let_in_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    let_in_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "user"], name="one_place_in_a_room_per_person"),
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.room}"
