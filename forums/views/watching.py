from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from exchange.errors import ActionError
from exchange.http import done, page_of_form, refusal, wants_json
from exchange.people.access import member
from forums import access
from forums.access.boards import board_to_follow
from forums.actions.watching import set_watch
from forums.models import WatchLevel
from forums.queries.following import scope_of, watching_of


@require_http_methods(["GET", "HEAD", "POST"])
def watch_thread(request: HttpRequest, thread_id: int) -> HttpResponse:
    """How closely one follows a thread; mails link here."""
    return _watch(request, access.thread_to_read(request.user, thread_id))


@require_http_methods(["GET", "HEAD", "POST"])
def watch_board(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    return _watch(request, board_to_follow(request.user, kind, pk))


def _watch(request: HttpRequest, watched: Any) -> HttpResponse:
    error, status = "", 200
    if request.method == "POST":
        try:
            watch = set_watch(
                user=member(request),
                scope=scope_of(watched),
                level=request.POST.get("level", ""),
            )
        except ActionError as refused:
            if wants_json(request):
                return refusal(refused)
            error, status = str(refused.message), refused.status
        else:
            level = WatchLevel(watch.level).label
            if wants_json(request):
                return done(level=watch.level, label=str(level))
            messages.success(request, _("You follow this now: %(level)s.") % {"level": level})
            return redirect(_back(request))
    context = {"watched": watched, "watching": watching_of(request.user, watched), "error": error}
    return render(request, "forums/watch.html", context, status=status)


def _back(request: HttpRequest) -> str:
    """Where the control stood."""
    page = page_of_form(request)
    return page if page != "/" else reverse("notice_settings")
