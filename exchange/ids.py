"""Ids that say nothing: random, so that neither order nor count can be read from them."""

import secrets

# No 0 O 1 I L: a code is read aloud in a room and typed on a small phone.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 6


def public_id() -> str:
    """A public id of 11 URL-safe characters (64 random bits)."""
    return secrets.token_urlsafe(8)


def quotation_id() -> str:
    """A public id of 22 URL-safe characters (128 random bits): nobody may guess a quotation."""
    return secrets.token_urlsafe(16)


def join_code() -> str:
    """Six characters by which people join a live session."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
