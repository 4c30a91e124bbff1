"""Who is there."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from exchange.people.models import User


def member(request: HttpRequest) -> User:
    """The member behind a request. LoginRequiredMiddleware keeps visitors off pages that ask."""
    if isinstance(request.user, User):
        return request.user
    raise PermissionDenied


def member_or_none(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None
