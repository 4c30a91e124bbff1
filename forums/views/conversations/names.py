"""Words under Chatham House that name somebody: what names whom, and taking it out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from exchange.errors import ActionError
from exchange.people.access import member_or_none
from forums.access.conversations import Seat, seat_to_run
from forums.actions.conversations.redacting import take_names_out
from forums.queries.conversations.namings import texts_that_name
from forums.views.conversations.seats import seat


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def names(request: HttpRequest, slug: str) -> HttpResponse:
    at = seat(request, slug, seat_to_run)
    if request.method != "POST":
        return _page(request, at)
    starts = {int(start) for start in request.POST.getlist("start") if start.isdecimal()}
    seen = request.POST.get("revision", "")
    try:
        taken = take_names_out(
            conversation=at.conversation,
            key=request.POST.get("key", ""),
            starts=starts,
            seen_revision=int(seen) if seen.isdecimal() else 0,
            by=member_or_none(request),
        )
    except ActionError as refused:
        return _page(request, at, error=str(refused.message), status=refused.status)
    told = ngettext("%(count)s mark stands there now.", "%(count)s marks stand there now.", taken)
    messages.success(request, told % {"count": taken})
    return redirect("conversation_names", slug)


def _page(request: HttpRequest, at: Seat, *, error: str = "", status: int = 200) -> HttpResponse:
    context = {"conversation": at.conversation, "texts": texts_that_name(at.conversation), "error": error}
    return render(request, "forums/conversations/names.html", context, status=status)
