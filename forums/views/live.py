"""Taking part in a live session: see, ask, vote, withdraw. Works without JavaScript."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from exchange.errors import ActionError
from exchange.forms import first_error
from exchange.http import client_id_of, done, refusal, wants_json
from exchange.live import tickets
from forums import access
from forums.actions.live.questions import ask_question, withdraw_question
from forums.actions.live.rewording import add_context, edit_question
from forums.actions.live.votes import cast_vote, take_back_vote
from forums.forms.live import AskForm, OwnWordsForm
from forums.live.groups import Audience, room_of
from forums.live.payloads import listener_key, own_question_payload, question_payload
from forums.models import UNSEEN, LiveSession, Participant, Question
from forums.presentation.low_data import is_data_dear
from forums.presentation.meeting_links import meeting_link
from forums.queries import questions_of, votes_of
from forums.queries.counting import why_uncounted
from forums.queries.live_order import QuestionOrder, in_order
from forums.queries.live_similar import similar_in_room
from forums.views.conversations.seats import session_in_reach
from forums.views.guests import current_participant
from forums.views.join import join_page

RELOAD_SECONDS = 20
ORDER_COOKIE, ORDER_KEPT_FOR = "live_order", 365 * 24 * 3600


@login_not_required
@never_cache
@require_safe
def take_part(request: HttpRequest, slug: str) -> HttpResponse:
    session = session_in_reach(request, slug)
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
    kept: tuple[str, str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The session as one participant sees it; a question that did not go through stays typed.

    ``kept`` is a question's public id, what was typed to change it and could not be saved, and the act.
    ``forms`` are bound forms of the page's parts that were refused, by name (``forums.templatetags``).
    """
    session.refresh_from_db(fields=FRESH)  # the seq first: the questions may be newer
    questions = Question.objects.filter(session=session).with_people()
    own = questions.filter(asker=participant, state__in=UNSEEN)
    reloads = "reload" in request.GET
    order = order_of(request)
    response = render(
        request,
        "forums/live_session.html",
        {
            "session": session,
            "participant": participant,
            "questions": in_order(questions.in_the_room(), order),
            "order": order,
            "orders": QuestionOrder.choices,
            "takes_questions": session.is_open
            or (not session.is_closed and (session.takes_early_questions or form is not None)),
            "meeting": meeting_link(session),
            "uncounted": why_uncounted(participant, session),
            "own_questions": own.in_order_asked(),
            "voted": votes_of(participant),
            "mine": questions_of(participant),
            "form": form or new_ask_form(request, session, participant),
            "forms": forms or {},
            "error": error,
            "kept": kept,
            "reloads": reloads,
            "reload_seconds": RELOAD_SECONDS,
            "ticket": ticket_for(session, Audience.ATTENDEES, participant, is_calm=is_data_dear(request)),
            "is_calm": is_data_dear(request),
            "threads": session.threads.with_subject().latest_first() if session.is_closed else [],
        },
        status=status,
    )
    if reloads and status == 200:
        response["Refresh"] = str(RELOAD_SECONDS)
    if request.GET.get("order") == order:
        response.set_cookie(ORDER_COOKIE, order, max_age=ORDER_KEPT_FOR, path="/live/", samesite="Lax")
    return response


FRESH = ["last_seq", "state", "is_asking_paused", "is_voting_paused", "slow_seconds"]


def order_of(request: HttpRequest) -> str:
    """The reader's choice, as they made it now or earlier, in any session."""
    chosen = request.GET.get("order", request.COOKIES.get(ORDER_COOKIE, ""))
    return chosen if chosen in QuestionOrder.values else QuestionOrder.VOTES


def new_ask_form(request: HttpRequest, session: LiveSession, participant: Participant) -> AskForm:
    spoken = participant.questions.exclude(language="").order_by("-pk").values_list("language", flat=True)
    return AskForm(
        session=session,
        is_anonymous=participant.is_anonymous,
        language=spoken.first() or "",
        initial={"client_id": client_id_of(request)},
    )


def ticket_for(
    session: LiveSession,
    audience: Audience,
    participant: Participant | None = None,
    *,
    is_calm: bool = False,
) -> str:
    return tickets.issue(tickets.Ticket(room_of(session, audience), listener_key(participant), is_calm))


