"""The desk's word on many guests who came at once from one address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from exchange.http import done, wants_json
from exchange.people.access import member
from forums import access
from forums.actions.live.bursts import keep_burst_out, let_burst_count
from forums.models import JoinBurst

BURST_ACTS = {"let-count": let_burst_count, "keep-out": keep_burst_out}


@require_POST
def burst_act(request: HttpRequest, slug: str, burst_id: int, verb: str) -> HttpResponse:
    session = access.session_to_facilitate(request.user, slug)
    burst = get_object_or_404(JoinBurst, session=session, pk=burst_id)
    burst = BURST_ACTS[verb](burst=burst, by=member(request))
    if wants_json(request):
        return done(id=str(burst.pk), counts=burst.counts)
    return redirect(reverse("desk", args=[slug]) + f"#burst-{burst.pk}")
