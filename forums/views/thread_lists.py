"""Threads, found by words and by what they are."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casestudies.content.filters import Sort
from casestudies.content.own_filters import SORTS
from exchange.people import places
from forums.queries.thread_filters import Standing, ThreadFacet, ThreadFilters
from forums.queries.thread_list import thread_list


@login_not_required
@require_safe
def threads(request: HttpRequest) -> HttpResponse:
    shown = thread_list(ThreadFilters.parse(request.GET), user=request.user)
    chosen = shown.filters.chosen.get("municipality", ())
    context = {
        "page": shown,
        "filters": shown.filters,
        "sorts": [sort for sort in SORTS if shown.filters.query or sort != Sort.RELEVANCE],
        "municipalities": [(code, label, code in chosen) for code, label in places.choices()],
        "is_unread": shown.filters.has(ThreadFacet.STATE, Standing.UNREAD),
    }
    return render(request, "forums/thread_list.html", context)
