"""The agenda and the turns to speak: what facilitators do, and raising one's own hand."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from exchange.errors import ActionError
from exchange.forms import first_error
from exchange.http import done, refusal, wants_json
from exchange.people.access import member
from exchange.people.models import User
from forums import access
from forums.actions.live import agenda as acts
from forums.actions.live.hands import call_hand, end_turn, give_more_time, lower_hand, raise_hand
from forums.actions.live.presenters import add_presenter, remove_presenter
from forums.forms.live_floor import AgendaItemForm
from forums.live.groups import Audience
from forums.models import AgendaItem, Hand, LiveSession, Presenter
from forums.views.conversations.seats import session_in_reach
from forums.views.desk import desk_page
from forums.views.guests import current_participant
from forums.views.join import join_page
from forums.views.live import session_page, ticket_for

AGENDA_PAGE = "agenda"  # a form says so in ``back``; other forms stand at the desk


# The agenda --------------------------------------------------------------------------------------
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def agenda(request: HttpRequest, slug: str) -> HttpResponse:
    """The agenda to be laid out and changed; a POST adds a part."""
    session = access.session_to_facilitate(request.user, slug)
    if request.method != "POST":
        return agenda_page(request, session)
    form = AgendaItemForm(request.POST, session=session)
    if form.is_valid():
        acts.add_agenda_item(session=session, by=member(request), **form.cleaned_data)
        return redirect("agenda", slug)
    return agenda_page(request, session, form=form, status=400)


def agenda_page(
    request: HttpRequest,
    session: LiveSession,
    *,
    form: AgendaItemForm | None = None,
    changed: tuple[int, AgendaItemForm] | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    """``changed`` is the part whose form was refused, and that form."""
    session.refresh_from_db(fields=["last_seq", "state"])
    items = session.agenda_items.filter(is_removed=False).select_related("presenter", "case_study")
    rows = [
        (
            item,
            changed[1] if changed and changed[0] == item.pk else AgendaItemForm(session=session, item=item),
        )
        for item in items.order_by("position", "pk")
    ]
    context = {
        "session": session,
        "rows": rows,
        "form": form or AgendaItemForm(session=session),
        "open_item": changed[0] if changed else None,
        "presenters": session.presenters.filter(is_removed=False).order_by("position", "pk"),
        "has_programme": bool(session.engagement and session.engagement.slots.exists()),
        "error": error,
        "ticket": ticket_for(session, Audience.FACILITATORS),
    }
    return render(request, "forums/live/agenda.html", context, status=status)


@require_POST
def agenda_from_programme(request: HttpRequest, slug: str) -> HttpResponse:
    session = access.session_to_facilitate(request.user, slug)
    try:
        acts.lay_out_agenda(session=session, by=member(request))
    except ActionError as refused:
        return agenda_page(request, session, error=str(refused.message), status=refused.status)
    return redirect("agenda", slug)


AgendaAct = Callable[[AgendaItem, User], AgendaItem]
AGENDA_ACTS: dict[str, AgendaAct] = {
    "start": lambda item, by: acts.start_agenda_item(item=item, by=by),
    "stop": lambda item, by: acts.stop_agenda_item(item=item, by=by),
    "extend": lambda item, by: acts.extend_agenda_item(item=item, by=by),
    "up": lambda item, by: acts.move_agenda_item(item=item, is_up=True, by=by),
    "down": lambda item, by: acts.move_agenda_item(item=item, is_up=False, by=by),
    "remove": lambda item, by: acts.remove_agenda_item(item=item, by=by),
}


@require_POST
def agenda_act(request: HttpRequest, slug: str, item_id: int, verb: str) -> HttpResponse:
    """One act of a facilitator on one part of the agenda."""
    session = access.session_to_facilitate(request.user, slug)
    item = get_object_or_404(AgendaItem, session=session, pk=item_id)
    try:
        AGENDA_ACTS[verb](item, member(request))
    except ActionError as refused:
        return _refused(request, session, refused)
    return _went(request, session, f"agenda-{item.pk}")


@require_POST
def start_next(request: HttpRequest, slug: str) -> HttpResponse:
    session = access.session_to_facilitate(request.user, slug)
    acts.start_next_agenda_item(session=session, by=member(request))
    return _went(request, session, "agenda-title")


@require_POST
def change_agenda(request: HttpRequest, slug: str, item_id: int) -> HttpResponse:
    """Change what a part of the agenda is."""
    session = access.session_to_facilitate(request.user, slug)
    item = get_object_or_404(AgendaItem.objects.select_related("presenter"), session=session, pk=item_id)
    form = AgendaItemForm(request.POST, session=session, auto_id=f"id_{item.pk}_%s")
    try:
        if form.is_valid():
            acts.change_agenda_item(item=item, by=member(request), **form.cleaned_data)
            return redirect(f"{reverse('agenda', args=[slug])}#agenda-{item.pk}")
        error, status = first_error(form), 400
    except ActionError as refused:
        error, status = str(refused.message), refused.status
    return agenda_page(request, session, changed=(item.pk, form), error=error, status=status)


@require_POST
def presenters(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a presenter by name, or take one out."""
    session = access.session_to_facilitate(request.user, slug)
    if "remove" in request.POST:
        presenter = get_object_or_404(Presenter, session=session, pk=_number(request.POST["remove"]))
        remove_presenter(presenter=presenter, by=member(request))
    else:
        add_presenter(session=session, name=request.POST.get("name", ""), by=member(request))
    return redirect(f"{reverse('agenda', args=[slug])}#presenters-title")


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0


