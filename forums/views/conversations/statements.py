"""Voting on a conversation's statements, one at a time: on a phone, by keyboard, without JavaScript."""

from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from exchange.errors import ActionError
from exchange.people.access import member_or_none
from forums.access.conversations import Seat
from forums.access.statements import (
    may_vote,
    require_result,
    seat_to_read_statements,
    seat_to_vote,
    statement_in,
)
from forums.actions.conversations.voting import VALUES, VotesAs, vote_on_statement
from forums.presentation.polis import FILES, RefusedFile, polis_file
from forums.queries.conversations.collective import collective_view
from forums.queries.conversations.statements import ballot_of, voter_of
from forums.views.conversations.seats import KEPT_FOR_SECONDS, seat

SALT = "forums.statement_voter"


def guest_cookie(slug: str) -> str:
    return f"votes_{slug}"


def guest_key(request: HttpRequest, slug: str) -> UUID | None:
    """The key under which this browser votes as a guest, if it holds one that we signed."""
    value = request.get_signed_cookie(guest_cookie(slug), "", salt=SALT)
    return UUID(value) if value else None


def _remember(response: HttpResponse, slug: str, key: UUID) -> None:
    response.set_signed_cookie(
        guest_cookie(slug),
        str(key),
        salt=SALT,
        max_age=KEPT_FOR_SECONDS,
        path=reverse("statements", args=[slug]),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


@login_not_required
@never_cache
@require_safe
def statements(request: HttpRequest, slug: str) -> HttpResponse:
    """``s`` asks for one of them: to vote on it again, or before the others."""
    return statements_page(request, seat(request, slug, seat_to_read_statements), asked=_asked(request))


def statements_page(
    request: HttpRequest, at: Seat, *, asked: int = 0, error: str = "", status: int = 200
) -> HttpResponse:
    conversation = at.conversation
    is_open = conversation.takes_votes(timezone.now())
    voter = voter_of(
        conversation, at.participant, member_or_none(request), guest_key(request, conversation.slug)
    )
    context = {
        "seat": at,
        "conversation": conversation,
        "ballot": ballot_of(conversation, voter, asked=asked),
        "is_open": is_open,
        "may_vote": is_open and may_vote(at),
        "collective": None if is_open else collective_view(conversation, is_open=False),
        "files": FILES if at.may_run else FILES[1:],
        "error": error,
    }
    return render(request, "forums/conversations/statements.html", context, status=status)


def _asked(request: HttpRequest) -> int:
    text = request.GET.get("s", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0


@login_not_required
@require_POST
def vote(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """``vote`` is agree, disagree or pass; then comes the next statement."""
    at = seat(request, slug, seat_to_vote)
    statement = statement_in(at, number)
    user = member_or_none(request)
    key = guest_key(request, slug)
    if at.participant is None and user is None and key is None:
        key = uuid4()
    value = VALUES.get(request.POST.get("vote", ""))
    if value is None:
        return statements_page(request, at, asked=number, status=400)
    participant = at.participant if at.is_in_the_room else None
    try:
        vote_on_statement(statement=statement, by=VotesAs(participant, user, key), value=value)
    except ActionError as refused:
        return statements_page(request, at, asked=number, error=str(refused.message), status=refused.status)
    response = redirect(f"{reverse('statements', args=[slug])}#now")
    if at.participant is None and user is None and key:
        _remember(response, slug, key)
    return response


@login_not_required
@require_safe
def statements_file(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """A file in the layout of a Polis export. Single votes are for those who run the conversation."""
    at = seat(request, slug, seat_to_read_statements)
    require_result(at)
    try:
        content = polis_file(at.conversation, name, may_run=at.may_run)
    except RefusedFile as refused:
        return statements_page(request, at, error=str(refused.message), status=refused.status)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}.{name}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response
