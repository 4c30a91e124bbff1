"""The rounds of a conversation: laid out, run, and what they came to."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from exchange.errors import ActionError
from exchange.http import done, refusal, wants_json
from forums.access.conversations import Seat, round_in, seat_to_run
from forums.actions.conversations import rounds as acts
from forums.actions.conversations import turns
from forums.actions.conversations.harvesting import note_harvest
from forums.forms.conversations import RoundForm
from forums.models import ConversationParticipant, Round
from forums.queries.conversations.words import harvest_form_of
from forums.views.conversations.seats import seat
from forums.views.conversations.setting_up import prepare_page
from forums.views.conversations.taking_part import room_page


@require_POST
def add(request: HttpRequest, slug: str) -> HttpResponse:
    at = seat(request, slug, seat_to_run)
    form = RoundForm(request.POST)
    if form.is_valid():
        try:
            acts.add_round(conversation=at.conversation, fields=form.cleaned_data)
        except ActionError as refused:
            form.add_error(None, str(refused.message))
        else:
            return redirect("prepare_conversation", slug)
    return prepare_page(request, at, form=form, status=400)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, position: int) -> HttpResponse:
    at = seat(request, slug, seat_to_run)
    round = round_in(at, position)
    form = RoundForm.of(round, request.POST or None)
    if request.method == "POST" and form.is_valid():
        acts.change_round(round=round, fields=form.cleaned_data)
        return redirect("prepare_conversation", slug)
    context = {"conversation": at.conversation, "round": round, "form": form}
    return render(request, "forums/conversations/round.html", context, status=400 if form.errors else 200)


PLACING: Mapping[str, Callable[[Round], None]] = {
    "up": lambda round: acts.move_round(round=round, up=True),
    "down": lambda round: acts.move_round(round=round, up=False),
    "remove": lambda round: acts.remove_round(round=round),
}


@require_POST
def place(request: HttpRequest, slug: str, position: int, verb: str) -> HttpResponse:
    """Move a round among the others, or take it out."""
    at = seat(request, slug, seat_to_run)
    try:
        PLACING[verb](round_in(at, position))
    except ActionError as refused:
        return prepare_page(request, at, error=str(refused.message), status=refused.status)
    return redirect("prepare_conversation", slug)


# While it goes on ---------------------------------------------------------------------------------
RUNNING: Mapping[str, Callable[..., Any]] = {
    "open": acts.open_round,
    "close": acts.close_round,
    "open-all": acts.open_at_all_tables,
    "close-all": acts.close_at_all_tables,
    "next": turns.give_turn,
    "free": turns.free_turn,
}
CLOSING = {"close", "close-all"}


@login_not_required
@require_POST
def run(request: HttpRequest, slug: str, position: int, verb: str) -> HttpResponse:
    """Open or close a round, pass the turn on: by whoever hosts, with an account or without."""
    at = seat(request, slug, seat_to_run)
    round = round_in(at, position)
    try:
        if verb == "give":
            turns.give_turn(round=round, to=_person(at, request.POST.get("person", "")))
        else:
            sure = {"needs_voices": "is_sure" not in request.POST} if verb in CLOSING else {}
            RUNNING[verb](round=round, **sure)
    except ActionError as refused:
        if wants_json(request):
            return refusal(refused)
        return room_page(request, at, error=str(refused.message), status=refused.status)
    return done() if wants_json(request) else redirect("take_part", slug)


def _person(at: Seat, public_id: str) -> ConversationParticipant:
    return get_object_or_404(
        ConversationParticipant, conversation=at.conversation, public_id=public_id, left_at=None
    )


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def harvest(request: HttpRequest, slug: str, position: int) -> HttpResponse:
    """What a round came to, in the form that its conversation has."""
    at = seat(request, slug, seat_to_run)
    round = round_in(at, position)
    if round.is_waiting:
        raise Http404
    form = harvest_form_of(at.conversation)
    keys = [row["key"] for row in form]
    typed, error, status = None, "", 200
    if request.method == "POST":
        typed = {key: request.POST.get(key, "") for key in keys}
        seen = {key: request.POST.get(f"seen_{key}", "").replace("\r\n", "\n") for key in keys}
        try:
            note_harvest(round=round, notes=typed, seen=seen)
        except ActionError as refused:
            if wants_json(request):
                return refusal(refused)
            error, status = str(refused.message), refused.status
            round.refresh_from_db(fields=["harvest"])
        else:
            return done() if wants_json(request) else redirect("take_part", slug)
    fields = [
        {
            **row,
            "value": (typed or round.harvest).get(row["key"], ""),
            "saved": round.harvest.get(row["key"], ""),
        }
        for row in form
    ]
    context = {"seat": at, "conversation": at.conversation, "round": round, "fields": fields, "error": error}
    return render(request, "forums/conversations/harvest.html", context, status=status)
