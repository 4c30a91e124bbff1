"""The threads that a summary draws on: a facilitator adds others, and takes out what is not used."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from exchange.errors import ActionError
from forums import access
from forums.actions.summarising.threads import add_thread, remove_thread
from forums.forms.bench import ThreadSearchForm
from forums.models import Summary
from forums.queries.source_threads import threads_drawn_on, threads_to_add


@require_safe
def threads(request: HttpRequest, summary_id: int) -> HttpResponse:
    return _page(request, access.summary_to_write(request.user, summary_id))


@require_POST
def add(request: HttpRequest, summary_id: int, thread_id: int) -> HttpResponse:
    """It goes on at the workbench, where the thread's words can be picked."""
    shown = access.summary_to_write(request.user, summary_id)
    thread = access.thread_to_draw_on(request.user, thread_id)
    try:
        add_thread(summary=shown, thread=thread)
    except ActionError as refused:
        return _page(request, shown, error=str(refused.message), status=refused.status)
    messages.success(request, _("Added. What was said in “%(thread)s” is shown here.") % {"thread": thread})
    return redirect(f"{reverse('summary', args=[shown.pk])}?thread={thread.pk}#sources")


@require_POST
def remove(request: HttpRequest, summary_id: int, thread_id: int) -> HttpResponse:
    shown = access.summary_to_write(request.user, summary_id)
    thread = access.thread_drawn_on(request.user, shown, thread_id)
    try:
        remove_thread(summary=shown, thread=thread)
    except ActionError as refused:
        return _page(request, shown, error=str(refused.message), status=refused.status)
    messages.success(request, _("Taken out: “%(thread)s”.") % {"thread": thread})
    return redirect("summary_threads", shown.pk)


def _page(request: HttpRequest, shown: Summary, *, error: str = "", status: int = 200) -> HttpResponse:
    form = ThreadSearchForm(request.GET)
    words = form.wanted
    context = {
        "summary": shown,
        "form": form,
        "words": words,
        "own": threads_drawn_on(shown, request.user),
        "others": threads_to_add(shown, request.user, words=words),
        "error": error,
    }
    return render(request, "forums/summaries/threads.html", context, status=status)
