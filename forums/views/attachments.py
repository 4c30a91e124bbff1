"""The files of posts: for whoever may see the post, and never as something that could run."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from exchange.storage.files import content_type_of, stored
from exchange.storage.papers import stored_paper
from forums.access.composing import attachment_to_see
from forums.models import AttachmentKind

SHORT = 600  # seconds: a post can be hidden, and its file is then gone from shared caches soon


@login_not_required
@require_safe
def picture(request: HttpRequest, public_id: str, width: int, ending: str) -> HttpResponse:
    """One rendition of a picture: bare pixels, made here."""
    found, is_public = attachment_to_see(request.user, public_id)
    tail = f"-{width}.{ending}"
    paths = [made["path"] for made in found.renditions if made["path"].endswith(tail)]
    if not paths:
        raise Http404
    try:
        with stored(paths[0]) as file:
            response = HttpResponse(file.read(), content_type=content_type_of(paths[0]))
    except FileNotFoundError as error:
        raise Http404 from error
    response["Content-Disposition"] = "inline"
    return _guarded(response, is_public=is_public)


@login_not_required
@require_safe
def pdf(request: HttpRequest, public_id: str, name: str) -> HttpResponse:
    """A PDF as it came, to be saved. What the address calls it counts for nothing."""
    found, is_public = attachment_to_see(request.user, public_id)
    if found.kind != AttachmentKind.PDF:
        raise Http404
    try:
        with stored_paper(found.path) as file:  # at most 12 MB
            response = HttpResponse(file.read(), content_type="application/pdf")
    except FileNotFoundError as error:
        raise Http404 from error
    response["Content-Disposition"] = str(content_disposition_header(True, found.name))
    return _guarded(response, is_public=is_public)


def _guarded(response: HttpResponse, *, is_public: bool) -> HttpResponse:
    response["Cache-Control"] = f"public, max-age={SHORT}" if is_public else "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
