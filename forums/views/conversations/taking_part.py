"""Taking part in a conversation, with an account or by a link. Works without JavaScript."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from exchange.errors import ActionError
from exchange.forms import first_error
from exchange.http import client_id_of, done, refusal, wants_json
from exchange.people.access import member_or_none
from forums.access.conversations import (
    Seat,
    participant_by_link,
    post_in,
    round_in,
    seat_inside,
    seat_of_participant,
)
from forums.actions.conversations import contributing as acts
from forums.actions.conversations.bylines import byline_of
from forums.actions.conversations.inviting import join_conversation, sit_at
from forums.actions.conversations.recordings import SoundFile
from forums.actions.conversations.turns import end_turn
from forums.forms.conversations import ContributeForm
from forums.models import Contribution, ContributionReactionKind, ConversationParticipant
from forums.queries.conversations.room import reactions_by, room_now
from forums.views.conversations.seats import remember, seat


# Coming in ----------------------------------------------------------------------------------------
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """What somebody's own link invites to; with the button it is kept in this browser."""
    participant = participant_by_link(token)
    if participant is None:
        return render(request, "forums/conversations/link_over.html", status=404)
    user = member_or_none(request)
    if request.method != "POST":
        if participant.joined_at and user is None:  # back again, on this device or another
            response = redirect("take_part", participant.conversation.slug)
            remember(response, participant)
            return response
        return invitation_page(request, participant)
    return _join(request, participant)


def invitation_page(
    request: HttpRequest, participant: ConversationParticipant, *, error: str = "", status: int = 200
) -> HttpResponse:
    """What it is, under which terms, and how the person's own byline will look."""
    conversation = participant.conversation
    context = {
        "conversation": conversation,
        "participant": participant,
        "byline": byline_of(participant, conversation.terms),
        "error": error,
    }
    return render(request, "forums/conversations/invitation.html", context, status=status)


def _join(request: HttpRequest, participant: ConversationParticipant) -> HttpResponse:
    try:
        joined = join_conversation(
            participant=participant, agrees="agrees" in request.POST, user=member_or_none(request)
        )
    except ActionError as refused:
        return invitation_page(request, participant, error=str(refused.message), status=refused.status)
    response = redirect("take_part", participant.conversation.slug)
    if joined.link_nonce:
        remember(response, joined)
    return response


@login_not_required
@require_POST
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """A member who was invited takes their place."""
    at = seat(request, slug, seat_of_participant)
    assert at.participant, "the seat says so"  # noqa: S101 - narrows the type
    return _join(request, at.participant)


# The room -----------------------------------------------------------------------------------------
@login_not_required
@never_cache
@require_safe
def take_part(request: HttpRequest, slug: str) -> HttpResponse:
    at = seat(request, slug, seat_inside)
    if at.participant and at.participant.joined_at is None:
        return invitation_page(request, at.participant)
    return room_page(request, at)


