"""Answering a browser in its own tongue: a page, or JSON for the scripts that upgrade it."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, JsonResponse

from exchange.errors import ActionError


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def refusal(error: ActionError) -> JsonResponse:
    return JsonResponse({"error": str(error.message)}, status=error.status)


def client_id_of(request: HttpRequest) -> UUID:
    """The id under which a device sent its write; a new one if it sent none."""
    try:
        return UUID(request.POST.get("client_id", ""))
    except ValueError:
        return uuid4()


def done(**result: Any) -> JsonResponse:
    return JsonResponse({"done": True, **result})
