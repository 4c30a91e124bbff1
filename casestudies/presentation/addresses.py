"""Addresses as people outside this site need them."""

from urllib.parse import urljoin

from django.conf import settings


def absolute(path: str) -> str:
    """A path of this site as people outside it need it."""
    return urljoin(settings.SITE_URL + "/", path.lstrip("/"))
