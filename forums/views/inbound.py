"""The door for a mail provider. It is shut unless a provider and its secret are set."""

from anymail.utils import get_request_basic_auth
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseForbidden
from django.utils.crypto import constant_time_compare
from django.utils.module_loading import import_string
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from forums.mail.providers import PROVIDERS

LARGEST = 35 * 1024 * 1024  # bytes: a photograph from a telephone, as JSON, and much more


@csrf_exempt  # another server sends it, which has no form of ours; the secret says who it is
@login_not_required
@require_POST
def mail_came_in(request: HttpRequest, provider: str) -> HttpResponse:
    """Hand on what a provider brings. Any error of ours makes it come again later."""
    if provider != settings.INBOUND_PROVIDER or not settings.INBOUND_WEBHOOK_SECRET:
        raise Http404
    given = get_request_basic_auth(request) or ""
    if not constant_time_compare(given, settings.INBOUND_WEBHOOK_SECRET):
        return HttpResponseForbidden("Who are you?\n", content_type="text/plain")
    if request.content_type == "application/json":
        _read_whole(request)
    answer: HttpResponse = import_string(PROVIDERS[provider]).as_view()(request)
    return answer


def _read_whole(request: HttpRequest) -> None:
    """Attachments travel inside the JSON: more than what Django reads of a form (we drop them after)."""
    if int(request.headers.get("Content-Length") or 0) <= LARGEST:
        request._body = request.read(LARGEST)
