"""A summary in review: comments and disputes, approval, publication, correction."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from exchange.errors import ActionError
from exchange.forms import first_error
from exchange.people.access import member
from forums import access
from forums.actions import commenting, reviewing
from forums.actions.summaries import shorten_citation
from forums.forms.reviewing import CommentForm, CorrectForm, DisputeForm, SettleForm, ShortenForm
from forums.forms.summaries import ReturnForm
from forums.models import Summary
from forums.views.bench.acting import address
from forums.views.bench.draft import RefusedShortening
from forums.views.bench.page import summary_page
from forums.views.bench.travelling import saves_words_first, sent_by
from forums.views.words import words_page


@require_POST
@saves_words_first
def submit(request: HttpRequest, summary_id: int) -> HttpResponse:
    shown = access.summary_to_write(request.user, summary_id)
    sent = _("Sent. An editor will publish it or return it with a note.")
    return _move(request, shown, sent, lambda: reviewing.submit_summary(summary=shown, by=member(request)))


@require_POST
def return_to_facilitator(request: HttpRequest, summary_id: int) -> HttpResponse:
    shown = access.summary_to_approve(request.user, summary_id)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return summary_page(request, shown, return_form=form, status=400)
    try:
        reviewing.return_summary(summary=shown, note=form.cleaned_data["note"])
    except ActionError as refused:
        return summary_page(
            request, shown, error=str(refused.message), return_form=form, status=refused.status
        )
    messages.success(request, _("Returned to the facilitator."))
    return redirect("summary", shown.pk)


@require_POST
def approve(request: HttpRequest, summary_id: int) -> HttpResponse:
    shown = access.summary_to_approve(request.user, summary_id)
    return _move(
        request,
        shown,
        _("Approved: this version is frozen. You can publish it."),
        lambda: reviewing.approve_summary(summary=shown, by=member(request)),
    )


@require_POST
def publish(request: HttpRequest, summary_id: int) -> HttpResponse:
    shown = access.summary_to_approve(request.user, summary_id)
    try:
        learning = reviewing.publish_summary(summary=shown, by=member(request))
    except ActionError as refused:
        return summary_page(
            request, shown, error=str(refused.message), about=refused.at, status=refused.status
        )
    messages.success(request, _("Published as recorded learning. Everybody can read it at this address."))
    return redirect("learning", learning.slug)


@require_POST
def correct(request: HttpRequest, summary_id: int) -> HttpResponse:
    """Take a published summary up again."""
    shown = access.summary_to_write(request.user, summary_id)
    form = CorrectForm(request.POST)
    opened = _("You can correct it now. What was published stands until the next version is.")

    def act() -> None:
        if not form.is_valid():
            raise ActionError(first_error(form))
        reviewing.correct_summary(summary=shown, note=form.cleaned_data["note"])

    return _move(request, shown, opened, act)


@require_POST
@saves_words_first
def comment(request: HttpRequest, summary_id: int, item_id: int) -> HttpResponse:
    """Something that whoever writes or reviews the summary says of an item."""
    shown = access.summary_to_read(request.user, summary_id)
    item = access.item_to_comment_on(request.user, summary_id, item_id)
    form = CommentForm(sent_by("comment", request.POST, item_id))

    def act() -> None:
        if not form.is_valid():
            raise ActionError(first_error(form))
        commenting.comment_on_item(item=item, by=member(request), text=form.cleaned_data["text"])

    return _move(request, shown, "", act, at=item.anchor, typed=form["text"].value() or "")


@require_POST
@saves_words_first
def settle(request: HttpRequest, summary_id: int, comment_id: int) -> HttpResponse:
    shown = access.summary_to_read(request.user, summary_id)
    said = access.comment_to_settle(request.user, summary_id, comment_id)
    form = SettleForm(sent_by("settle", request.POST, comment_id))

    def act() -> None:
        if not form.is_valid():
            raise ActionError(first_error(form))
        commenting.settle_comment(
            comment=said, by=member(request), settlement=form.cleaned_data["settlement"]
        )

    return _move(request, shown, "", act, at=said.item.anchor, typed=form["settlement"].value() or "")


@require_POST
@saves_words_first
def shorten(request: HttpRequest, summary_id: int, citation_id: int) -> HttpResponse:
    citation = access.citation_to_write(request.user, summary_id, citation_id)
    form = ShortenForm(sent_by("shorten", request.POST, citation_id))
    try:
        if not form.is_valid():
            raise ActionError(first_error(form))
        shorten_citation(citation=citation, shortened=form.cleaned_data["shortened"])
    except ActionError as error:
        why = str(error.message)
        refused = RefusedShortening(citation, form["shortened"].value() or "", why)
        return summary_page(
            request,
            citation.item.summary,
            error=why,
            error_at=refused.anchor,
            refused=refused,
            status=error.status,
        )
    return redirect(address(citation.item.summary, citation.item.anchor))


@require_POST
def dispute(request: HttpRequest, public_id: str) -> HttpResponse:
    """Somebody who is quoted says that their words are used wrongly."""
    quotation = access.quotation_of_mine(request.user, public_id)
    form = DisputeForm(request.POST)
    try:
        if not form.is_valid():
            raise ActionError(first_error(form))
        commenting.dispute_quotation(quotation=quotation, by=member(request), text=form.cleaned_data["text"])
    except ActionError as refused:
        return words_page(request, quotation, dispute_form=form, error=str(refused.message), status=400)
    messages.success(request, _("A facilitator will answer you. The summary waits until then."))
    return redirect("words", quotation.public_id)


def _move(
    request: HttpRequest,
    shown: Summary,
    done: str,
    act: Callable[[], object],
    *,
    at: str = "",
    typed: str = "",
) -> HttpResponse:
    """Do it and come back to the workbench, there to where the person was; refused, with what they typed."""
    try:
        act()
    except ActionError as refused:
        return summary_page(
            request,
            shown,
            error=str(refused.message),
            error_at=at,
            about=refused.at,
            kept=typed,
            status=refused.status,
        )
    if done:
        messages.success(request, done)
    return redirect(address(shown, at))