@login_not_required
@never_cache
@require_safe
def ticket(request: HttpRequest, slug: str) -> HttpResponse:
    """A new ticket and CSRF token for a page whose own have expired."""
    session = session_in_reach(request, slug)
    participant = current_participant(request, session)
    if participant is None:
        return done(joined=False)
    new_one = ticket_for(session, Audience.ATTENDEES, participant, is_calm=is_data_dear(request))
    return done(joined=True, ticket=new_one, csrf=get_token(request))


@login_not_required
@require_POST
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    session = session_in_reach(request, slug)
    participant = current_participant(request, session)
    if participant is None:
        return join_page(request, session, text=request.POST.get("text", ""), status=403)
    form = AskForm(request.POST, session=session, is_anonymous=participant.is_anonymous)
    try:
        if not form.is_valid():
            error = ActionError(first_error(form))
            error.status = 400
            raise error
        text = form.cleaned_data["text"]
        if (
            not wants_json(request) and "send_mine" not in request.POST
        ):  # a script has shown them while typing
            similar = similar_in_room(session=session, text=text, asker=participant)
            if similar:
                return similar_page(request, session, participant, similar)
        question = ask_question(
            session=session,
            asker=participant,
            text=text,
            case_study=form.cleaned_data.get("case_study"),
            presenter=form.cleaned_data.get("presenter"),
            language=form.cleaned_data["language"],
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


def similar_page(
    request: HttpRequest, session: LiveSession, participant: Participant, similar: list[Question]
) -> HttpResponse:
    """Before a question is sent without script: what asks the same already, to vote for instead."""
    typed = [(name, value) for name, value in request.POST.items() if name != "csrfmiddlewaretoken"]
    context = {
        "session": session,
        "similar": similar,
        "voted": votes_of(participant),
        "typed": typed,
        "text": request.POST["text"],
    }
    return render(request, "forums/live/similar.html", context)


@login_not_required
@never_cache
@require_safe
def similar(request: HttpRequest, slug: str) -> HttpResponse:
    """The same for a script, while somebody types."""
    session = session_in_reach(request, slug)
    participant = current_participant(request, session)
    if participant is None:
        return JsonResponse({"error": _("Please join the session first.")}, status=403)
    found = similar_in_room(session=session, text=request.GET.get("text", ""), asker=participant)
    voted = votes_of(participant) if found else set()
    return JsonResponse(
        {
            "questions": [
                {
                    "id": question.public_id,
                    "text": question.text,
                    "votes": question.vote_count,
                    "voted": question.public_id in voted,
                }
                for question in found
            ]
        }
    )


def question_for_asker(question: Question) -> dict[str, Any]:
    question = Question.objects.with_people().get(pk=question.pk)
    if question.is_in_the_room:
        return {**question_payload(question, Audience.ATTENDEES), "mine": True}
    return own_question_payload(question)


@login_not_required
@require_POST
def act(request: HttpRequest, slug: str, public_id: str, verb: str) -> HttpResponse:
    """Vote for a question or take the vote back; correct, add to or withdraw one's own."""
    session = session_in_reach(request, slug)
    participant = current_participant(request, session)
    if participant is None:
        return join_page(request, session, status=403)
    question = access.question_to_take_part(session, public_id, participant)
    try:
        result = ATTENDEE_ACTS[verb](request, question, participant)
    except ActionError as refused:
        if wants_json(request):
            return refusal(refused)
        kept = (public_id, request.POST.get("words", ""), verb) if "words" in request.POST else None
        return session_page(
            request, session, participant, error=str(refused.message), kept=kept, status=refused.status
        )
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


def _edit(request: HttpRequest, question: Question, participant: Participant) -> dict[str, Any]:
    question = edit_question(question=question, by=participant, text=_words(request))
    return {"id": question.public_id, "question": question_for_asker(question)}


def _add_context(request: HttpRequest, question: Question, participant: Participant) -> dict[str, Any]:
    question = add_context(question=question, by=participant, text=_words(request))
    return {"id": question.public_id, "question": question_for_asker(question)}


def _words(request: HttpRequest) -> str:
    form = OwnWordsForm(request.POST)
    if not form.is_valid():
        error = ActionError(first_error(form))
        error.status = 400
        raise error
    return str(form.cleaned_data["words"])


ATTENDEE_ACTS = {
    "vote": _vote,
    "unvote": _unvote,
    "withdraw": _withdraw,
    "edit": _edit,
    "add-context": _add_context,
}
