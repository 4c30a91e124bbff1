"""The first draft, made from what was said."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from exchange.people.access import member
from forums import access
from forums.actions.summarising.first_draft import in_words, make_first_draft
from forums.views.bench.acting import act


@require_POST
def make_draft(request: HttpRequest, summary_id: int) -> HttpResponse:
    shown = access.summary_to_write(request.user, summary_id)
    return act(
        request,
        shown,
        lambda: make_first_draft(summary=shown, by=member(request)),
        at="draft",
        told=in_words,
    )
