"""Several people at one workbench: who is where, and what changed since."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from exchange.people.access import member
from forums import access
from forums.actions.summarising.presence import be_at, leave
from forums.queries.coverage import coverage_of
from forums.views.bench.acting import state
from forums.views.bench.draft import bench_of
from forums.views.bench.page import consents_context

MOST_ITEMS = 200


@require_POST
def here(request: HttpRequest, summary_id: int) -> HttpResponse:
    """A sign of life from an open page, answered with the state that it compares itself with."""
    shown = access.summary_to_write(request.user, summary_id)
    if request.POST.get("leave"):
        leave(summary=shown, user=member(request))
        return HttpResponse(status=204)
    item = request.POST.get("item", "")
    at = shown.items.filter(pk=item).first() if item.isdecimal() and len(item) < 19 else None
    be_at(summary=shown, user=member(request), item=at)
    return JsonResponse(state(request, shown))


@require_safe
def items(request: HttpRequest, summary_id: int) -> HttpResponse:
    """Some items as the draft shows them, for a page on which they changed or are missing."""
    shown = access.summary_to_write(request.user, summary_id)
    wanted = set(request.GET.getlist("item")[:MOST_ITEMS])
    bench = bench_of(shown)
    entries = [
        entry for section in bench.sections for entry in section.entries if str(entry.item.pk) in wanted
    ]
    context = {"summary": shown, "bench": bench, "entries": entries, "can_write": True}
    return render(request, "forums/bench/_items.html", context)


@require_safe
def panels(request: HttpRequest, summary_id: int) -> HttpResponse:
    """What stands beside the items: the coverage, what was taken out, whom to ask."""
    shown = access.summary_to_write(request.user, summary_id)
    context = {
        "summary": shown,
        "bench": bench_of(shown),
        "coverage": coverage_of(shown, request.user),
        "can_write": True,
        "is_facilitator": True,
        **consents_context(shown),
    }
    return render(request, "forums/bench/_panels.html", context)
