"""The workbench: sources and draft beside each other, and the way to publication."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from casestudies.exports import render as render_export
from casestudies.models import BriefSection
from casestudies.views.taking import export_response
from exchange.errors import ActionError
from exchange.forms import first_error
from exchange.http import done, invalid, refusal, wants_json
from exchange.people.access import member
from exchange.text import sentences, words_at
from forums import access
from forums.actions import summaries as acts
from forums.actions.citing import problems_of
from forums.forms.reviewing import CorrectForm
from forums.forms.summaries import CiteForm, ItemForm, NewItemForm, ReturnForm
from forums.models import Post, Summary, SummaryItem, SummaryState
from forums.presentation import document_of_summary
from forums.queries import items_in_brief_order, sources_of


class ItemIsGone(ActionError):
    code = "stale"
    message = gettext_lazy("A colleague removed this item meanwhile. Put your words under another one.")
    status = 404


@require_safe
def summaries(request: HttpRequest) -> HttpResponse:
    access.require_summary_reader(request.user)
    shown = Summary.objects.select_related("case_study", "engagement", "conversation").order_by(
        "-opened_at", "-pk"
    )
    return render(request, "forums/summary_list.html", {"summaries": shown})


@require_safe
def summary(request: HttpRequest, summary_id: int) -> HttpResponse:
    return summary_page(request, access.summary_to_read(request.user, summary_id))


def summary_page(
    request: HttpRequest,
    shown: Summary,
    *,
    error: str = "",
    error_at: str = "",
    bound: tuple[int, ItemForm] | None = None,
    return_form: ReturnForm | None = None,
    kept: str = "",
    status: int = 200,
) -> HttpResponse:
    """The workbench. ``error_at`` is the id of the part where the person is; ``bound`` an item's form
    and ``return_form`` a note that were not saved. What has no box on the page any more is shown apart."""
    can_write = member(request).can_facilitate and shown.is_draft
    can_approve = member(request).can_edit and shown.state in {SummaryState.SUBMITTED, SummaryState.APPROVED}
    items = items_in_brief_order(shown)
    sources = [_with_sentences(post, items) for post in sources_of(shown, request.user)] if can_write else []
    boxes = {item.anchor for item in items if can_write} | {source["anchor"] for source in sources}
    kept_words = [kept]
    if bound and f"item-{bound[0]}" not in boxes:
        kept_words += [
            bound[1][name].value() or "" for name in ("prose", "lesson_statement", "lesson_conditions")
        ]
    if return_form and not can_approve:
        kept_words.append(return_form["note"].value() or "")
    return render(
        request,
        "forums/summary_detail.html",
        {
            "summary": shown,
            "sections": [
                (section, [_with_form(item, bound) for item in items if item.section == section])
                for section in BriefSection
            ],
            "items": items,
            "sources": sources,
            "word_count": sum(item.word_count for item in items),
            "can_write": can_write,
            "can_approve": can_approve,
            "is_facilitator": member(request).can_facilitate,
            "error": error,
            "error_at": error_at if error_at in boxes else "",
            "kept_words": "\n\n".join(filter(None, kept_words)),
            "return_form": return_form or ReturnForm(),
            "problems": problems_of(shown) if can_write or can_approve else [],
            "versions": shown.versions.select_related("approved_by").order_by("-number"),
            "correct_form": CorrectForm(),
        },
        status=status,
    )


def _with_form(item: SummaryItem, bound: tuple[int, ItemForm] | None) -> dict[str, Any]:
    if bound and bound[0] == item.pk:
        return {"item": item, "form": bound[1], "is_stale": True}
    form = ItemForm(
        auto_id=f"item-{item.pk}-%s",
        initial={
            "prose": item.prose,
            "lesson_statement": item.lesson_statement,
            "lesson_kind": item.lesson_kind,
            "lesson_conditions": item.lesson_conditions,
            "is_own_view": item.is_own_view,
            "seen_revision": item.revision,
        },
    )
    return {"item": item, "form": form, "is_stale": False}


def _with_sentences(post: Post, items: list[SummaryItem]) -> dict[str, Any]:
    used = {citation.quotation.revision.post_id for item in items for citation in item.citations.all()}
    spans = [
        {"value": f"{span.start}-{span.end}", "words": words_at(post.plain, span)}
        for span in sentences(post.plain)
    ]
    return {"post": post, "sentences": spans, "is_used": post.pk in used, "anchor": f"source-{post.pk}"}


@require_POST
def new_summary(request: HttpRequest, thread_id: int) -> HttpResponse:
    """Open a summary on one thread."""
    thread = access.thread_to_read(request.user, thread_id)
    access.require_facilitator(request.user)
    opened = acts.open_summary(
        subject=thread.subject,
        title=thread.title,
        by=member(request),
        threads=[thread],
        is_demonstration=thread.is_demonstration,
    )
    return redirect("summary", opened.pk)


@require_POST
def new_item(request: HttpRequest, summary_id: int) -> HttpResponse:
    shown = access.summary_to_write(request.user, summary_id)
    form = NewItemForm(request.POST)
    try:
        if not form.is_valid():
            raise ActionError(first_error(form))
        item = acts.add_item(summary=shown, section=BriefSection(form.cleaned_data["section"]))
    except ActionError as refused:
        return summary_page(request, shown, error=str(refused.message), status=refused.status)
    return redirect(_at(shown, item))


@require_POST
def save_item(request: HttpRequest, summary_id: int, item_id: int) -> HttpResponse:
    shown = access.summary_to_write(request.user, summary_id)
    form = ItemForm(request.POST, auto_id=f"item-{item_id}-%s")
    item = shown.items.select_related("summary").filter(pk=item_id).first()
    if item is None:
        gone = ItemIsGone()
        if wants_json(request):
            return refusal(gone)
        return summary_page(
            request, shown, error=str(gone.message), bound=(item_id, form), status=gone.status
        )
    error, status = "", 400
    if form.is_valid():
        try:
            item = acts.save_item(item=item, **form.cleaned_data)
        except ActionError as refused:
            error, status = str(refused.message), refused.status
            if wants_json(request):
                return refusal(refused)
            form = ItemForm(
                {**request.POST.dict(), "seen_revision": item.revision}, auto_id=f"item-{item.pk}-%s"
            )
        else:
            return done(revision=item.revision) if wants_json(request) else redirect(_at(item.summary, item))
    elif wants_json(request):
        return invalid(form)
    return summary_page(
        request, item.summary, error=error, error_at=item.anchor, bound=(item.pk, form), status=status
    )


@require_POST
def move_item(request: HttpRequest, summary_id: int, item_id: int, way: str) -> HttpResponse:
    item = access.item_to_write(request.user, summary_id, item_id)
    return _act(request, item.summary, item, lambda: acts.move_item(item=item, up=way == "up"))


@require_POST
def remove_item(request: HttpRequest, summary_id: int, item_id: int) -> HttpResponse:
    item = access.item_to_write(request.user, summary_id, item_id)
    return _act(request, item.summary, None, lambda: acts.remove_item(item=item))


@require_POST
def remove_citation(request: HttpRequest, summary_id: int, citation_id: int) -> HttpResponse:
    citation = access.citation_to_write(request.user, summary_id, citation_id)
    return _act(
        request, citation.item.summary, citation.item, lambda: acts.remove_citation(citation=citation)
    )


def _act(request: HttpRequest, shown: Summary, item: SummaryItem | None, act: Any) -> HttpResponse:
    try:
        act()
    except ActionError as refused:
        return summary_page(request, shown, error=str(refused.message), status=refused.status)
    return redirect(_at(shown, item))


@require_POST
def cite(request: HttpRequest, summary_id: int) -> HttpResponse:
    """Put words of a source under an item, or under a new one."""
    shown = access.summary_to_write(request.user, summary_id)
    form = CiteForm(request.POST, summary=shown, user=request.user)
    source = request.POST.get("post", "")
    try:
        if not form.is_valid():
            raise ActionError(first_error(form))
        item = acts.cite_words(
            summary=shown,
            target=form.cleaned_data["target"],
            post=form.cleaned_data["post"],
            words=form.cleaned_data["words"],
            before=form.cleaned_data["before"],
            after=form.cleaned_data["after"],
            by=member(request),
        )
    except ActionError as refused:
        return summary_page(
            request, shown, error=str(refused.message), error_at=f"source-{source}", status=refused.status
        )
    return redirect(_at(shown, item))


@require_safe
def summary_export(request: HttpRequest, summary_id: int, extension: str) -> HttpResponse:
    """The summary as a file; refused with the difference when a quotation no longer holds."""
    shown = access.summary_to_read(request.user, summary_id)
    try:
        return export_response(
            lambda: render_export(document_of_summary(shown), extension), f"summary-{shown.pk}"
        )
    except ActionError as refused:
        return summary_page(request, shown, error=str(refused.message), status=refused.status)


def _at(shown: Summary, item: SummaryItem | None = None) -> str:
    return reverse("summary", args=[shown.pk]) + (f"#{item.anchor}" if item else "")
