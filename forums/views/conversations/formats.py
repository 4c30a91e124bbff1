"""Ways to hold a conversation: looked at, copied, and one's own changed."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.forms import formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from exchange.errors import ActionError
from exchange.people.access import member
from forums import access
from forums.actions.conversations import formats as acts
from forums.forms.conversations import FormatForm, FormatRoundForm, lines_of
from forums.models import ConversationFormat

MOST_ROUNDS, FREE_ROWS = 20, 2
RoundForms = formset_factory(FormatRoundForm, extra=FREE_ROWS, max_num=MOST_ROUNDS, absolute_max=MOST_ROUNDS)


@login_not_required
@require_safe
def formats(request: HttpRequest) -> HttpResponse:
    """Those of the platform for everybody, and facilitators' own for facilitators."""
    shown = ConversationFormat.objects.select_related("owner")
    if not getattr(request.user, "can_facilitate", False):
        shown = shown.filter(owner=None)
    context = {"formats": shown.order_by("owner__pk", "name", "pk")}
    return render(request, "forums/conversations/formats.html", context)


@login_not_required
@never_cache
@require_safe
def conversation_format(request: HttpRequest, slug: str) -> HttpResponse:
    """A format with its rounds; its owner finds it as a form."""
    shown = _format(slug)
    if shown.owner_id:
        access.require_facilitator(request.user)
    return _page(request, shown, *_forms(shown))


def _format(slug: str) -> ConversationFormat:
    return get_object_or_404(ConversationFormat.objects.select_related("owner"), slug=slug)


@require_POST
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change or delete a format of one's own."""
    access.require_facilitator(request.user)
    shown = _format(slug)
    form, rounds = FormatForm(request.POST), RoundForms(request.POST)
    try:
        if "delete" in request.POST:
            acts.delete_format(format=shown, by=member(request))
            return redirect("conversation_formats")
        acts.require_own(shown, member(request))
        if form.is_valid() and rounds.is_valid():
            acts.change_format(format=shown, by=member(request), fields=_fields(shown, form, rounds))
            return redirect("conversation_format", slug)
    except ActionError as refused:
        return _page(request, shown, *_forms(shown), error=str(refused.message), status=refused.status)
    return _page(request, shown, form, rounds, status=400)


def _forms(shown: ConversationFormat) -> tuple[FormatForm, Any]:
    headings = "\n".join(str(row["label"]) for row in shown.harvest)
    form = FormatForm(
        initial={
            "name": shown.name,
            "purpose": shown.purpose,
            "has_tables": shown.has_tables,
            "harvest": headings,
        }
    )
    return form, RoundForms(initial=shown.rounds)


def _fields(shown: ConversationFormat, form: FormatForm, rounds: Any) -> dict[str, Any]:
    """A heading that stays keeps its key, so that notes stay under it; an emptied round is gone."""
    keys = {row["label"]: row for row in shown.harvest}
    headings = lines_of(form.cleaned_data["harvest"])
    return {
        **form.cleaned_data,
        "harvest": [
            keys.get(label, {"key": f"{slugify(label)[:40] or 'note'}-{place}", "label": label, "help": ""})
            for place, label in enumerate(headings, start=1)
        ],
        "rounds": [data for data in rounds.cleaned_data if data.get("title")],
    }


def _page(
    request: HttpRequest,
    shown: ConversationFormat,
    form: FormatForm,
    rounds: Any,
    *,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    is_own = shown.owner_id is not None and shown.owner_id == request.user.pk
    context = {"format": shown, "form": form, "rounds": rounds, "is_own": is_own, "error": error}
    return render(request, "forums/conversations/format.html", context, status=status)


@require_POST
def copy(request: HttpRequest, slug: str) -> HttpResponse:
    access.require_facilitator(request.user)
    shown = get_object_or_404(ConversationFormat, slug=slug)
    made = acts.copy_format(format=shown, by=member(request))
    return redirect("conversation_format", made.slug)
