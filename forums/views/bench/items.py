"""Items of the draft: written, placed, taken out and brought back, taken over, made lessons."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from casestudies.content.changes import words_changed
from casestudies.models import BriefSection
from exchange.errors import ActionError
from exchange.forms import first_error
from exchange.http import done, invalid, refusal, wants_json
from exchange.people.access import member
from forums import access
from forums.actions import summaries as acts
from forums.actions.summarising.lessons import make_lesson
from forums.actions.summarising.placing import place_item, step_item
from forums.actions.summarising.removing import bring_back, take_out_citation, take_out_item
from forums.actions.summarising.taking_over import take_over, take_over_section
from forums.forms.bench import PlaceForm
from forums.forms.summaries import ItemForm, NewItemForm
from forums.models import RemovedPart, Summary, SummaryItem
from forums.views.bench.acting import act, address, state
from forums.views.bench.draft import WORDS_OF_ITEM
from forums.views.bench.page import summary_page
from forums.views.bench.travelling import ItemIsGone, has_travelled, saves_words_first


@require_POST
@saves_words_first
def new_item(request: HttpRequest, summary_id: int) -> HttpResponse:
    shown = access.summary_to_write(request.user, summary_id)
    form = NewItemForm(request.POST)

    def add() -> SummaryItem:
        if not form.is_valid():
            raise ActionError(first_error(form))
        return acts.add_item(summary=shown, section=BriefSection(form.cleaned_data["section"]))

    return act(request, shown, add)


@require_POST
@saves_words_first
def save_item(request: HttpRequest, summary_id: int, item_id: int) -> HttpResponse:
    """A suggested item whose words a person saves is taken over with that."""
    shown = access.summary_to_write(request.user, summary_id)
    if has_travelled(request):
        return redirect(address(shown, f"item-{item_id}"))
    form = ItemForm(request.POST, item=item_id)
    item = shown.items.select_related("summary").filter(pk=item_id).first()
    if item is None:
        return _item_is_gone(request, shown, form)
    error, status = "", 400
    if form.is_valid():
        try:
            saved = acts.save_item(item=item, **form.words)
            if saved.revision != item.revision:
                take_over(item=saved, by=member(request))
        except ActionError as refused:
            error, status = str(refused.message), refused.status
            if wants_json(request):
                return _refused(request, item, refused)
            form = ItemForm({**request.POST.dict(), "seen_revision": item.revision}, item=item.pk)
        else:
            if wants_json(request):
                return done(revision=saved.revision, **state(request, shown))
            return redirect(address(shown, saved.anchor))
    elif wants_json(request):
        return invalid(form)
    return summary_page(request, item.summary, error=error, error_at=item.anchor, bound=[form], status=status)


def _item_is_gone(request: HttpRequest, shown: Summary, form: ItemForm) -> HttpResponse:
    gone = ItemIsGone()
    if wants_json(request):
        return refusal(gone)
    return summary_page(request, shown, error=str(gone.message), bound=[form], status=gone.status)


def _refused(request: HttpRequest, item: SummaryItem, error: ActionError) -> JsonResponse:
    """With what a colleague saved meanwhile, and how one's own words differ from it."""
    if not isinstance(error, acts.ItemChangedMeanwhile):
        return refusal(error)
    pieces = words_changed(item.prose, request.POST.get("prose", ""))
    saved: dict[str, Any] = {name: getattr(item, name) for name in WORDS_OF_ITEM}
    answer = {
        "error": str(error.message),
        "code": error.code,
        "saved": saved,
        "revision": item.revision,
        "difference": render_to_string("forums/_difference.html", {"pieces": pieces}),
    }
    return JsonResponse(answer, status=error.status)


@require_POST
@saves_words_first
def move_item(request: HttpRequest, summary_id: int, item_id: int, way: str) -> HttpResponse:
    item = access.item_to_write(request.user, summary_id, item_id)
    return act(request, item.summary, lambda: step_item(item=item, up=way == "up"), at=item.anchor)


@require_POST
@saves_words_first
def put_item(request: HttpRequest, summary_id: int, item_id: int) -> HttpResponse:
    """Put an item before another one or at the end of a section, as dragging does."""
    item = access.item_to_write(request.user, summary_id, item_id)
    form = PlaceForm(request.POST)

    def place() -> SummaryItem:
        if not form.is_valid():
            raise ActionError(first_error(form))
        return place_item(
            item=item,
            section=BriefSection(form.cleaned_data["section"]),
            before=item.summary.items.filter(pk=form.cleaned_data["before"] or 0).first(),
            seen_section=form.cleaned_data["seen_section"],
        )

    return act(request, item.summary, place, at=item.anchor)


@require_POST
@saves_words_first
def remove_item(request: HttpRequest, summary_id: int, item_id: int) -> HttpResponse:
    item = access.item_to_write(request.user, summary_id, item_id)
    return act(
        request,
        item.summary,
        lambda: take_out_item(item=item, by=member(request)),
        at="removed",
        told=lambda _part: _("Taken out. You can bring it back."),
    )


@require_POST
@saves_words_first
def remove_citation(request: HttpRequest, summary_id: int, citation_id: int) -> HttpResponse:
    citation = access.citation_to_write(request.user, summary_id, citation_id)
    return act(
        request,
        citation.item.summary,
        lambda: take_out_citation(citation=citation, by=member(request)),
        at=citation.item.anchor,
        told=lambda _part: _("Quotation taken out. You can bring it back."),
    )


@require_POST
@saves_words_first
def bring_part_back(request: HttpRequest, summary_id: int, part_id: int) -> HttpResponse:
    shown = access.summary_to_write(request.user, summary_id)
    part = RemovedPart(pk=part_id, summary=shown)
    return act(
        request,
        shown,
        lambda: bring_back(part=shown.removed_parts.filter(pk=part_id).first() or part),
        told=lambda _item: _("It is back."),
    )


@require_POST
@saves_words_first
def take_item_over(request: HttpRequest, summary_id: int, item_id: int) -> HttpResponse:
    item = access.item_to_write(request.user, summary_id, item_id)
    return act(request, item.summary, lambda: take_over(item=item, by=member(request)))


@require_POST
@saves_words_first
def take_section_over(request: HttpRequest, summary_id: int, section: str) -> HttpResponse:
    shown = access.summary_to_write(request.user, summary_id)
    return act(
        request,
        shown,
        lambda: take_over_section(summary=shown, section=BriefSection(section), by=member(request)),
        at=section,
        told=lambda taken: (
            ngettext("%(n)d item taken over.", "%(n)d items taken over.", taken) % {"n": taken}
        ),
    )


@require_POST
@saves_words_first
def make_item_a_lesson(request: HttpRequest, summary_id: int, item_id: int) -> HttpResponse:
    item = access.item_to_write(request.user, summary_id, item_id)
    return act(request, item.summary, lambda: make_lesson(item=item))
