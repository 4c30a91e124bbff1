"""Threads leave the site: as files, and as a small page inside of another site's."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from casestudies.exports import UnknownFormat
from casestudies.views.taking import no_file
from exchange.errors import ActionError
from exchange.http import in_pieces
from exchange.prepared.offering import offer
from forums import access
from forums.presentation import said_thread
from forums.presentation.files import ON_PAPER, file_of_thread, is_long
from forums.presentation.prepared import THREAD
from forums.presentation.sharing import demonstration_mark, is_public


@login_not_required
@require_safe
def thread_file(request: HttpRequest, thread_id: int, slug: str, extension: str) -> HttpResponseBase:
    """A file to keep. It says nothing that the page does not say to every one of its readers."""
    thread = access.thread_to_take_along(request.user, thread_id)
    if slug != thread.slug:
        return redirect("thread_file", thread.pk, thread.slug, extension, permanent=True)
    if extension in ON_PAPER and is_long(thread):
        return offer(request, kind=THREAD, key=thread.pk, format=extension)
    try:
        file = file_of_thread(thread, extension)
    except UnknownFormat as error:
        raise Http404 from error
    except ActionError as refused:
        return no_file(request, refused, back=reverse("thread", args=[thread.pk, thread.slug]))
    response = in_pieces(request, file.pieces, file.content_type)
    response["Content-Disposition"] = f'attachment; filename="{thread.slug}.{extension}"'
    if not is_public(thread):
        response["Cache-Control"] = "private, no-store"
    return response


@login_not_required
@require_safe
def thread_embed(request: HttpRequest, thread_id: int) -> HttpResponse:
    """The head of a public thread for pages of EMBED_ORIGINS; who looks plays no part, so no cookie does."""
    if not settings.EMBED_ORIGINS:
        raise Http404
    thread = access.thread_to_take_along(AnonymousUser(), thread_id)
    said = said_thread(thread)
    context = {"said": said, "mark": demonstration_mark(thread), "site_name": settings.SITE_NAME}
    response = HttpResponse(render_to_string("forums/thread_embed.html", context))
    response._csp_replace = {"frame-ancestors": settings.EMBED_ORIGINS}  # type: ignore[attr-defined]
    response.xframe_options_exempt = True
    response["Cache-Control"] = "public, max-age=300"
    return response
