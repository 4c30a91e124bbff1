from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware as DjangoLoginRequired
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from casestudies.queries.addresses import new_address
from exchange.http import page_of_form, refusal, sent_again_page, typed_in, wants_json
from exchange.people.actions.suspensions import Suspended, require_not_suspended
from exchange.people.models import User

REFUSED_IN_PLACE = frozenset(
    {
        "reply",
        "reply_to_post",
        "edit_post",
        "new_thread",
        "ask_question",
        "react",
        "report_trial",
        "send_wish",
    }
)
STILL_POSSIBLE = frozenset(
    {
        "withdraw_post",
        "withdraw_trial",
        "question_act",
        "flag_post",
        "draft",
        "preview_post",
        "mark_read",
        "mark_all_read",
        "bookmark_post",
        "change_bookmark",
        "read_notices",
        "notice_settings",
        "watch_thread",
        "watch_board",
        "own_membership",
        "unsubscribe",
    }
)


class LoginRequiredMiddleware(DjangoLoginRequired):
    """Sends visitors to the log-in page, but never throws away what they had typed.

    Somebody whose login ended while they wrote gets their words back, to be sent again.
    """

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        """Who asks for a public page plays no part here, so that what is the same for all may be kept."""
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(  # type: ignore[override]  # a refusal may be a page, not only a redirect
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponse:
        if request.method != "POST":
            response: HttpResponse = super().handle_no_permission(request, view_func)
            return response
        if wants_json(request):
            message = _("You are logged out. Your words are kept here: log in, then send them.")
            return JsonResponse({"error": message, "code": "login"}, status=403)
        return sent_again_page(request, is_logged_out=True)


def suspended_read_only(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Whoever is suspended from the whole site writes nothing anywhere; what they typed they keep.

    Forums say so in the place where the person is, so they are let through to do that. What concerns
    nobody else stays possible: to read, to take one's words back, to look after one's account.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        if request.method != "POST" or not isinstance(request.user, User):
            return None
        name = request.resolver_match.url_name if request.resolver_match else ""
        if (name or "").startswith("account_") or name in STILL_POSSIBLE | REFUSED_IN_PLACE:
            return None
        try:
            require_not_suspended(user=request.user, now=timezone.now())
        except Suspended as refused:
            if wants_json(request):
                return refusal(refused)
            typed = [row for row in typed_in(request) if row[1]]
            context = {"error": refused.message, "typed": typed, "page": page_of_form(request)}
            return render(request, "suspended.html", context, status=403)
        return None

    middleware.process_view = process_view  # type: ignore[attr-defined]  # where Django looks for it
    return middleware


def moved_addresses(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Where nothing is found, looks whether it moved. A page that exists costs nothing for it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        path = new_address(request.path)
        if not path:
            return response
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)

    return middleware
