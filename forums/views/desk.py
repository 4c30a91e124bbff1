"""The facilitator's desk."""

from collections.abc import Mapping
from types import SimpleNamespace
from uuid import uuid4

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from exchange.errors import ActionError
from exchange.http import done
from exchange.people.access import member
from forums import access
from forums.actions.live.sessions import close_session, open_session
from forums.forms.desk import EnterForm
from forums.live.groups import Audience
from forums.live.presence import note_at_desk
from forums.models import LiveSession, Question
from forums.presentation.desk_acts import last_act_in_words
from forums.queries import case_studies_to_ask_about
from forums.queries.desk import (
    DeskOrder,
    closing_counts,
    in_lanes,
    presenters_of,
    questions_at_desk,
    similar_for_waiting,
)
from forums.views.live import ticket_for


@never_cache
@require_safe
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    session = access.session_to_facilitate(request.user, slug)
    note_at_desk(session, member(request), timezone.now())
    return desk_page(request, session)


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
    questions = list(questions_at_desk(session))
    similar = similar_for_waiting(questions)
    for question in questions:
        question.kept_answer = kept[1] if question.public_id == kept[0] else question.answer
        question.similar = similar.get(question.pk, [])
    bound = forms or {}
    order = DeskOrder(about=request.GET.get("about", ""), is_unheard_first="unheard" in request.GET)
    return render(
        request,
        "forums/live_desk.html",
        {
            "session": session,
            "lanes": in_lanes(order.of(questions)),
            "order": order,
            "case_studies": case_studies_to_ask_about(session),
            "presenters": presenters_of(session),
            "blank": SimpleNamespace(public_id=""),  # for the template that scripts clone
            "undo": last_act_in_words(session, member(request)),
            "enter_form": bound.get("enter") or EnterForm(session=session, initial={"client_id": uuid4()}),
            "error": error,
            "forms": bound,
            "kept_id": kept[0],
            "kept_words": "" if _has_answer_box(questions, kept[0]) else kept[1],
            "people": session.participants.filter(is_entered=False).count(),
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


@require_POST
def open_or_reopen(request: HttpRequest, slug: str) -> HttpResponse:
    session = access.session_to_facilitate(request.user, slug)
    open_session(session=session, by=member(request))
    return redirect("desk", slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """What closing will do; and closing. The summary draft opens."""
    session = access.session_to_facilitate(request.user, slug)
    if request.method != "POST":
        context = {"session": session, "counts": closing_counts(session)}
        return render(request, "forums/live/close.html", context)
    try:
        summary = close_session(session=session, by=member(request))
    except ActionError as refused:
        return desk_page(request, session, error=str(refused.message), status=refused.status)
    return redirect("summary", summary.pk)
