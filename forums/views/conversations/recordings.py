"""The recording of a contribution, for whoever reads the words of its conversation."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from exchange.storage.sounds import content_type_of, stored_sound
from forums.access.conversations import seat_to_read_words
from forums.models import Attachment, AttachmentKind, PostState, ScanState
from forums.views.conversations.seats import seat


@login_not_required
@require_safe
def recording(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    at = seat(request, slug, seat_to_read_words)
    found = get_object_or_404(
        Attachment,
        public_id=public_id,
        kind=AttachmentKind.AUDIO,
        scan=ScanState.CLEAN,
        post__thread__conversation=at.conversation,
        post__state=PostState.VISIBLE,
    )
    try:
        with stored_sound(found.path) as file:  # at most 12 MB
            response = HttpResponse(file.read(), content_type=content_type_of(found.path))
    except FileNotFoundError as error:
        raise Http404 from error
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
