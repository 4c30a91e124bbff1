"""Summaries: the list, the page of one, and as a file."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from casestudies.exports import render as render_export
from casestudies.views.taking import export_response
from exchange.errors import ActionError
from exchange.people.access import member
from forums import access
from forums.actions import summaries as acts
from forums.models import Summary
from forums.presentation import document_of_summary
from forums.views.bench.page import summary_page


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


@require_POST
def new_summary(request: HttpRequest, thread_id: int) -> HttpResponse:
    """Open a summary on one thread."""
    thread = access.thread_to_read(request.user, thread_id)
    access.require_facilitator(request.user)
    try:
        subject = acts.subject_of_summary(thread, by=member(request))
    except ActionError as refused:
        messages.error(request, str(refused.message))
        return redirect("thread", thread.pk, thread.slug)
    opened = acts.open_summary(
        subject=subject,
        title=thread.title,
        by=member(request),
        threads=[thread],
        is_demonstration=thread.is_demonstration,
    )
    return redirect("summary", opened.pk)


@require_safe
def summary_export(request: HttpRequest, summary_id: int, extension: str) -> HttpResponse:
    """The summary as a file; refused with the difference when a quotation no longer holds."""
    shown = access.summary_to_read(request.user, summary_id)
    try:
        return export_response(
            lambda: render_export(document_of_summary(shown), extension), f"summary-{shown.pk}"
        )
    except ActionError as refused:
        return summary_page(
            request, shown, error=str(refused.message), about=refused.at, status=refused.status
        )
