"""Conversations: who sees them, reads their words, takes part in them, runs them.

Somebody without an account takes part by a signed link. What it leads to is kept in a signed cookie; it
holds while the nonce in it is still the participant's.
"""

from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.crypto import constant_time_compare

from forums.models import Conversation, ConversationParticipant, Post, Round, looks_after_conversations

LINK_SALT = "forums.conversation"


@dataclass(frozen=True)
class Seat:
    """What somebody is to a conversation: outside, invited, in the room, a host, a facilitator."""

    conversation: Conversation
    user: Any
    participant: ConversationParticipant | None = None

    @property
    def is_inside(self) -> bool:
        return self.participant is not None or looks_after_conversations(self.user)

    @property
    def may_run(self) -> bool:
        """Facilitators of the site, and its own hosts, with an account or without."""
        is_host = self.participant is not None and self.participant.is_host
        return is_host or bool(getattr(self.user, "can_facilitate", False))

    @property
    def reads_words(self) -> bool:
        return self.is_inside or self.conversation.has_open_words

    @property
    def is_in_the_room(self) -> bool:
        return self.participant is not None and self.participant.joined_at is not None

    @property
    def speaks(self) -> bool:
        return self.is_in_the_room and self.participant is not None and not self.participant.listens


# Links of people without an account ---------------------------------------------------------------
def link_of(participant: ConversationParticipant) -> str:
    """What stands in somebody's own link; empty for who takes part with an account."""
    if not participant.link_nonce:
        return ""
    return signing.Signer(salt=LINK_SALT).sign(f"{participant.public_id}.{participant.link_nonce}")


def participant_by_link(token: str) -> ConversationParticipant | None:
    """Whoever the link was made for, while it holds."""
    try:
        public_id, _dot, nonce = signing.Signer(salt=LINK_SALT).unsign(token).partition(".")
    except signing.BadSignature:
        return None
    standing = ConversationParticipant.objects.filter(left_at=None).select_related("conversation", "user")
    found = standing.filter(public_id=public_id).first()
    if found and nonce and constant_time_compare(found.link_nonce, nonce):
        return found
    return None


# Where somebody sits ------------------------------------------------------------------------------
def seat_at(user: Any, slug: str, kept_link: str = "") -> Seat:
    """A conversation that one may see, and what one is to it. Whoever is invited sees it at any time."""
    conversations = Conversation.objects.select_related("theme", "engagement", "format")
    conversation = get_object_or_404(conversations, slug=slug)
    seat = Seat(conversation, user, _participant_in(conversation, user, kept_link))
    if conversation.is_preparing and not seat.is_inside:
        raise Http404
    return seat


def _participant_in(conversation: Conversation, user: Any, kept_link: str) -> ConversationParticipant | None:
    if getattr(user, "pk", None):
        standing = ConversationParticipant.objects.filter(conversation=conversation, left_at=None)
        found = standing.filter(user=user.pk).first()
        if found:
            return found
    found = participant_by_link(kept_link) if kept_link else None
    return found if found and found.conversation_id == conversation.pk else None


def seat_inside(user: Any, slug: str, kept_link: str = "") -> Seat:
    """For who takes part, and for who looks after conversations."""
    seat = seat_at(user, slug, kept_link)
    if not seat.is_inside:
        raise PermissionDenied
    return seat


def seat_of_participant(user: Any, slug: str, kept_link: str = "") -> Seat:
    """For who takes part themselves."""
    seat = seat_at(user, slug, kept_link)
    if seat.participant is None:
        raise PermissionDenied
    return seat


def seat_to_run(user: Any, slug: str, kept_link: str = "") -> Seat:
    """For hosts and facilitators."""
    seat = seat_at(user, slug, kept_link)
    if not seat.may_run:
        raise PermissionDenied
    return seat


def seat_to_read_words(user: Any, slug: str, kept_link: str = "") -> Seat:
    seat = seat_at(user, slug, kept_link)
    if not seat.reads_words:
        raise PermissionDenied
    return seat


# What stands in a conversation --------------------------------------------------------------------
def round_in(seat: Seat, position: int) -> Round:
    rounds = Round.objects.select_related("turn_of", "post")
    found = get_object_or_404(rounds, conversation=seat.conversation, position=position)
    found.conversation = seat.conversation
    return found


def post_in(seat: Seat, number: int) -> Post:
    """A post of the conversation's own record."""
    return get_object_or_404(
        Post.objects.filter(thread__is_record=True, thread__live_session=None, state="visible"),
        thread__conversation=seat.conversation,
        number=number,
    )
