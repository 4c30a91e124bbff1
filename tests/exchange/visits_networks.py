"""How to enter what belongs to a network: a private one, which is nobody else's business.

``in_private`` and ``as_member`` are for every part of the site that needs a private thread.
"""

from collections.abc import Callable
from typing import Any

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


WRITING = {"text": "We count them every Friday."}

VISITS: dict[tuple[str, str], Callable[[], Visit]] = {
    ("thread", PRIVATE): lambda: in_private(slug="lights-that-last"),
    ("thread_by_id", PRIVATE): in_private,
    ("reply", PRIVATE): lambda: in_private(data=WRITING),
    ("reply_to_post", PRIVATE): lambda: in_private(number=1, data=WRITING),
    ("post_history", PRIVATE): lambda: in_private(number=1),
}
