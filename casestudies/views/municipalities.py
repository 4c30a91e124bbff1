from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Q
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casestudies import access
from casestudies.models import CaseStudy, Municipality
from casestudies.queries import with_places


@login_not_required
@require_safe
def municipalities(request: HttpRequest) -> HttpResponse:
    """All municipalities, province by province, with a map that says the same."""
    visible = Q(case_studies__in=CaseStudy.objects.visible_to(request.user))
    shown = list(
        Municipality.objects.filter(merged_into__isnull=True)
        .annotate(case_count=Count("case_studies", filter=visible, distinct=True))
        .order_by("is_demonstration", "province", Lower("name"), "code")
    )
    by_province = [
        {"name": province, "municipalities": list(group)}
        for (_is_demonstration, province), group in groupby(
            shown, key=lambda row: (row.is_demonstration, row.province)
        )
    ]
    return render(
        request,
        "casestudies/municipality_list.html",
        {"provinces": by_province, "count": sum(not row.is_demonstration for row in shown)},
    )


@login_not_required
@require_safe
def municipality(request: HttpRequest, code: str) -> HttpResponse:
    shown = access.municipality_to_read(code)
    case_studies = CaseStudy.objects.visible_to(request.user)
    return render(
        request,
        "casestudies/municipality_detail.html",
        {
            "municipality": shown,
            "case_studies": with_places(case_studies.filter(municipalities=shown).distinct().order_by("pk")),
            "neighbours": shown.parent.locals.exclude(pk=shown.pk).order_by(Lower("name"), "code")
            if shown.parent
            else [],
            "locals": shown.locals.order_by(Lower("name"), "code"),
        },
    )
