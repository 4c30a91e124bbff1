"""How to enter what belongs to a network: a private one, which is nobody else's business.

``in_private`` and ``as_member`` are for every part of the site that needs a private thread.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from exchange.people.actions.invitations import make_invitation_link
from exchange.people.actions.rooms import make_room
from exchange.people.invitations import token_of
from exchange.people.models import Network, NetworkAccess, User
from exchange.permissions import PRIVATE, Part
from forums.models import Thread
from tests.exchange.visit import Visit
from tests.factories import make_member, make_network, make_thread


def fikile() -> User:
    """She facilitates a network and has no role on the site."""
    return make_member("Fikile Sithole")


def gift() -> User:
    """He is a member of that network."""
    return make_member("Gift Molefe")


def network_of(access: NetworkAccess = NetworkAccess.PRIVATE) -> Network:
    return make_network("Survivors' Circle", access, gift(), slug="survivors-circle", facilitator=fikile())


def private_thread() -> Thread:
    """Gift's thread on the board of a private network."""
    return make_thread(network_of(), gift(), title="Lights that last")


PEOPLE: dict[Part, Callable[[Any], None]] = {
    Part.NETWORK_MEMBER: lambda client: client.force_login(gift()),
    Part.NETWORK_FACILITATOR: lambda client: client.force_login(fikile()),
}


def in_private(*, data: dict[str, Any] | None = None, **kwargs: Any) -> Visit:
    """A route about a private thread, whose number is ``thread_id``."""
    return Visit({"thread_id": private_thread().pk, **kwargs}, data or {}, PEOPLE)


def at_network(access: NetworkAccess, data: dict[str, Any] | None = None, **kwargs: Any) -> Visit:
    """A route about a network, named by its slug."""
    return Visit({"slug": network_of(access).slug, **kwargs}, data or {}, PEOPLE)


def at_room(access: NetworkAccess, data: dict[str, Any] | None = None, **kwargs: Any) -> Visit:
    room = make_room(network=network_of(access), name="Lighting", by=fikile())
    return at_network(access, data, room_slug=room.slug, **kwargs)


def at_invitation(access: NetworkAccess) -> Visit:
    invitation = make_invitation_link(network=network_of(access), by=fikile())
    return at_network(access, invitation_id=invitation.pk)


def with_link() -> Visit:
    return Visit({"token": token_of(make_invitation_link(network=network_of(), by=fikile()).pk)})


NETWORK = {"name": "Night walkers", "purpose": "Streets at night.", "access": "private", "held_posts": 0}
ROOM = {"name": "Stations"}
ROUTES: dict[str, Callable[[NetworkAccess], Visit]] = {
    "network": at_network,
    "network_room": at_room,
    "network_members": at_network,
    "network_settings": lambda access: at_network(access, {**NETWORK, "name": "Survivors' Circle"}),
    "own_membership": lambda access: at_network(access, {"words": "I walk at night, too."}, verb="ask"),
    "member_act": lambda access: at_network(access, handle=gift().handle, verb="make-facilitator"),
    "invite": lambda access: at_network(access, {"email": "somebody@people.example"}),
    "withdraw_invitation": at_invitation,
    "new_room": lambda access: at_network(access, ROOM),
    "edit_room": lambda access: at_room(access, ROOM),
    "room_person": lambda access: at_room(access, {"person": gift().handle}, verb="let-in"),
}
WRITING = {"text": "We count them every Friday."}

VISITS: dict[tuple[str, str], Callable[[], Visit]] = {
    ("thread", PRIVATE): lambda: in_private(slug="lights-that-last"),
    ("thread_by_id", PRIVATE): in_private,
    ("reply", PRIVATE): lambda: in_private(data=WRITING),
    ("reply_to_post", PRIVATE): lambda: in_private(number=1, data=WRITING),
    ("post_history", PRIVATE): lambda: in_private(number=1),
    ("new_network", ""): lambda: Visit(data=NETWORK),
    ("invitation_link", ""): lambda: at_network(NetworkAccess.BY_REQUEST),
    ("invitation_link", PRIVATE): lambda: at_network(NetworkAccess.PRIVATE),
    ("invitation", ""): with_link,
}
for _name, _visit in ROUTES.items():
    VISITS[_name, ""] = partial(_visit, NetworkAccess.BY_REQUEST)
    VISITS[_name, PRIVATE] = partial(_visit, NetworkAccess.PRIVATE)
