"""Networks and who is in them."""

from exchange.people.models import Membership, MembershipRole, MembershipState, Network, NetworkAccess, User
from tests.factories.people import amina
from tests.factories.time import NOW


def make_network(
    name: str = "Safe Stations Network",
    access: NetworkAccess = NetworkAccess.BY_REQUEST,
    *members: User,
    slug: str = "safe-stations",
    facilitator: User | None = None,
    **fields: object,
) -> Network:
    """A network that Amina facilitates unless told otherwise, with these members."""
    network, _created = Network.objects.get_or_create(
        slug=slug,
        defaults={
            "name": name,
            "purpose": "Stations that feel safe.",
            "access": access,
            "created_at": NOW,
            **fields,
        },
    )
    let_in(network, facilitator or amina(), role=MembershipRole.FACILITATOR)
    for member in members:
        let_in(network, member)
    return network


def let_in(network: Network, user: User, role: MembershipRole = MembershipRole.MEMBER) -> Membership:
    membership, _created = Membership.objects.update_or_create(
        network=network,
        user=user,
        defaults={"role": role, "state": MembershipState.STANDING, "since": NOW},
    )
    return membership
