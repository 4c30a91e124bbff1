"""The first draft, made from what was said."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from exchange.people.access import member
from forums import access
from forums.actions.summarising.first_draft import in_words, make_first_draft
from forums.views.bench.acting import act
from forums.views.bench.travelling import saves_words_first


@require_POST
@saves_words_first
def make_draft(request: HttpRequest, summary_id: int) -> HttpResponse:
    """Offline, unless the person chose the language model that the site has set."""
    shown = access.summary_to_write(request.user, summary_id)
    by_model = bool(request.POST.get("by_model"))
    return act(
        request,
        shown,
        lambda: make_first_draft(summary=shown, by=member(request), by_model=by_model),
        at="draft",
        told=in_words,
    )
