"""What somebody wrote, as the page will show it."""

from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from exchange.http import done, refusal
from exchange.text import clean
from forums.access.composing import place_to_write
from forums.actions.posts import POST_LENGTH, PostEmpty, PostTooLong
from forums.actions.wording import worded


@require_POST
def preview(request: HttpRequest) -> JsonResponse:
    """Rendered by what renders posts, for a script that shows it in place. Nothing is kept."""
    scope = request.POST.get("scope", "")
    place = place_to_write(request.user, scope)
    text = clean(request.POST.get("text", ""))
    if not text:
        return refusal(PostEmpty())
    if len(text) > POST_LENGTH:
        return refusal(PostTooLong(len(text)))
    post = place.post if scope.startswith("post:") else None
    with transaction.atomic():  # whoever looks for quoted words locks where they stand
        html = worded(text, thread=place.thread, post=post).rendered.html
    return done(html=html)
