from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware as DjangoLoginRequired
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from casestudies.queries.addresses import new_address
from exchange.http import sent_again_page, wants_json


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
