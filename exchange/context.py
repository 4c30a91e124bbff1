from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from exchange.development_views import reads_mail
from exchange.notices.queries import unread_count


def site(request: HttpRequest) -> dict[str, Any]:
    """What every page needs to name itself."""
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "source_url": settings.SOURCE_URL,
        "page_url": settings.SITE_URL + request.path,
        # Lazy: only the head of a member's page asks, so nothing else pays for the query.
        "reads_mail": SimpleLazyObject(partial(_reads_mail, request)),
        "unread_notices": SimpleLazyObject(partial(_unread_notices, request)),
    }


def _reads_mail(request: HttpRequest) -> bool:
    return reads_mail(getattr(request, "user", None))


def _unread_notices(request: HttpRequest) -> int:
    return unread_count(getattr(request, "user", None))
