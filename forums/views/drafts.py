"""Drafts: saved while somebody types, listed to go on with, discarded."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from exchange.errors import ActionError
from exchange.http import done, refusal, wants_json
from exchange.people.access import member
from forums.access.composing import is_scope, place_to_write
from forums.actions.drafts import DraftSavedElsewhere, discard_draft, draft_in, fields_of, save_draft
from forums.queries.drafts import drafts_of


@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    return render(request, "forums/draft_list.html", {"drafts": drafts_of(member(request))})


@require_POST
def draft(request: HttpRequest, scope: str) -> HttpResponse:
    """Save what the form of this scope holds, or discard it. Whose draft it is never comes from outside.

    A draft that is there may be saved and discarded even where its thread has gone: they are one's own
    words. A new one begins only where one may write.
    """
    user = member(request)
    if not is_scope(scope):
        raise Http404
    if "discard" in request.POST:
        discard_draft(user=user, scope=scope)
        if wants_json(request):
            return done()
        messages.success(request, _("The draft was discarded."))
        return redirect("drafts")
    if draft_in(user, scope) is None:
        place_to_write(user, scope)
    seen = request.POST.get("draft_version", "")
    try:
        saved = save_draft(
            user=user,
            scope=scope,
            fields=fields_of(request.POST),
            seen_version=int(seen) if seen.isdecimal() and len(seen) < 9 else 0,
            is_chosen="chosen" in request.POST,
        )
    except DraftSavedElsewhere as refused:
        there = {"version": refused.draft.version, "fields": refused.draft.fields}
        return JsonResponse({"error": str(refused.message), "code": refused.code, **there}, status=409)
    except ActionError as refused:
        return refusal(refused)
    if saved is None:
        return done(version=0, said="")
    said = _("Saved on the server at %(time)s") % {
        "time": timezone.localtime(saved.saved_at).strftime("%H:%M")
    }
    return done(version=saved.version, said=said)
