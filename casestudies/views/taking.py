"""Answering with a file, or saying on a page why there is none."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from casestudies.exports import Export, UnknownFormat
from exchange.errors import ActionError


def export_response(make: Callable[[], Export], name: str) -> HttpResponse:
    """A file to keep, under a name that says what it is. 404 for a format that we do not have."""
    try:
        export = make()
    except UnknownFormat as error:
        raise Http404 from error
    response = HttpResponse(export.content, content_type=export.content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{export.extension}"'
    return response


def file_or_reason(request: HttpRequest, make: Callable[[], Export], name: str, *, back: str) -> HttpResponse:
    """The same, or the page that says why there is no file, with the way ``back`` to what it is of."""
    try:
        return export_response(make, name)
    except ActionError as refused:
        return no_file(request, refused, back=back)


def no_file(request: HttpRequest, refused: ActionError, *, back: str) -> HttpResponse:
    context = {"error": refused.message, "back": back}
    return render(request, "casestudies/no_file.html", context, status=refused.status)
