"""Guests: a signed HttpOnly cookie per session, no account, no Django session row."""

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from forums import access
from forums.actions.live.participants import guest_of, merge_guest
from forums.models import LiveSession, Participant

SALT = "forums.guest"
RETURN_SALT = "forums.guest_return"
KEPT_FOR_SECONDS = 30 * 24 * 3600


def cookie_name(session: LiveSession) -> str:
    return f"guest_{session.pk}"


def guest_key(request: HttpRequest, session: LiveSession) -> UUID | None:
    """The guest's key in a session, if this browser holds one that we signed."""
    value = request.get_signed_cookie(cookie_name(session), "", salt=SALT)
    return UUID(value) if value else None


def return_token(guest: Participant) -> str:
    """What leads a guest back to themselves, on another device or after the cookies are gone."""
    return signing.Signer(salt=f"{RETURN_SALT}.{guest.session_id}").sign(str(guest.guest_key))


def guest_by_token(session: LiveSession, token: str) -> Participant | None:
    try:
        key = signing.Signer(salt=f"{RETURN_SALT}.{session.pk}").unsign(token)
    except signing.BadSignature:
        return None
    return guest_of(session, UUID(key))


def remember_guest(response: HttpResponse, guest: Participant) -> None:
    session = guest.session
    response.set_signed_cookie(
        cookie_name(session),
        str(guest.guest_key),
        salt=SALT,
        max_age=KEPT_FOR_SECONDS,
        path=f"/live/{session.slug}/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def current_participant(request: HttpRequest, session: LiveSession) -> Participant | None:
    """Who this browser is in the session. A guest who has logged in becomes the member."""
    key = guest_key(request, session)
    if request.user.is_authenticated and key:
        guest = guest_of(session, key)
        if guest:
            return merge_guest(guest=guest, user=request.user)
    return access.participant_in(session, request.user, key)
