"""The session's controls at the desk: pauses, slow mode, who leads, backstage, pulse, blocking."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from exchange.errors import ActionError
from exchange.http import done, invalid, refusal, wants_json
from exchange.people.access import member
from exchange.people.models import User
from forums import access
from forums.actions.live import controls
from forums.actions.live.backstage import say_backstage
from forums.actions.live.blocking import block_participant, unblock_participant
from forums.forms.sessions import BackstageForm, BlockForm, SlowForm
from forums.live.groups import Audience
from forums.live.payloads import session_payload
from forums.live.presence import note_at_desk
from forums.models import LiveSession, Participant
from forums.presentation.desk_acts import last_act_in_words
from forums.queries.participants import people_page
from forums.queries.pulse import pulse_of
from forums.views.desk import desk_page

Control = Callable[[LiveSession, User], LiveSession]
CONTROLS: dict[str, Control] = {
    "pause-asking": lambda session, by: controls.pause_asking(session=session, by=by),
    "resume-asking": lambda session, by: controls.resume_asking(session=session, by=by),
    "pause-voting": lambda session, by: controls.pause_voting(session=session, by=by),
    "resume-voting": lambda session, by: controls.resume_voting(session=session, by=by),
    "lead": lambda session, by: controls.take_the_lead(session=session, by=by),
}


@require_POST
def control(request: HttpRequest, slug: str, verb: str) -> HttpResponse:
    session = access.session_to_facilitate(request.user, slug)
    return _set(request, CONTROLS[verb](session, member(request)))


@require_POST
def slow(request: HttpRequest, slug: str) -> HttpResponse:
    session = access.session_to_facilitate(request.user, slug)
    form = SlowForm(request.POST)
    if not form.is_valid():
        if wants_json(request):
            return invalid(form)
        return desk_page(request, session, forms={"slow": form}, status=400)
    seconds = form.cleaned_data["seconds"]
    return _set(request, controls.set_slow_mode(session=session, seconds=seconds, by=member(request)))


def _set(request: HttpRequest, session: LiveSession) -> HttpResponse:
    if wants_json(request):
        return done(session=session_payload(session, Audience.FACILITATORS))
    return redirect("desk", session.slug)


@require_POST
def say(request: HttpRequest, slug: str) -> HttpResponse:
    """A message to the other facilitators."""
    session = access.session_to_facilitate(request.user, slug)
    form = BackstageForm(request.POST)
    if form.is_valid():
        try:
            say_backstage(session=session, text=form.cleaned_data["text"], by=member(request))
        except ActionError as refused:
            form.add_error("text", str(refused.message))
        else:
            return done() if wants_json(request) else redirect("desk", slug)
    if wants_json(request):
        return invalid(form)
    return desk_page(request, session, forms={"backstage": form}, status=400)


@never_cache
@require_safe
def pulse(request: HttpRequest, slug: str) -> HttpResponse:
    """How the session goes, for the desk's script; asking notes that this desk is open."""
    session = access.session_to_facilitate(request.user, slug)
    now = timezone.now()
    note_at_desk(session, member(request), now)
    shown = pulse_of(session, now)
    return done(pulse={**asdict(shown), "guests": shown.guests, "a_minute": shown.a_minute})


# People -------------------------------------------------------------------------------------------
@never_cache
@require_safe
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Who takes part, as the room sees them, to be blocked or let back in."""
    return _people_page(request, access.session_to_facilitate(request.user, slug))


def _people_page(
    request: HttpRequest, session: LiveSession, *, form: BlockForm | None = None, about: int = 0
) -> HttpResponse:
    query = request.GET.get("q", "")
    context = {
        "session": session,
        "query": query,
        "page": people_page(session, query=query, number=request.GET.get("page", "1")),
        "form": form or BlockForm(),
        "about": about,
    }
    return render(request, "forums/live/people.html", context, status=400 if form else 200)


@require_POST
def block(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    session = access.session_to_facilitate(request.user, slug)
    person = get_object_or_404(Participant, session=session, pk=pk)
    return _block(request, session, person)


@require_POST
def block_asker(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """Block who asked a question, anonymous or not, without telling who that is."""
    question = access.question_to_facilitate(request.user, slug, public_id)
    if question.asker.is_entered:
        raise Http404
    return _block(request, question.session, question.asker)


def _block(request: HttpRequest, session: LiveSession, person: Participant) -> HttpResponse:
    form = BlockForm(request.POST)
    if form.is_valid():
        try:
            block_participant(participant=person, reason=form.cleaned_data["reason"], by=member(request))
        except ActionError as refused:
            if wants_json(request):
                return refusal(refused)
            form.add_error("reason", str(refused.message))
        else:
            if wants_json(request):
                return done(undo=last_act_in_words(session, member(request)))
            return redirect("desk", session.slug)
    if wants_json(request):
        return invalid(form)
    return _people_page(request, session, form=form, about=person.pk)


@require_POST
def unblock(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    session = access.session_to_facilitate(request.user, slug)
    person: Any = get_object_or_404(Participant, session=session, pk=pk)
    unblock_participant(participant=person, by=member(request))
    return done() if wants_json(request) else redirect("desk", slug)
