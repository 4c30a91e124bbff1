"""Polls at the facilitator's desk: prepare, edit, order, open, show, and take words out."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from exchange.errors import ActionError
from exchange.forms import first_error
from exchange.http import done, refusal, wants_json
from exchange.people.access import member
from exchange.people.models import User
from forums import access
from forums.access.live_polls import poll_to_facilitate, wording_to_facilitate
from forums.actions.live import polls as acts
from forums.forms.live_polls import PollForm
from forums.live.groups import Audience
from forums.live.parts.polls import PollsPart
from forums.models import LiveSession, Poll, Wording
from forums.presentation.polls import template_named
from forums.views.desk import desk_page

PollAct = Callable[..., Poll]
POLL_ACTS: dict[str, PollAct] = {
    "open": acts.open_poll,
    "close": acts.close_poll,
    "show-results": acts.show_results,
    "hide-results": acts.hide_results,
    "remove": acts.remove_poll,
    "copy": acts.copy_poll,
    "up": acts.move_poll_up,
    "down": acts.move_poll_down,
}
WORDING_ACTS: dict[str, Callable[..., Poll]] = {
    "take-out": acts.take_wording_out,
    "put-back": acts.put_wording_back,
}


@require_POST
def prepare(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a draft: from the form, or from a template's button."""
    session = access.session_to_facilitate(request.user, slug)
    template = template_named(request.POST.get("template", ""))
    form = PollForm(request.POST)
    try:
        words = template or _words_in(form)
        poll = acts.prepare_poll(session=session, words=words, by=member(request))
    except ActionError as refused:
        if wants_json(request):
            return refusal(refused)
        return desk_page(request, session, forms={"poll": _with(form, refused)}, status=refused.status)
    return _answer(request, session, poll.public_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """Change what a draft asks."""
    poll = poll_to_facilitate(request.user, slug, public_id)
    form = PollForm(request.POST) if request.method == "POST" else PollForm.of(acts.words_of(poll))
    status = 200
    if request.method == "POST":
        try:
            edited = acts.edit_poll(poll=poll, words=_words_in(form), by=member(request))
        except ActionError as refused:
            form, status = _with(form, refused), refused.status
        else:
            return redirect(f"{reverse('desk', args=[slug])}#poll-{edited.public_id}")
    context = {"session": poll.session, "poll": poll, "form": form}
    return render(request, "forums/live/poll_form.html", context, status=status)


@require_POST
def act(request: HttpRequest, slug: str, public_id: str, verb: str) -> HttpResponse:
    """One act of a facilitator on one poll."""
    poll = poll_to_facilitate(request.user, slug, public_id)
    return _do(request, poll.session, lambda by: POLL_ACTS[verb](poll=poll, by=by))


@require_POST
def wording_act(request: HttpRequest, slug: str, public_id: str, pk: int, verb: str) -> HttpResponse:
    """Take words out of a poll's results, or put them back."""
    wording: Wording = wording_to_facilitate(request.user, slug, public_id, pk)
    return _do(request, wording.poll.session, lambda by: WORDING_ACTS[verb](wording=wording, by=by))


def _do(request: HttpRequest, session: LiveSession, act: Callable[[User], Poll]) -> HttpResponse:
    try:
        poll = act(member(request))
    except ActionError as refused:
        if wants_json(request):
            return refusal(refused)
        return desk_page(request, session, error=str(refused.message), status=refused.status)
    return _answer(request, session, poll.public_id)


def _answer(request: HttpRequest, session: LiveSession, public_id: str) -> HttpResponse:
    if wants_json(request):
        return done(polls=PollsPart().fold(session, Audience.FACILITATORS))
    return redirect(f"{reverse('desk', args=[session.slug])}#poll-{public_id}")


def _words_in(form: PollForm) -> acts.PollWords:
    if not form.is_valid():
        error = ActionError(first_error(form))
        error.status = 400
        raise error
    return form.words


def _with(form: PollForm, refused: ActionError) -> PollForm:
    """The form with what was refused, said once."""
    if form.is_valid():
        form.add_error(None, str(refused.message))
    return form
