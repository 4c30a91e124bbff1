"""What came of a live session: for everybody once it has closed, and for facilitators whole."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from casestudies.exports import render as render_document
from casestudies.views.taking import file_or_reason
from exchange.prepared.offering import offer
from forums import access
from forums.models import LiveSession, Minute, Post, Thread
from forums.presentation.live_figures import polls_of, report_of
from forums.presentation.live_files import ON_PAPER, file_of_questions, is_long, name_of_file
from forums.presentation.live_questions import said_questions
from forums.presentation.live_report import document_of_report
from forums.presentation.prepared import QUESTIONS, QUEUE
from forums.queries.moments import moment_of


@login_not_required
@require_safe
def outcome(request: HttpRequest, slug: str) -> HttpResponse:
    """What was asked and answered, and how the talk goes on: the same for everybody."""
    session = access.session_to_look_back_on(slug)
    questions = said_questions(session)
    summary = getattr(session, "summary", None)
    context = {
        "session": session,
        "answered": [question for question in questions if question.is_answered],
        "unanswered": [question for question in questions if not question.is_answered],
        "polls": polls_of(session),
        "minutes": _minutes(session),
        "threads": Thread.objects.visible_to(request.user)
        .filter(live_session=session)
        .with_subject()
        .order_by("is_record", "title", "pk"),
        "learning": summary.learning if summary else None,
        "is_long": is_long(session),
    }
    return render(request, "forums/live/outcome.html", context)


def _minutes(session: LiveSession) -> list[tuple[Minute, object]]:
    """What was noted, as far as a visitor reads it in the record of the session."""
    readable = Post.objects.visible_to(AnonymousUser()).values("pk")
    minutes = session.minutes.filter(removed_at__isnull=True, post__in=readable).select_related("agenda_item")
    return [(minute, moment_of(session, minute.noted_at)) for minute in minutes.order_by("noted_at", "pk")]


@login_not_required
@never_cache
@require_safe
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """Figures that name nobody. Facilitators also read what waits, what was hidden, and every poll."""
    session = access.session_to_report(request.user, slug)
    whole = getattr(request.user, "can_facilitate", False)
    context = {
        "session": session,
        "report": report_of(session, whole=whole),
        "whole": whole,
        "is_long": is_long(session),
    }
    return render(request, "forums/live/report.html", context)


@login_not_required
@never_cache
@require_safe
def report_file(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    """The report as everybody reads it, as a file; before the session closes, for facilitators."""
    session = access.session_to_report(request.user, slug)
    return file_or_reason(
        request,
        lambda: render_document(document_of_report(session), extension, now=session.closed_at),
        f"{slug}-report",
        back=reverse("session_report", args=[slug]),
    )


@login_not_required
@require_safe
def questions(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    """What everybody may read, as a file."""
    session = access.session_to_look_back_on(slug)
    return _sent(request, session, extension, whole=False)


@never_cache
@require_safe
def queue(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    """The whole queue with its states, for facilitators' own work."""
    session = access.session_to_facilitate(request.user, slug)
    return _sent(request, session, extension, whole=True)


def _sent(request: HttpRequest, session: LiveSession, extension: str, *, whole: bool) -> HttpResponse:
    if extension in ON_PAPER and is_long(session):
        return offer(request, kind=QUEUE if whole else QUESTIONS, key=session.slug, format=extension)
    return file_or_reason(
        request,
        lambda: file_of_questions(session, extension, whole=whole),
        name_of_file(session, whole=whole),
        back=reverse("desk" if whole else "session_outcome", args=[session.slug]),
    )
