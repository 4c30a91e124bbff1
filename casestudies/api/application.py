"""The API as a whole: its operations, its errors and its addresses."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, re_path, reverse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from casestudies.access import CaseWithdrawn
from casestudies.api.case_studies import router as case_studies
from casestudies.api.http import problem, readable
from casestudies.api.library import router as library
from casestudies.api.shown import address
from casestudies.presentation import absolute

api = NinjaAPI(
    title=f"{settings.SITE_NAME}: read API",
    version="1",
    description="Everything public in the library, to be read without a key. Each text names its licence.",
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
)
api.add_router("", case_studies)
api.add_router("", library)


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Exception) -> HttpResponse:
    """A withdrawn case study is gone rather than not found."""
    if not isinstance(error, CaseWithdrawn):
        return problem("There is nothing at this address.", 404)
    case_study = error.case_study
    tombstone = {
        "detail": f"“{case_study.title}” was withdrawn.",
        "slug": case_study.slug,
        "title": case_study.title,
        "url": address("case_study", case_study.slug),
        "withdrawn_at": case_study.withdrawn_at,
        "reason": case_study.withdrawn_reason,
    }
    return JsonResponse(tombstone, status=410)


@api.exception_handler(HttpError)
def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(str(error), error.status_code)


@api.exception_handler(ValidationError)
def misunderstood(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """What is wrong with the first parameter that is; an address that can't be is not found."""
    first = error.errors[0]
    where, *names = first["loc"]
    if where == "path":
        return problem("There is nothing at this address.", 404)
    name = [part for part in names if isinstance(part, str)][-1]
    return problem(f"“{name}”: {first['msg']}.", 400)


def openapi(request: HttpRequest) -> HttpResponse:
    return JsonResponse(description())


def description() -> dict[str, Any]:
    """The OpenAPI document."""
    schema = api.get_openapi_schema(path_prefix=reverse("api_page"))
    return {**schema, "servers": [{"url": absolute("").rstrip("/")}]}


def nothing(request: HttpRequest, rest: str = "") -> HttpResponse:
    return problem(f"There is nothing at this address. See {absolute(reverse('api_page'))}.", 404)


def patterns() -> list[URLPattern]:
    """Each operation, the description, and an answer in JSON for everything else."""
    operations = [each for each in api.urls[0] if isinstance(each, URLPattern) and each.name != "api-root"]
    for operation in operations:
        operation.callback = readable(operation.callback)
    return [
        path("openapi.json", readable(openapi), name="openapi"),
        *operations,
        re_path(r"^(?P<rest>.*)$", readable(nothing), name="nothing"),
    ]
