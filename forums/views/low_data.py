"""Using less data: chosen at joining or on the page, and kept in a cookie."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from forums.presentation.low_data import COOKIE, is_data_dear
from forums.views.conversations.seats import session_in_reach

KEPT_FOR = 365 * 24 * 3600


def keep_choice(response: HttpResponse, *, is_dear: bool) -> None:
    response.set_cookie(
        COOKIE,
        "1" if is_dear else "0",
        max_age=KEPT_FOR,
        path="/live/",
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def keep_choice_at_joining(request: HttpRequest, response: HttpResponse) -> None:
    """The box of the way in; who leaves it as the browser had it has chosen nothing."""
    is_dear = "low_data" in request.POST
    if is_dear != is_data_dear(request):
        keep_choice(response, is_dear=is_dear)


@login_not_required
@require_POST
def choose_data(request: HttpRequest, slug: str) -> HttpResponse:
    """The same on the session's page."""
    session = session_in_reach(request, slug)
    response = redirect("live_session", session.slug)
    keep_choice(response, is_dear=request.POST.get("low_data") == "1")
    return response