# Hands -------------------------------------------------------------------------------------------
HandAct = Callable[[Hand, User], Hand]
HAND_ACTS: dict[str, HandAct] = {
    "call": lambda hand, by: call_hand(hand=hand, by=by),
    "more": lambda hand, by: give_more_time(hand=hand, by=by),
    "done": lambda hand, by: end_turn(hand=hand, by=by),
}


@require_POST
def hand_act(request: HttpRequest, slug: str, hand_id: int, verb: str) -> HttpResponse:
    """One act of a facilitator on one raised hand."""
    session = access.session_to_facilitate(request.user, slug)
    hand = get_object_or_404(Hand, session=session, pk=hand_id)
    try:
        HAND_ACTS[verb](hand, member(request))
    except ActionError as refused:
        return _refused(request, session, refused)
    return _went(request, session, "hands-title")


@login_not_required
@require_POST
def own_hand(request: HttpRequest, slug: str, verb: str) -> HttpResponse:
    """Raise one's own hand, or take it down."""
    session = session_in_reach(request, slug)
    participant = current_participant(request, session)
    if participant is None:
        return join_page(request, session, status=403)
    hand: Hand | None = None
    try:
        if verb == "raise":
            hand = raise_hand(participant=participant)
        else:
            lower_hand(participant=participant)
    except ActionError as refused:
        if wants_json(request):
            return refusal(refused)
        return session_page(request, session, participant, error=str(refused.message), status=refused.status)
    if wants_json(request):
        return done(hand=str(hand.pk) if hand else "")
    return redirect(f"{reverse('live_session', args=[slug])}#hands-title")


def _went(request: HttpRequest, session: LiveSession, anchor: str) -> HttpResponse:
    if wants_json(request):
        return done()
    page = "agenda" if request.POST.get("back") == AGENDA_PAGE else "desk"
    return redirect(f"{reverse(page, args=[session.slug])}#{anchor}")


def _refused(request: HttpRequest, session: LiveSession, refused: ActionError) -> HttpResponse:
    if wants_json(request):
        return refusal(refused)
    page = agenda_page if request.POST.get("back") == AGENDA_PAGE else desk_page
    return page(request, session, error=str(refused.message), status=refused.status)