def room_page(
    request: HttpRequest,
    at: Seat,
    *,
    form: ContributeForm | None = None,
    form_round: int = 0,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    """The room as one person sees it; words that did not go through stay typed in their round's form."""
    context = room_context(request, at)
    for now in context["room"].open:
        is_typed = form is not None and form_round == now.round.position
        now.form = form if is_typed else _form(at, now.round.position)
    context["error"] = error
    return render(request, "forums/conversations/room.html", context, status=status)


def room_context(request: HttpRequest, at: Seat) -> dict[str, Any]:
    conversation, participant = at.conversation, at.participant
    room = room_now(conversation, participant, sees_all=at.may_run)
    words = [said for now in room.open for said in now.words]
    return {
        "seat": at,
        "conversation": conversation,
        "participant": participant,
        "room": room,
        "byline": byline_of(participant, conversation.terms) if participant else "",
        "mine": reactions_by(participant, words) if participant and words else set(),
        "now": timezone.now().timestamp(),
        "tag": tag_of(at),
    }


def tag_of(at: Seat) -> str:
    """Which state of the room a page shows, to this person."""
    return f'"{at.conversation.change_seq}-{at.participant.pk if at.participant else 0}"'


def _form(at: Seat, position: int) -> ContributeForm:
    return ContributeForm(
        conversation=at.conversation, auto_id=f"round-{position}-%s", initial={"client_id": uuid4()}
    )


@login_not_required
@require_safe
def now(request: HttpRequest, slug: str) -> HttpResponse:
    """What an open page shows anew; nothing where nothing has changed since."""
    at = seat(request, slug, seat_inside)
    tag = tag_of(at)
    if request.headers.get("If-None-Match") == tag:
        response = HttpResponse(status=304)
    else:
        response = render(request, "forums/conversations/_now.html", room_context(request, at))
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    return response


@login_not_required
@require_POST
def contribute(request: HttpRequest, slug: str, position: int) -> HttpResponse:
    at = seat(request, slug, seat_of_participant)
    round = round_in(at, position)
    assert at.participant, "the seat says so"  # noqa: S101 - narrows the type
    form = ContributeForm(
        request.POST, request.FILES, conversation=at.conversation, auto_id=f"round-{position}-%s"
    )
    try:
        if not form.is_valid():
            raise refused_form(form)
        sound = form.cleaned_data.get("sound")
        acts.contribute(
            round=round,
            participant=at.participant,
            text=form.cleaned_data["text"],
            terms=form.cleaned_data.get("terms", ""),
            sound=SoundFile(sound) if sound else None,
            client_id=client_id_of(request),
        )
    except ActionError as refused:
        if wants_json(request):
            return refusal(refused)
        shown = "" if form.errors else str(refused.message)
        return room_page(request, at, form=form, form_round=position, error=shown, status=refused.status)
    url = f"{reverse('take_part', args=[slug])}#round-{position}"
    return done(url=url) if wants_json(request) else redirect(url)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """One's own words: to be changed while the round is open, to be taken back at any time."""
    at = seat(request, slug, seat_of_participant)
    assert at.participant, "the seat says so"  # noqa: S101 - narrows the type
    try:
        given = contribution_of(at.participant, public_id)
    except acts.SpeakerForgotten as refused:
        return room_page(request, at, error=str(refused.message), status=refused.status)
    text = given.post.source if given.post else given.text
    form = ContributeForm(
        request.POST or None,
        conversation=at.conversation,
        takes_sound=False,
        initial={"text": text, "terms": given.terms},
    )
    error, status = "", 200
    if request.method == "POST":
        try:
            if "withdraw" in request.POST:
                acts.withdraw_contribution(contribution=given, participant=at.participant)
                messages.success(request, _("Your words are taken back."))
            elif form.is_valid():
                acts.change_contribution(
                    contribution=given,
                    participant=at.participant,
                    text=form.cleaned_data["text"],
                    terms=form.cleaned_data.get("terms", ""),
                    seen_revision=_number(request.POST.get("seen_revision", "")),
                )
                messages.success(request, _("Your words are changed."))
            else:
                raise refused_form(form)
        except ActionError as refused:
            error, status = str(refused.message), refused.status
        else:
            return redirect("take_part", slug)
    context = {
        "seat": at,
        "conversation": at.conversation,
        "given": given,
        "saved": text,
        "form": form,
        "error": error,
        "is_open": given.round.is_open and at.conversation.is_open,
    }
    return render(request, "forums/conversations/own.html", context, status=status)


def contribution_of(participant: ConversationParticipant, public_id: str) -> Contribution:
    """One's own, that was not taken back. Raises SpeakerForgotten, Http404."""
    given = get_object_or_404(
        Contribution.objects.filter(Q(participant=participant) | Q(participant=None)).select_related(
            "post", "round", "participant"
        ),
        conversation=participant.conversation_id,
        public_id=public_id,
        withdrawn_at=None,
    )
    if given.participant_id is None:
        raise acts.SpeakerForgotten
    return given


def refused_form(form: ContributeForm) -> ActionError:
    error = ActionError(first_error(form))
    error.status = 400
    return error


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


@login_not_required
@require_POST
def react(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """``react`` is a kind with ``:on`` or ``:off``."""
    at = seat(request, slug, seat_of_participant)
    post = post_in(at, number)
    assert at.participant, "the seat says so"  # noqa: S101 - narrows the type
    kind, _colon, how = request.POST.get("react", "").partition(":")
    if kind not in ContributionReactionKind.values:
        raise Http404
    try:
        acts.react_to(
            post=post, participant=at.participant, kind=ContributionReactionKind(kind), on=how != "off"
        )
    except ActionError as refused:
        if wants_json(request):
            return refusal(refused)
        return room_page(request, at, error=str(refused.message), status=refused.status)
    return done() if wants_json(request) else redirect(f"{reverse('take_part', args=[slug])}#post-{number}")


@login_not_required
@require_POST
def pass_on(request: HttpRequest, slug: str, position: int) -> HttpResponse:
    """Whoever has the turn passes it on."""
    at = seat(request, slug, seat_of_participant)
    round = round_in(at, position)
    assert at.participant, "the seat says so"  # noqa: S101 - narrows the type
    end_turn(round=round, participant=at.participant)
    return done() if wants_json(request) else redirect("take_part", slug)


@login_not_required
@require_POST
def sit(request: HttpRequest, slug: str) -> HttpResponse:
    """Move to another table."""
    at = seat(request, slug, seat_of_participant)
    assert at.participant, "the seat says so"  # noqa: S101 - narrows the type
    try:
        sit_at(participant=at.participant, table=request.POST.get("table", ""))
    except ActionError as refused:
        return room_page(request, at, error=str(refused.message), status=refused.status)
    return redirect("take_part", slug)
