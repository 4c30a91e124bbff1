"""The signed link of an invitation. How long it holds is kept in the invitation, which can be taken back."""

from django.core import signing

SALT = "people.invitation"


def token_of(invitation_id: int) -> str:
    return signing.Signer(salt=SALT).sign(str(invitation_id))


def invitation_id_of(token: str) -> int | None:
    """None for whatever was not signed here."""
    try:
        text = signing.Signer(salt=SALT).unsign(token)
    except signing.BadSignature:
        return None
    return int(text) if text.isdecimal() else None
