"""The facilitator's desk, and the projector's screen."""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from exchange.errors import ActionError
from exchange.forms import first_error
from exchange.http import done, refusal, wants_json
from exchange.people.access import member
from exchange.people.models import User
from forums import access
from forums.actions.live import desk as acts
from forums.actions.live.sessions import close_session, open_session, schedule_session
from forums.forms.live import AnswerForm, ScheduleForm
from forums.live.groups import Audience
from forums.live.payloads import question_payload
from forums.models import LiveSession, Question, QuestionState
from forums.views.live import ticket_for

LANES = (
    QuestionState.ANSWERING,
    QuestionState.WAITING,
    QuestionState.PUBLISHED,
    QuestionState.ANSWERED,
    QuestionState.HIDDEN,
)


@never_cache
@require_safe
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    return desk_page(request, access.session_to_facilitate(request.user, slug))


def desk_page(
    request: HttpRequest,
    session: LiveSession,
    *,
    error: str = "",
    kept: tuple[str, str] = ("", ""),
    forms: Mapping[str, BaseForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The desk. ``kept`` is a question's public id and what was typed for it and could not be saved.

    ``forms`` are bound forms of the desk's parts that were refused, by name (``forums.templatetags``).
    """
    session.refresh_from_db(fields=["last_seq", "state"])  # the seq first: the questions may be newer
    questions = list(
        Question.objects.filter(session=session)
        .exclude(state=QuestionState.WITHDRAWN)
        .with_people()
        .by_votes()
    )
    for question in questions:
        question.kept_answer = kept[1] if question.public_id == kept[0] else question.answer
    lanes = {str(state): [question for question in questions if question.state == state] for state in LANES}
    return render(
        request,
        "forums/live_desk.html",
        {
            "session": session,
            "lanes": lanes,
            "error": error,
            "forms": forms or {},
            "kept_id": kept[0],
            "kept_words": "" if _has_answer_box(questions, kept[0]) else kept[1],
            "people": session.participants.count(),
            "ticket": ticket_for(session, Audience.FACILITATORS),
            "screen_key": access.screen_key(session),
            "summary": getattr(session, "summary", None),
        },
        status=status,
    )


def _has_answer_box(questions: list[Question], public_id: str) -> bool:
    return any(question.public_id == public_id and question.is_in_the_room for question in questions)


@never_cache
@require_safe
def desk_ticket(request: HttpRequest, slug: str) -> HttpResponse:
    session = access.session_to_facilitate(request.user, slug)
    return done(joined=True, ticket=ticket_for(session, Audience.FACILITATORS), csrf=get_token(request))


Act = Callable[[Question, User, str], Question]
FACILITATOR_ACTS: dict[str, Act] = {
    "let-through": lambda question, by, words: acts.let_through(question=question, by=by),
    "hide": lambda question, by, words: acts.hide_question(question=question, by=by, reason=words),
    "answering": lambda question, by, words: acts.start_answering(question=question, by=by),
    "stop-answering": lambda question, by, words: acts.stop_answering(question=question, by=by),
    "answered": lambda question, by, words: acts.answer_question(question=question, by=by, answer=words),
    "take-back": lambda question, by, words: acts.take_answer_back(question=question, by=by),
}


@require_POST
def desk_act(request: HttpRequest, slug: str, public_id: str, verb: str) -> HttpResponse:
    """One act of a facilitator on one question."""
    question = access.question_to_facilitate(request.user, slug, public_id)
    by = member(request)
    form = AnswerForm(request.POST)
    words = request.POST.get("reason" if verb == "hide" else "answer", "")
    try:
        if verb == "answered" and not form.is_valid():
            error = ActionError(first_error(form))
            error.status = 400
            raise error
        question = FACILITATOR_ACTS[verb](question, by, words)
    except ActionError as refused:
        if wants_json(request):
            return refusal(refused)
        return desk_page(
            request,
            question.session,
            error=str(refused.message),
            kept=(public_id if verb == "answered" else "", words),
            status=refused.status,
        )
    if wants_json(request):
        question.refresh_from_db()
        return done(question=question_payload(question, Audience.FACILITATORS))
    return redirect(f"{reverse('desk', args=[slug])}#q-{public_id}")


@require_POST
def open_or_reopen(request: HttpRequest, slug: str) -> HttpResponse:
    session = access.session_to_facilitate(request.user, slug)
    open_session(session=session, by=member(request))
    return redirect("desk", slug)


@require_POST
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """Close the session; the summary draft opens."""
    session = access.session_to_facilitate(request.user, slug)
    try:
        summary = close_session(session=session, by=member(request))
    except ActionError as refused:
        return desk_page(request, session, error=str(refused.message), status=refused.status)
    return redirect("summary", summary.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def schedule(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Plan a live session on a subject."""
    subject = access.subject_to_hold_a_session_on(request.user, kind, slug)
    form = ScheduleForm(
        request.POST or None, initial={"title": str(subject), "starts_at": timezone.localtime()}
    )
    if request.method == "POST" and form.is_valid():
        try:
            session = schedule_session(
                subject=subject,
                by=member(request),
                is_demonstration=getattr(subject, "is_demonstration", False),
                **form.cleaned_data,
            )
        except ActionError as refused:
            form.add_error(None, str(refused.message))
        else:
            return redirect("desk", session.slug)
    context = {"subject": subject, "subject_kind": kind, "form": form}
    return render(request, "forums/live_schedule.html", context, status=400 if form.errors else 200)


@login_not_required
@never_cache
@require_safe
def screen(request: HttpRequest, slug: str) -> HttpResponse:
    """What the room sees on the wall: the current question, what comes next, how to join."""
    session = access.session_to_show(request.user, slug, request.GET.get("key", ""))
    session.refresh_from_db(fields=["last_seq", "state"])
    questions = list(Question.objects.filter(session=session).in_the_room().with_people().by_votes())
    return render(
        request,
        "forums/live_screen.html",
        {
            "session": session,
            "questions": questions,
            "current": next((row for row in questions if row.state == QuestionState.ANSWERING), None),
            "ticket": ticket_for(session, Audience.SCREENS),
            "key": access.screen_key(session),
            "join_at": settings.SITE_URL.split("://")[-1] + reverse("join_code"),
        },
    )


@login_not_required
@never_cache
@require_safe
def screen_ticket(request: HttpRequest, slug: str) -> HttpResponse:
    session = access.session_to_show(request.user, slug, request.GET.get("key", ""))
    return done(joined=True, ticket=ticket_for(session, Audience.SCREENS), csrf="")
