"""Words under Chatham House that name somebody: what names whom, taking it out, or letting it stay."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from exchange.errors import ActionError
from exchange.people.access import member_or_none
from forums.access.conversations import Seat, seat_to_run
from forums.actions.conversations.redacting import let_names_stay, look_at_names_again, take_names_out
from forums.queries.conversations.namings import notes_that_name, revisions_that_may_stay, texts_that_name
from forums.views.conversations.seats import seat


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def names(request: HttpRequest, slug: str) -> HttpResponse:
    at = seat(request, slug, seat_to_run)
    if request.method != "POST":
        return _page(request, at)
    try:
        told = _act(request, at)
    except ActionError as refused:
        return _page(request, at, error=str(refused.message), status=refused.status)
    messages.success(request, told)
    return redirect("conversation_names", slug)


def _act(request: HttpRequest, at: Seat) -> str:
    """Do what was asked for; returns what to tell of it."""
    if "again" in request.POST:
        look_at_names_again(conversation=at.conversation)
        return _("What was left to stand is shown again.")
    key, seen = request.POST.get("key", ""), request.POST.get("revision", "")
    seen_revision = int(seen) if seen.isdecimal() else 0
    if "stay" in request.POST:
        let_names_stay(conversation=at.conversation, key=key, seen_revision=seen_revision)
        return _("These words stay as they are.")
    taken = take_names_out(
        conversation=at.conversation,
        key=key,
        starts={int(start) for start in request.POST.getlist("start") if start.isdecimal()},
        seen_revision=seen_revision,
        by=member_or_none(request),
    )
    told = ngettext("%(count)s mark stands there now.", "%(count)s marks stand there now.", taken)
    return told % {"count": taken}


def _page(request: HttpRequest, at: Seat, *, error: str = "", status: int = 200) -> HttpResponse:
    context = {
        "conversation": at.conversation,
        "texts": texts_that_name(at.conversation),
        "notes": notes_that_name(at.conversation),
        "left": revisions_that_may_stay(at.conversation).count(),
        "error": error,
    }
    return render(request, "forums/conversations/names.html", context, status=status)
