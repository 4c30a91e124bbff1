"""Names that a thing keeps for good, whatever becomes of its address (RFC 4151)."""

from urllib.parse import urlsplit

from django.conf import settings

SINCE = "2026"


def tag_of(kind: str, pk: int) -> str:
    """``tag:exchange.example,2026:case-study/1``"""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{SINCE}:{kind}/{pk}"
