"""Answering a browser in its own tongue: a page, or JSON for the scripts that upgrade it."""

import re
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any
from uuid import UUID, uuid4

from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.handlers.asgi import ASGIRequest
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls.converters import StringConverter
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.forms import first_error

# What a person types, as the page that gives it back calls it; other fields travel along unseen.
TYPED = {
    "text": _("What you wrote"),
    "words": _("What you wrote"),
    "title": _("Title"),
    "prose": _("In your words"),
    "lesson_statement": _("Lesson"),
    "lesson_conditions": _("Conditions under which it held"),
    "answer": _("Answer"),
    "what_changed": _("What you did, and what changed"),
    "tried_in": _("When"),
    "message": _("Your message"),
    "reason": _("Reason"),
    "note": _("Note"),
    "guest_name": _("Your name"),
    "display_name": _("Your name"),
    "role_line": _("Your role"),
    "organisation": _("Organisation"),
}
NEVER_ECHOED = re.compile(r"password|token|secret", re.IGNORECASE)


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def refusal(error: ActionError) -> JsonResponse:
    return JsonResponse({"error": str(error.message), "code": error.code}, status=error.status)


def invalid(form: BaseForm) -> JsonResponse:
    """A form's first complaint, for a script that shows it beside the box."""
    return JsonResponse({"error": first_error(form)}, status=400)


def client_id_of(request: HttpRequest) -> UUID:
    """The id under which a device sent its write; a new one if it sent none."""
    try:
        return UUID(request.POST.get("client_id", ""))
    except ValueError:
        return uuid4()


def client_address(request: HttpRequest) -> str:
    """Where a request comes from; empty where nobody knows. Behind our proxy, what that one saw itself.

    Only the last address of ``X-Forwarded-For`` is our proxy's: those before it anybody may write.
    """
    if settings.BEHIND_PROXY:
        return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR") or "")


def done(**result: Any) -> JsonResponse:
    return JsonResponse({"done": True, **result})


def page_of_form(request: HttpRequest) -> str:
    """Where the form stood, as far as the browser says: its own address may only take forms."""
    page = request.headers.get("Referer", "")
    return page if url_has_allowed_host_and_scheme(page, {request.get_host()}) else "/"


def typed_in(request: HttpRequest) -> list[tuple[str, Any, str]]:
    """What a form brought: each box's name, what a page calls it, and its words; no secrets."""
    return [
        (name, TYPED.get(name, ""), value)
        for name, values in request.POST.lists()
        if not NEVER_ECHOED.search(name)
        for value in values
    ]


PIECE = 64 * 1024


def in_pieces(request: HttpRequest, pieces: Iterable[bytes], content_type: str) -> StreamingHttpResponse:
    """A file that is sent while it is written: the server never holds the whole of it."""
    large = gathered(pieces)
    content = _one_after_the_other(large) if isinstance(request, ASGIRequest) else large
    return StreamingHttpResponse(content, content_type=content_type)


def gathered(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Small pieces joined to larger ones, of which each costs a trip through the server."""
    waiting: list[bytes] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= PIECE:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join(waiting)


async def _one_after_the_other(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    """For the server, whose loop must not wait for the database."""
    while piece := await sync_to_async(_next_of)(pieces):
        yield piece


def _next_of(pieces: Iterator[bytes]) -> bytes:
    return next(pieces, b"")


def sent_again_page(request: HttpRequest, *, is_logged_out: bool = False) -> HttpResponse:
    """A form that we could not take gives back what was typed, for the person to check and send again.

    Never a password, and nothing from the account pages.
    """
    context = {
        "typed": [] if request.path.startswith("/accounts/") else typed_in(request),
        "path": request.get_full_path(),
        "page": page_of_form(request),
        "is_logged_out": is_logged_out,
    }
    return render(request, "send_again.html", context, status=403)


def one_of(*words: str) -> type[StringConverter]:
    """A path step that is one of some words, so that a wrong one is a 404."""
    return type("OneOf", (StringConverter,), {"regex": "|".join(words)})
