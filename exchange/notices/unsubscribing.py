"""The signed links that stop mail without a login, as RFC 8058 asks: they do not grow old."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.signing import BadSignature, Signer
from django.urls import reverse

_signer = Signer(salt="exchange.notices.unsubscribe")


@dataclass(frozen=True)
class Unsubscribing:
    user: Any
    kind: str


def unsubscribe_url(user_id: int, kind: str) -> str:
    return settings.SITE_URL + reverse("unsubscribe", args=[_signer.sign(f"{user_id}.{kind}")])


def unsubscribing(token: str) -> Unsubscribing | None:
    """Whose mail, and which, a link is to stop; None if the link is not whole or the account is gone."""
    try:
        user_id, _dot, kind = _signer.unsign(token).partition(".")
    except BadSignature:
        return None
    user = get_user_model().objects.filter(pk=user_id).first()
    return Unsubscribing(user, kind) if user else None
