"""Live sessions: the room, the desk and the screen."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from casestudies.models import CaseStudy
from forums.access.captions import is_captions_token
from forums.access.conversations import seat_at
from forums.access.subjects import require_facilitator, subject_to_read
from forums.models import LiveSession, Participant, Question, Subject

SCREEN_SALT = "forums.screen"
NOT_INSIDE = _(
    "This session is held under Chatham House. Only who takes part in its conversation comes in: use the "
    "link that you were sent, or log in."
)


def subject_to_hold_a_session_on(user: Any, kind: str, slug: str) -> Subject:
    """A subject for a live session, by a facilitator. A session is public, so its subject must be."""
    subject = subject_to_read(user, kind, slug)
    if isinstance(subject, CaseStudy) and not subject.is_public:
        raise Http404
    require_facilitator(user)
    return subject


def session_to_see(slug: str) -> LiveSession:
    return get_object_or_404(LiveSession.objects.with_subject(), slug=slug, has_room=True)


def session_to_enter(user: Any, slug: str, kept_link: Callable[[str], str]) -> LiveSession:
    """A session's room, for everybody; under Chatham House for who takes part in its conversation.

    ``kept_link`` gives the link by which this browser takes part in the conversation of a slug.
    """
    session = session_to_see(slug)
    if session.conversation and session.is_chatham_house:
        place = session.conversation.slug
        if not seat_at(user, place, kept_link(place)).is_inside:
            raise PermissionDenied(NOT_INSIDE)
    return session


def session_to_facilitate(user: Any, slug: str) -> LiveSession:
    session = session_to_see(slug)
    require_facilitator(user)
    return session


def takes_minutes(user: Any, session: LiveSession) -> bool:
    """A facilitator does, and a member whom one has named for this session."""
    if getattr(user, "can_facilitate", False):
        return True
    named = Participant.objects.filter(session=session, is_note_taker=True, blocked_at__isnull=True)
    return bool(getattr(user, "pk", None)) and named.filter(user=user).exists()


def session_to_take_minutes(user: Any, slug: str) -> LiveSession:
    session = session_to_see(slug)
    if not takes_minutes(user, session):
        raise PermissionDenied
    return session


def session_to_caption(slug: str, token: str) -> LiveSession:
    """A session for the captioning service that has its token."""
    session = session_to_see(slug)
    if not is_captions_token(session, token):
        raise PermissionDenied
    return session


def session_to_look_back_on(slug: str) -> LiveSession:
    """A session that has closed, for everybody. What it says is what a visitor may read in its threads."""
    session = session_to_see(slug)
    if not session.is_closed or session.is_rehearsal:
        raise Http404
    return session


def session_to_report(user: Any, slug: str) -> LiveSession:
    """Its figures, for everybody once it has closed; for facilitators at any time."""
    if getattr(user, "can_facilitate", False):
        return session_to_see(slug)
    return session_to_look_back_on(slug)


def rehearsal_to_end(user: Any, slug: str) -> LiveSession:
    """A rehearsal, by a facilitator; 404 for a session that counts."""
    session = session_to_facilitate(user, slug)
    if not session.is_rehearsal:
        raise Http404
    return session


def screen_key(session: LiveSession) -> str:
    """The signature by which a projector without a login may show a session, until the link is renewed."""
    nonce = f":{session.screen_nonce}" if session.screen_nonce else ""
    return signing.Signer(salt=SCREEN_SALT).signature(session.slug + nonce)


def session_to_show(user: Any, slug: str, key: str) -> LiveSession:
    """A session for its screen: for facilitators, and for whoever holds the signed link.

    Once a session under Chatham House has closed, the link shows it no more.
    """
    session = session_to_see(slug)
    is_over = session.is_closed and session.is_chatham_house
    if getattr(user, "can_facilitate", False):
        return session
    if constant_time_compare(key, screen_key(session)) and not is_over:
        return session
    raise Http404


def participant_in(session: LiveSession, user: Any, guest_key: UUID | None) -> Participant | None:
    """Who this visitor is in the session: a member by account, a guest by their signed cookie."""
    people = Participant.objects.select_related("user")
    if getattr(user, "is_authenticated", False):
        return people.filter(session=session, user=user).first()
    if guest_key:
        return people.filter(session=session, guest_key=guest_key).first()
    return None


def question_to_take_part(session: LiveSession, public_id: str, participant: Participant) -> Question:
    """A question in the room, or the participant's own."""
    question = get_object_or_404(
        Question.objects.with_people().select_related("session"), session=session, public_id=public_id
    )
    if not question.is_in_the_room and question.asker_id != participant.pk:
        raise Http404
    return question


def question_to_facilitate(user: Any, slug: str, public_id: str) -> Question:
    session = session_to_facilitate(user, slug)
    return get_object_or_404(
        Question.objects.with_people().select_related("session"), session=session, public_id=public_id
    )
