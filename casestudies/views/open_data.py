"""Pages for people who write programs: the read API, and the open data with its files."""

import mimetypes
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.auth.decorators import login_not_required
from django.core.handlers.asgi import ASGIRequest
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from casestudies.api.application import description
from casestudies.dump import current_edition
from casestudies.dump.library import TABLES
from casestudies.dump.readme import OTHERS

PIECE = 64 * 1024
TYPES = {
    ".geojson": "application/geo+json",
    ".csv": "text/csv; charset=utf-8",
    "": "text/plain; charset=utf-8",
}


@login_not_required
@require_safe
def api_page(request: HttpRequest) -> HttpResponse:
    """What the API offers, from the same description that programs read."""
    return render(request, "casestudies/api_page.html", {"groups": operations_by_tag(description())})


def operations_by_tag(document: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The operations under their headings, in the order of the API."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, methods in document["paths"].items():
        groups.setdefault(methods["get"]["tags"][0], []).append({**methods["get"], "path": path})
    return groups


@login_not_required
@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """The files of the current edition, with what they are and how large."""
    edition = current_edition()
    about = [*OTHERS[:2], *((table.name, table.about) for table in TABLES), *OTHERS[2:]]
    files = [(name, edition.files[name], words) for name, words in about] if edition else []
    return render(request, "casestudies/open_data.html", {"edition": edition, "files": files})


@login_not_required
@require_safe
def open_file(request: HttpRequest, name: str) -> HttpResponse | StreamingHttpResponse:
    """A file of the current edition, in pieces: the server never holds the whole of it."""
    edition = current_edition()
    if edition is None or name not in edition.files:
        raise Http404
    path = edition.path_of(name)
    pieces = _later(path) if isinstance(request, ASGIRequest) else _now(path)
    response = StreamingHttpResponse(pieces, content_type=_type_of(name))
    response["Content-Length"] = edition.files[name]
    response["Last-Modified"] = http_date(edition.made_at.timestamp())
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _type_of(name: str) -> str:
    kind = Path(name).suffix
    return TYPES.get(kind) or mimetypes.guess_type(name)[0] or "application/octet-stream"


def _now(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from iter(lambda: file.read(PIECE), b"")


async def _later(path: Path) -> AsyncIterator[bytes]:
    """The same for the server, whose loop must not wait for a disk."""
    with path.open("rb") as file:
        while piece := await sync_to_async(file.read, thread_sensitive=False)(PIECE):
            yield piece
