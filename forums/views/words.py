from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casestudies.models import PublishedQuotation
from forums import access
from forums.forms.reviewing import DisputeForm
from forums.models import Post, Quotation
from forums.queries.quoting import shown_plain


@login_not_required
@require_safe
def words(request: HttpRequest, public_id: str) -> HttpResponse:
    """Frozen words with their context: where a published lesson leads back to."""
    return words_page(request, access.quotation_to_see(request.user, public_id))


def words_page(
    request: HttpRequest,
    quotation: Quotation,
    *,
    dispute_form: DisputeForm | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    """Frozen words with what stands around them. Whoever said them may dispute how they are used."""
    post = quotation.revision.post
    plain = quotation.revision.plain
    # Around the words may stand others, quoted from a post that is not visible now.
    has_context = post.is_visible and shown_plain(quotation.revision) == plain
    plain = plain if has_context else quotation.words
    start = quotation.start if has_context else 0
    published = PublishedQuotation.objects.filter(quotation_id=quotation.public_id).select_related(
        "item__learning"
    )
    learnings = dict.fromkeys(row.item.learning for row in published.order_by("pk"))
    return render(
        request,
        "forums/words.html",
        {
            "quotation": quotation,
            "is_withheld": not Post.objects.visible_to(request.user).filter(pk=post.pk).exists(),
            "post": post,
            "before": plain[:start],
            "after": plain[start + len(quotation.words) :],
            "edited_since": post.revision != quotation.revision.number,
            "learnings": list(learnings),
            "is_mine": not quotation.is_withdrawn and access.speaks_for(request.user, quotation),
            "dispute_form": dispute_form or DisputeForm(),
            "error": error,
        },
        status=status,
    )
