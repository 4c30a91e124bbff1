"""The transcript of what was said elsewhere, for who runs the conversation: read, and corrected."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from exchange.errors import ActionError
from exchange.people.access import member_or_none
from forums.access.conversations import seat_to_run
from forums.actions.conversations.correcting import correct_turn
from forums.queries.conversations.transcript import transcript_page, turn_of
from forums.queries.history import history_of
from forums.views.conversations.seats import seat


@never_cache
@require_safe
def transcript(request: HttpRequest, slug: str) -> HttpResponse:
    at = seat(request, slug, seat_to_run)
    page = transcript_page(at.conversation, request.GET.get("page", "1"))
    context = {"conversation": at.conversation, "page": page}
    return render(request, "forums/conversations/transcript.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def turn(request: HttpRequest, slug: str, post_id: int) -> HttpResponse:
    """One stretch, with its versions; a POST corrects it."""
    at = seat(request, slug, seat_to_run)
    shown = turn_of(at.conversation, post_id)
    if shown is None:
        raise Http404
    error, text, status = "", shown.post.plain, 200
    if request.method == "POST":
        text = request.POST.get("text", "")
        seen = request.POST.get("revision", "")
        try:
            correct_turn(
                post=shown.post,
                text=text,
                seen_revision=int(seen) if seen.isdecimal() else 0,
                by=member_or_none(request),
            )
        except ActionError as refused:
            error, status = str(refused.message), refused.status
        else:
            return redirect(reverse("conversation_turn", args=[slug, post_id]))
    context = {
        "conversation": at.conversation,
        "turn": shown,
        "text": text,
        "history": history_of(shown.post),
        "error": error,
    }
    return render(request, "forums/conversations/turn.html", context, status=status)
