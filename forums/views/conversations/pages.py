"""The page of a conversation that lasts, its files, and the list of all."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from casestudies.exports import render as render_document
from casestudies.views.taking import file_or_reason
from forums.access.conversations import seat_at
from forums.access.statements import reads_statements
from forums.models import Conversation
from forums.presentation.conversations import document_of_conversation
from forums.queries.conversations.around import around, insights_of
from forums.queries.conversations.collective import collective_view
from forums.queries.conversations.record import bylines_in, page_of_record
from forums.queries.conversations.words import guiding_questions, harvest_of
from forums.views.conversations.seats import seat


@login_not_required
@require_safe
def conversations(request: HttpRequest) -> HttpResponse:
    shown = Conversation.objects.visible_to(request.user).select_related("theme", "engagement")
    return render(request, "forums/conversation_list.html", {"conversations": shown.order_by("title", "pk")})


@login_not_required
@require_safe
def conversation(request: HttpRequest, slug: str) -> HttpResponse:
    """The conversation as a document; ``page`` and ``at`` say which part of its words is shown."""
    at = seat(request, slug, seat_at)
    shown = at.conversation
    context = {
        "seat": at,
        "conversation": shown,
        "around": around(shown, request.user),
        "guiding": guiding_questions(shown),
    }
    if at.reads_words:
        page = page_of_record(shown, number=_number(request, "page") or 1, at=_number(request, "at"))
        for part in page.parts:
            part.harvest = harvest_of(shown, part.round) if part.round and not part.is_continued else []
        context |= {
            "page": page,
            "clusters": insights_of(shown) if page.number == 1 else [],
            "bylines": [] if shown.is_chatham_house else bylines_in(shown),
        }
    if reads_statements(at) and (_number(request, "page") or 1) == 1:
        is_open = shown.takes_votes(timezone.now())
        context["collective"] = collective_view(shown, is_open=is_open)
    response = render(request, "forums/conversations/page.html", context)
    if at.is_inside and not shown.has_open_words:
        response["Cache-Control"] = "private, no-store"
    return response


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


@login_not_required
@require_safe
def conversation_file(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    """A file to keep: with the words for who reads them, else with what everybody may know."""
    at = seat(request, slug, seat_at)
    shown = at.conversation
    response = file_or_reason(
        request,
        lambda: render_document(
            document_of_conversation(shown, has_words=at.reads_words), extension, now=shown.closed_at
        ),
        slug,
        back=reverse("conversation", args=[slug]),
    )
    if not shown.has_open_words:
        response["Cache-Control"] = "private, no-store"
    return response
