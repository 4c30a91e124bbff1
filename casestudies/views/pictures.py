"""The files of pictures: public where a public version shows them, else for those who write and review."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from casestudies import access
from exchange.storage.files import content_type_of, stored

LONG = 30 * 24 * 60 * 60


@login_not_required
@require_safe
def picture(request: HttpRequest, key: str, width: str, extension: str) -> HttpResponse:
    """A rendition never changes under its address; a month in caches, for a version may be withdrawn."""
    shown, is_public = access.picture_to_see(request.user, key)
    path = shown.path_of(width=int(width), extension=extension)
    if not path:
        raise Http404
    try:
        with stored(path) as file:  # small, so it is sent whole
            response = HttpResponse(file.read(), content_type=content_type_of(path))
    except FileNotFoundError as error:
        raise Http404 from error
    response["Cache-Control"] = f"public, max-age={LONG}, immutable" if is_public else "private, max-age=3600"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = "inline"
    return response
