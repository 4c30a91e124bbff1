from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from casestudies import access
from casestudies.models import Municipality
from casestudies.presentation.place_map import place_map
from casestudies.queries.finding import case_studies_of_places
from casestudies.queries.municipality_pages import around


@login_not_required
@require_safe
def municipalities(request: HttpRequest) -> HttpResponse:
    """All municipalities, province by province, with a map that says the same."""
    counts = case_studies_of_places()
    shown = sorted(
        Municipality.objects.filter(merged_into__isnull=True),
        key=lambda row: (row.is_demonstration, row.province, row.name.casefold(), row.code),
    )
    by_province = [
        {
            "name": province,
            "is_demonstration": is_demonstration,
            "municipalities": [(row, counts.get(row.code, 0)) for row in group],
        }
        for (is_demonstration, province), group in groupby(
            shown, key=lambda row: (row.is_demonstration, row.province)
        )
    ]
    return render(
        request,
        "casestudies/municipality_list.html",
        {
            "provinces": by_province,
            "count": sum(not row.is_demonstration for row in shown),
            "map": place_map(shown, counts),
        },
    )


@login_not_required
@require_safe
def municipality(request: HttpRequest, code: str) -> HttpResponse:
    """What is known from a municipality, from around it, and from places like it."""
    shown = access.municipality_to_read(code)
    found = around(shown, user=request.user, today=timezone.localdate())
    return render(
        request,
        "casestudies/municipality_detail.html",
        {
            "municipality": shown,
            "around": found,
            "case_studies": [
                (
                    row,
                    [
                        place.get_role_display()
                        for place in row.places.all()
                        if place.municipality_id == shown.pk
                    ],
                )
                for row in found.here
            ],
        },
    )
