"""What facilitators of networks did: told to whoever keeps the log, within the same transaction.

People stand below discussion and must not import it; discussion registers its log here when it starts.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from exchange.people.models import Invitation, Membership, Network, User


class Deed(StrEnum):
    ADMIT = "admit"
    DECLINE = "decline"
    CHANGE_ROLE = "change_role"
    PUT_OUT = "put_out"
    INVITE = "invite"
    CHANGE_NETWORK = "change_network"


@dataclass(frozen=True)
class Done:
    """One deed: ``before`` holds ids and settings as they stood, never a person's words."""

    kind: Deed
    network: Network
    by: User
    at: datetime
    membership: Membership | None = None
    reason: str = ""
    before: dict[str, Any] = field(default_factory=dict)


class Log(Protocol):
    def keep(self, done: Done) -> None: ...

    def asked(self, membership: Membership) -> None:
        """Somebody asked to join, so that the facilitators hear of it."""
        ...

    def invited(self, invitation: Invitation) -> None:
        """An address was invited, so that a letter with the link goes there."""
        ...


_logs: list[Log] = []


def register(log: Log) -> None:
    if log not in _logs:
        _logs.append(log)


def keep(done: Done) -> None:
    for log in _logs:
        log.keep(done)


def tell_of_request(membership: Membership) -> None:
    for log in _logs:
        log.asked(membership)


def tell_of_invitation(invitation: Invitation) -> None:
    for log in _logs:
        log.invited(invitation)
