"""Where a publication was talked about. The library does not know; an app above it registers who does."""

from collections.abc import Callable

from casestudies.models import RecordedLearning

Address = Callable[[RecordedLearning], str]
_addresses: list[Address] = []


def lead_to_discussion(address: Address) -> None:
    """Registers what tells the path of the discussion that a publication came from, or "" for unknown."""
    if address not in _addresses:
        _addresses.append(address)


def discussion_of(learning: RecordedLearning) -> str:
    """The path of the discussion that a publication came from; empty where nobody knows one."""
    return next(filter(None, (address(learning) for address in _addresses)), "")
