"""Reply addresses: ``reply+<token>@…`` names a person and a post, and nobody can make one up.

A token is letters and digits of one case (base32), since mail programs and servers change the case of
addresses. It does not expire: people answer old mail. What it may do is asked when the answer comes.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import constant_time_compare

SALT = b"forums.mail.addresses"
SIGNATURE_BYTES = 16
LONGEST_LOCAL_PART = 64  # RFC 5321
LONGEST_TOKEN = 58


@dataclass(frozen=True)
class Token:
    """Who was written to, and of which post; by their primary keys, which are never given twice."""

    user_id: int
    post_id: int


def address_for(token: Token) -> str:
    """The address at which this person answers this post; empty where replies by mail are off."""
    if not settings.MAIL_REPLY_ADDRESS:
        return ""
    local, _, domain = settings.MAIL_REPLY_ADDRESS.rpartition("@")
    return f"{local}+{_encode(token)}@{domain}"


def token_of(addresses: Sequence[str]) -> Token | None:
    """What the first of the addresses that is ours and genuine stands for."""
    local, _, domain = settings.MAIL_REPLY_ADDRESS.lower().rpartition("@")
    for address in addresses:
        name, _, host = address.strip().lower().rpartition("@")
        if local and host == domain and name.startswith(f"{local}+"):
            token = _decode(name.removeprefix(f"{local}+"))
            if token:
                return token
    return None


def is_ours(address: str) -> bool:
    """Whether a mail from this address was sent by this site, so that to answer it would be a loop."""
    local, _, domain = settings.MAIL_REPLY_ADDRESS.lower().rpartition("@")
    name, _, host = address.strip().lower().rpartition("@")
    return bool(local) and host == domain and name.partition("+")[0] == local


def _encode(token: Token) -> str:
    payload = _number(token.user_id) + _number(token.post_id)
    signed = payload + _signatures(payload)[0]
    return base64.b32encode(signed).decode().rstrip("=").lower()


def _decode(text: str) -> Token | None:
    if len(text) > LONGEST_TOKEN:
        return None
    try:
        signed = base64.b32decode(text.upper() + "=" * (-len(text) % 8))
    except (binascii.Error, ValueError):
        return None
    payload, signature = signed[:-SIGNATURE_BYTES], signed[-SIGNATURE_BYTES:]
    if not any(constant_time_compare(signature, good) for good in _signatures(payload)):
        return None
    user_id, post_id = _numbers(payload)
    return Token(user_id, post_id)


def _signatures(payload: bytes) -> list[bytes]:
    """By the key of today and by those before it: a new key should not orphan the mail of last month."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [
        hmac.digest(hashlib.sha256(SALT + str(key).encode()).digest(), payload, "sha256")[:SIGNATURE_BYTES]
        for key in keys
    ]


def _number(value: int) -> bytes:
    """Seven bits a byte, the last one without the eighth: short for small sites, and has no limit."""
    groups = [value & 0x7F]
    while value := value >> 7:
        groups.append(0x80 | value & 0x7F)
    return bytes(reversed(groups))


def _numbers(payload: bytes) -> list[int]:
    found, value = [], 0
    for byte in payload:
        value = value << 7 | byte & 0x7F
        if not byte & 0x80:
            found.append(value)
            value = 0
    return found
