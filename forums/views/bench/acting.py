"""How an act at the workbench is answered: a page that goes on where the person was, or the new state."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.errors import ActionError
from exchange.http import done, refusal, wants_json
from forums.models import RemovedPart, Summary, SummaryItem
from forums.presentation.workbench import state_of
from forums.queries import items_in_brief_order
from forums.views.bench.page import summary_page


def act(
    request: HttpRequest,
    shown: Summary,
    do: Callable[[], Any],
    *,
    at: str = "",
    error_at: str = "",
    told: Callable[[Any], str] | None = None,
) -> HttpResponse:
    """Do it; refused, the page says why at ``error_at``. ``at``: the anchor to go on at, else the item that
    was made; ``told`` says in words what was done."""
    try:
        made = do()
    except ActionError as refused:
        if wants_json(request):
            return refusal(refused)
        return summary_page(
            request, shown, error=str(refused.message), error_at=error_at, status=refused.status
        )
    words = told(made) if told else ""
    anchor = at or (made.anchor if isinstance(made, SummaryItem) else "")
    if wants_json(request):
        return done(anchor=anchor, words=words, **_undo(made), **state(request, shown))
    if words:
        messages.success(request, words)
    return redirect(address(shown, anchor))


def _undo(made: Any) -> dict[str, Any]:
    if not isinstance(made, RemovedPart):
        return {}
    url = reverse("bring_part_back", args=[made.summary_id, made.pk])
    return {"undo": url, "undo_words": _("Bring it back")}


def state(request: HttpRequest, shown: Summary) -> dict[str, Any]:
    shown.refresh_from_db(fields=["state"])
    return {"state": state_of(shown, items_in_brief_order(shown), user=request.user)}


def address(shown: Summary, anchor: str = "") -> str:
    return reverse("summary", args=[shown.pk]) + (f"#{anchor}" if anchor else "")
