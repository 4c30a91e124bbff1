"""Taking part in a live session: see, ask, vote, withdraw. Works without JavaScript."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from exchange.errors import ActionError
from exchange.forms import first_error
from exchange.http import client_id_of, done, refusal, wants_json
from exchange.live import tickets
from forums import access
from forums.actions.live.questions import ask_question, withdraw_question
from forums.actions.live.votes import cast_vote, take_back_vote
from forums.forms.live import AskForm
from forums.live.groups import Audience, room_of
from forums.live.payloads import listener_key, own_question_payload, question_payload
from forums.models import LiveSession, Participant, Question, QuestionState
from forums.queries import questions_of, votes_of
from forums.views.guests import current_participant
from forums.views.join import join_page

RELOAD_SECONDS = 20


@login_not_required
@never_cache
@require_safe
def take_part(request: HttpRequest, slug: str) -> HttpResponse:
    session = access.session_to_see(slug)
    participant = current_participant(request, session)
    if participant is None:
        return join_page(request, session)
    return session_page(request, session, participant)


def session_page(
    request: HttpRequest,
    session: LiveSession,
    participant: Participant,
    *,
    form: AskForm | None = None,
    forms: Mapping[str, BaseForm] | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    """The session as one participant sees it; a question that did not go through stays typed.

    ``forms`` are bound forms of the page's parts that were refused, by name (``forums.templatetags``).
    """
    session.refresh_from_db(fields=["last_seq", "state"])  # the seq first: the questions may be newer
    questions = Question.objects.filter(session=session).with_people()
    own = questions.filter(asker=participant, state__in=[QuestionState.WAITING, QuestionState.HIDDEN])
    reloads = "reload" in request.GET
    response = render(
        request,
        "forums/live_session.html",
        {
            "session": session,
            "participant": participant,
            "questions": questions.in_the_room().by_votes(),
            "own_questions": own.in_order_asked(),
            "voted": votes_of(participant),
            "mine": questions_of(participant),
            "form": form or new_ask_form(request, session, participant),
            "forms": forms or {},
            "error": error,
            "reloads": reloads,
            "reload_seconds": RELOAD_SECONDS,
            "ticket": ticket_for(session, Audience.ATTENDEES, participant),
            "threads": session.threads.with_subject().latest_first() if session.is_closed else [],
        },
        status=status,
    )
    if reloads and status == 200:
        response["Refresh"] = str(RELOAD_SECONDS)
    return response


def new_ask_form(request: HttpRequest, session: LiveSession, participant: Participant) -> AskForm:
    return AskForm(
        session=session, is_anonymous=participant.is_anonymous, initial={"client_id": client_id_of(request)}
    )


def ticket_for(session: LiveSession, audience: Audience, participant: Participant | None = None) -> str:
    return tickets.issue(tickets.Ticket(room_of(session.pk, audience), listener_key(participant)))


@login_not_required
@never_cache
@require_safe
def ticket(request: HttpRequest, slug: str) -> HttpResponse:
    """A new ticket and CSRF token for a page whose own have expired."""
    session = access.session_to_see(slug)
    participant = current_participant(request, session)
    if participant is None:
        return done(joined=False)
    return done(
        joined=True, ticket=ticket_for(session, Audience.ATTENDEES, participant), csrf=get_token(request)
    )


@login_not_required
@require_POST
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    session = access.session_to_see(slug)
    participant = current_participant(request, session)
    if participant is None:
        return join_page(request, session, text=request.POST.get("text", ""), status=403)
    form = AskForm(request.POST, session=session, is_anonymous=participant.is_anonymous)
    try:
        if not form.is_valid():
            error = ActionError(first_error(form))
            error.status = 400
            raise error
        question = ask_question(
            session=session,
            asker=participant,
            text=form.cleaned_data["text"],
            case_study=form.cleaned_data.get("case_study"),
            is_anonymous=form.cleaned_data.get("is_anonymous", False),
            client_id=client_id_of(request),
        )
    except ActionError as refused:
        if wants_json(request):
            return refusal(refused)
        shown = "" if form.errors else str(refused.message)
        return session_page(request, session, participant, form=form, error=shown, status=refused.status)
    if wants_json(request):
        return done(question=question_for_asker(question))
    return redirect(f"{reverse('live_session', args=[slug])}#q-{question.public_id}")


def question_for_asker(question: Question) -> dict[str, Any]:
    if question.is_in_the_room:
        return {**question_payload(question, Audience.ATTENDEES), "mine": True}
    return own_question_payload(question)


@login_not_required
@require_POST
def act(request: HttpRequest, slug: str, public_id: str, verb: str) -> HttpResponse:
    """Vote for a question, take the vote back, or withdraw one's own question."""
    session = access.session_to_see(slug)
    participant = current_participant(request, session)
    if participant is None:
        return join_page(request, session, status=403)
    question = access.question_to_take_part(session, public_id, participant)
    try:
        result = ATTENDEE_ACTS[verb](request, question, participant)
    except ActionError as refused:
        if wants_json(request):
            return refusal(refused)
        return session_page(request, session, participant, error=str(refused.message), status=refused.status)
    if wants_json(request):
        return done(**result)
    anchor = "" if verb == "withdraw" else f"#q-{public_id}"
    return redirect(reverse("live_session", args=[slug]) + anchor)


def _vote(request: HttpRequest, question: Question, participant: Participant) -> dict[str, Any]:
    votes = cast_vote(question=question, voter=participant, client_id=client_id_of(request))
    return {"id": question.public_id, "votes": votes, "voted": True}


def _unvote(request: HttpRequest, question: Question, participant: Participant) -> dict[str, Any]:
    votes = take_back_vote(question=question, voter=participant, client_id=client_id_of(request))
    return {"id": question.public_id, "votes": votes, "voted": False}


def _withdraw(request: HttpRequest, question: Question, participant: Participant) -> dict[str, Any]:
    withdraw_question(question=question, by=participant)
    return {"id": question.public_id, "withdrawn": True}


ATTENDEE_ACTS = {"vote": _vote, "unvote": _unvote, "withdraw": _withdraw}
