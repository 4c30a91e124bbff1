from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casestudies import access
from casestudies.models import CaseStudy, Engagement
from casestudies.queries import with_places


@login_not_required
@require_safe
def engagements(request: HttpRequest) -> HttpResponse:
    shown = Engagement.objects.select_related("theme").in_order()
    return render(request, "casestudies/engagement_list.html", {"engagements": shown})


@login_not_required
@require_safe
def engagement(request: HttpRequest, slug: str) -> HttpResponse:
    shown = access.engagement_to_read(request.user, slug)
    presented = CaseStudy.objects.visible_to(request.user).filter(engagements=shown).order_by("pk")
    return render(
        request,
        "casestudies/engagement_detail.html",
        {
            "engagement": shown,
            "case_studies": with_places(presented),
            "learnings": shown.recorded_learnings.newest_first(),
            "lessons": shown.lessons.order_by("pk"),
        },
    )
