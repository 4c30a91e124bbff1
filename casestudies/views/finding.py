"""The library's page, and its map."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from casestudies.content.filters import Filters, Sort
from casestudies.presentation.finding import Library, library
from casestudies.presentation.found_cases import file_of_found
from casestudies.presentation.next_steps import next_steps
from casestudies.presentation.place_map import place_map
from casestudies.queries.finding import public_case_studies
from casestudies.queries.likeness import places_like
from casestudies.views.taking import file_or_reason


@login_not_required
@require_safe
def case_studies(request: HttpRequest) -> HttpResponse:
    """Case studies by words and facets. An address that nobody could have meant gets a page all the same."""
    shown = library(Filters.parse(request.GET))
    return render(
        request,
        "casestudies/case_study_list.html",
        {
            **_context(shown),
            "sorts": [sort for sort in Sort if shown.filters.query or sort != Sort.RELEVANCE],
            "next_steps": None if shown.found.total else next_steps(shown.filters, shown.names),
            "own_code": getattr(request.user, "municipality_code", ""),
            **_alike(shown),
        },
    )


@login_not_required
@require_safe
def case_studies_file(request: HttpRequest, extension: str) -> HttpResponse:
    """What somebody's words and filters find, all pages of it, as a table or a document."""
    filters = Filters.parse(request.GET)
    back = f"{reverse('case_studies')}?{filters.query_string()}"
    return file_or_reason(request, lambda: file_of_found(filters, extension), "case-studies", back=back)


@login_not_required
@require_safe
def case_study_map(request: HttpRequest) -> HttpResponse:
    """The same choice as dots, and as a table."""
    shown = library(Filters.parse(request.GET))
    return render(request, "casestudies/case_study_map.html", _context(shown))


def _context(shown: Library) -> dict[str, object]:
    return {
        "library": shown,
        "filters": shown.filters,
        "found": shown.found,
        "map": place_map(
            shown.names.municipalities,
            shown.found.places,
            filters=shown.filters,
            unplaced=shown.found.unplaced,
        ),
    }


def _alike(shown: Library) -> dict[str, object]:
    """Places like the one of ``?like=``; a code that names none is as if it had not been given."""
    places = shown.names.municipalities
    place = next((place for place in places if place.code == shown.filters.like), None)
    if place is None:
        return {"place": None, "places": places}
    alike = places_like(
        place,
        among=places,
        index=shown.found.index,
        public=public_case_studies(),
        labels=shown.names.labels,
    )
    return {"place": place, "places": places, "alike": alike}
