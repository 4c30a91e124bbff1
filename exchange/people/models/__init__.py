from exchange.people.models.consent import Consent, ConsentPurpose, ConsentWording
from exchange.people.models.invitation import Invitation
from exchange.people.models.network import (
    MEMBERSHIP_MOVES,
    Membership,
    MembershipRole,
    MembershipState,
    Network,
    NetworkAccess,
    Room,
    RoomMember,
)
from exchange.people.models.organisation import Organisation
from exchange.people.models.suspension import Suspension
from exchange.people.models.user import User

__all__ = [
    "MEMBERSHIP_MOVES",
    "Consent",
    "ConsentPurpose",
    "ConsentWording",
    "Invitation",
    "Membership",
    "MembershipRole",
    "MembershipState",
    "Network",
    "NetworkAccess",
    "Organisation",
    "Room",
    "RoomMember",
    "Suspension",
    "User",
]
