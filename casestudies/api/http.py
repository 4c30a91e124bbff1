"""How the API speaks HTTP: reads only, to any page of any site, kept for a little while by whoever asks."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import conditional_page

View = Callable[..., HttpResponse]
SECONDS = 300


def readable(view: View) -> View:
    """For everybody by GET and HEAD, with an ETag; whatever goes wrong is said in JSON."""
    conditional = conditional_page(view)

    @login_not_required
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return open_to_all(problem("This API only reads: please use GET.", 405, Allow="GET, HEAD"))
        if request.method == "HEAD":
            request.method = "GET"  # ninja knows no HEAD; the server leaves the body out
            response = conditional(request, *args, **kwargs)
            request.method = "HEAD"
        else:
            response = conditional(request, *args, **kwargs)
        if response.status_code == 200:
            response.headers.setdefault("Cache-Control", f"public, max-age={SECONDS}")
        return open_to_all(response)

    answer.csrf_exempt = True  # type: ignore[attr-defined]  # a POST changes nothing and is told so in JSON
    return answer


def open_to_all(response: HttpResponse) -> HttpResponse:
    """Scripts of other sites may read it: it is public, and no cookie plays a part."""
    response["Access-Control-Allow-Origin"] = "*"
    return response


def problem(detail: str, status: int, **headers: str) -> JsonResponse:
    return JsonResponse({"detail": detail}, status=status, headers=headers)
