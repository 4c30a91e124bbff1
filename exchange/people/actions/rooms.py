"""Rooms of a network, and who was let into a private one."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.actions.networks import locked, one_line
from exchange.people.models import Membership, Network, Room, RoomMember, User
from exchange.people.network_log import Deed, Done, keep

RESERVED_SLUGS = frozenset({"new"})
MOST_ROOMS = 50


class RoomNameMissing(ActionError):
    message = _("Please give the room a name.")
    status = 400


class RoomNameTaken(ActionError):
    message = _("This network has a room of that name. Give it another name.")
    status = 400


class TooManyRooms(ActionError):
    message = _("A network can have %(limit)s rooms.")

    def __init__(self) -> None:
        super().__init__(self.message % {"limit": MOST_ROOMS})


class RoomStaysClose(ActionError):
    message = _(
        "People have written here for the room alone, so it stays private. "
        "Make a new room for what all members may read."
    )


class NotInTheNetwork(ActionError):
    message = _("Only members of the network can be let into its rooms.")


@transaction.atomic
def make_room(
    *,
    network: Network,
    name: str,
    by: User,
    purpose: str = "",
    is_private: bool = False,
    now: datetime | None = None,
) -> Room:
    """Make a room; whoever makes a private one is in it.

    Raises RoomNameMissing, RoomNameTaken, TooManyRooms.
    """
    now = now or timezone.now()
    network = locked(network)
    name = free_name(network, name)
    if network.rooms.count() >= MOST_ROOMS:
        raise TooManyRooms
    room = Room.objects.create(
        network=network,
        slug=free_slug(network, name),
        name=name,
        purpose=one_line(purpose),
        is_private=is_private,
        created_at=now,
    )
    if is_private and Membership.objects.standing().filter(network=network, user=by).exists():
        RoomMember.objects.create(room=room, user=by, let_in_by=by, let_in_at=now)
    keep(Done(Deed.CHANGE_NETWORK, network, by, now, before={"room": room.pk, "changed": ["made"]}))
    return room


@transaction.atomic
def change_room(
    *, room: Room, name: str, by: User, purpose: str, is_private: bool, now: datetime | None = None
) -> Room:
    """Rename a room or make it private, at once for all that was written in it. Its address stays.

    Raises RoomNameMissing, RoomNameTaken, RoomStaysClose.
    """
    now = now or timezone.now()
    network = locked(room.network)
    room = Room.objects.select_related("network").get(pk=room.pk)
    name = free_name(network, name, except_for=room)
    if room.is_private and not is_private:
        raise RoomStaysClose
    wanted = {"name": name, "purpose": one_line(purpose), "is_private": is_private}
    changed = [field for field, value in wanted.items() if getattr(room, field) != value]
    if not changed:
        return room
    becomes_private = "is_private" in changed
    for field in changed:
        setattr(room, field, wanted[field])
    room.save(update_fields=changed)
    if becomes_private and Membership.objects.standing().filter(network=network, user=by).exists():
        RoomMember.objects.get_or_create(room=room, user=by, defaults={"let_in_by": by, "let_in_at": now})
    keep(Done(Deed.CHANGE_NETWORK, network, by, now, before={"room": room.pk, "changed": changed}))
    return room


@transaction.atomic
def let_into_room(*, room: Room, user: User, by: User, now: datetime | None = None) -> RoomMember:
    """Let a member into a private room, which the log keeps. Twice is quiet. Raises NotInTheNetwork."""
    now = now or timezone.now()
    network = locked(room.network)
    membership = Membership.objects.standing().filter(network=network, user=user).first()
    if membership is None:
        raise NotInTheNetwork
    place, is_new = RoomMember.objects.get_or_create(
        room=room, user=user, defaults={"let_in_by": by, "let_in_at": now}
    )
    if is_new:
        keep(Done(Deed.ADMIT, network, by, now, membership, before={"room": room.pk}))
    return place


@transaction.atomic
def put_out_of_room(*, room: Room, user: User, by: User, now: datetime | None = None) -> None:
    """Take somebody out of a private room; they stay in the network. Twice is quiet."""
    network = locked(room.network)
    gone, _by_model = RoomMember.objects.filter(room=room, user=user).delete()
    if gone:
        membership = Membership.objects.filter(network=network, user=user).first()
        keep(Done(Deed.PUT_OUT, network, by, now or timezone.now(), membership, before={"room": room.pk}))


def free_name(network: Network, name: str, *, except_for: Room | None = None) -> str:
    """Raises RoomNameMissing, RoomNameTaken."""
    name = one_line(name)
    if not name:
        raise RoomNameMissing
    others = network.rooms.exclude(pk=except_for.pk) if except_for else network.rooms.all()
    if others.filter(name__iexact=name).exists():
        raise RoomNameTaken
    return name


def free_slug(network: Network, name: str) -> str:
    wanted = slugify(name)[:76].strip("-") or "room"
    taken = {*network.rooms.values_list("slug", flat=True), *RESERVED_SLUGS}
    slug, number = wanted, 1
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug
