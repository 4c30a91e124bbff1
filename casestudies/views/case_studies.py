from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casestudies import access
from casestudies.content.reading import by_key, read
from casestudies.models import CaseStudy
from casestudies.queries import with_places


@login_not_required
@require_safe
def case_studies(request: HttpRequest) -> HttpResponse:
    shown = with_places(CaseStudy.objects.visible_to(request.user).order_by("theme__order", "title", "pk"))
    return render(request, "casestudies/case_study_list.html", {"case_studies": shown})


@login_not_required
@require_safe
def case_study(request: HttpRequest, slug: str) -> HttpResponse:
    shown = access.case_study_to_read(request.user, slug)
    version = shown.current
    groups = read(version.content, version.labels, version.html) if version else []
    return render(
        request,
        "casestudies/case_study_detail.html",
        {
            "case_study": shown,
            "places": shown.places.select_related("municipality").order_by("pk"),
            "version": version,
            "shown": by_key(groups),
            "groups": groups,
            "engagements": shown.engagements.in_order(),
            "lessons": shown.lessons.order_by("pk"),
            "learnings": shown.recorded_learnings.newest_first(),
        },
    )
