"""Where an answer to a notice goes by mail: asked of whoever takes such answers in.

The forums register themselves when they start; without them, or where replies by mail are off, a
notice has no address to answer to.
"""

from collections.abc import Callable
from typing import Any

AddressOf = Callable[[Any, str], str]

_address_of: list[AddressOf] = []


def register_replies(address_of: AddressOf) -> None:
    """``address_of(recipient, reply_key)`` is an address, or empty."""
    _address_of[:] = [address_of]


def reply_address(recipient: Any, reply_key: str) -> str:
    """What stands in Reply-To of a mail to this recipient about this thing (``Told.reply_key``)."""
    return _address_of[0](recipient, reply_key) if _address_of and reply_key else ""
