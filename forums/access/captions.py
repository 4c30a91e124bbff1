"""The bearer token of a captioning service: signed, of one session, good while its nonce stands."""

from django.core import signing
from django.utils.crypto import constant_time_compare

from forums.models import LiveSession

SALT = "forums.captions"


def captions_token(session: LiveSession) -> str:
    """The token that stands now; empty where there is none."""
    if not session.captions_nonce:
        return ""
    return signing.Signer(salt=SALT).signature(f"{session.slug}:{session.captions_nonce}")


def is_captions_token(session: LiveSession, token: str) -> bool:
    standing = captions_token(session)
    return bool(standing) and constant_time_compare(standing, token)
