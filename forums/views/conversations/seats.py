"""Who somebody is in a conversation: a member by account, another by the link that their browser keeps."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from forums.access import conversations as access
from forums.access import session_to_enter
from forums.access.conversations import Seat
from forums.models import ConversationParticipant, LiveSession

KEPT_FOR_SECONDS = 120 * 24 * 3600
PATH = "/"  # also where a conversation is held live


def cookie_name(slug: str) -> str:
    return f"seat_{slug}"


def kept_link(request: HttpRequest, slug: str) -> str:
    return request.COOKIES.get(cookie_name(slug), "")


def remember(response: HttpResponse, participant: ConversationParticipant) -> None:
    """Keep the link of somebody without an account in this browser; it is signed already."""
    response.set_cookie(
        cookie_name(participant.conversation.slug),
        access.link_of(participant),
        max_age=KEPT_FOR_SECONDS,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def seat(request: HttpRequest, slug: str, find: Callable[..., Seat]) -> Seat:
    """``find`` is one of the functions of ``forums.access.conversations`` that end in a seat."""
    return find(request.user, slug, kept_link(request, slug))


def session_in_reach(request: HttpRequest, slug: str) -> LiveSession:
    """The room of a live session that this browser may enter."""
    return session_to_enter(request.user, slug, lambda place: kept_link(request, place))
