"""What somebody is answered who asks at once for what takes longer."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from exchange.prepared.originals import find

TOO_LONG = 413


def offer(request: HttpRequest, *, kind: str, key: str | int, format: str) -> HttpResponse:
    """A page that offers to prepare the file; with 413, so that no program takes it for the file."""
    original = find(kind, str(key), request.user)
    if original is None or format not in original.formats:
        raise Http404
    context = {"original": original, "kind": kind, "key": key, "format": format}
    return render(request, "prepared/offer.html", context, status=TOO_LONG)
