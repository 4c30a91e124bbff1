"""Statements of a conversation: who reads them, and who votes on them."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from forums.access.conversations import Seat, seat_at
from forums.models import Statement


def reads_statements(seat: Seat) -> bool:
    """Whoever reads the words; and everybody, where others than participants are asked to vote."""
    return seat.reads_words or (seat.conversation.is_voting_public and not seat.conversation.is_preparing)


def may_vote(seat: Seat) -> bool:
    """Whoever takes part, speaking or listening; members and guests where they are asked to."""
    return seat.is_in_the_room or seat.conversation.is_voting_public


def seat_to_read_statements(user: Any, slug: str, kept_link: str = "") -> Seat:
    seat = seat_at(user, slug, kept_link)
    if not reads_statements(seat):
        raise PermissionDenied
    return seat


def seat_to_vote(user: Any, slug: str, kept_link: str = "") -> Seat:
    seat = seat_to_read_statements(user, slug, kept_link)
    if not may_vote(seat):
        raise PermissionDenied
    return seat


def statement_in(seat: Seat, number: int) -> Statement:
    """A statement that was put to the vote, whether or not it was taken out since."""
    found = Statement.objects.select_related("quotation__revision__post")
    return get_object_or_404(found, conversation=seat.conversation, number=number)


def require_result(seat: Seat) -> None:
    """404 until the voting has closed: before, there is no result for anybody."""
    if not seat.conversation.has_closed_votes:
        raise Http404
