from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casestudies import access
from casestudies.models import Aim, CaseStudy, Engagement, Lesson, Partner, RecordedLearning
from casestudies.queries import with_places


@login_not_required
@require_safe
def programme(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "casestudies/programme.html",
        {
            "aims": Aim.objects.order_by("order"),
            "partners": Partner.objects.order_by("order", "pk"),
            "engagements": Engagement.objects.filter(is_demonstration=False)
            .select_related("theme")
            .in_order(),
        },
    )


@login_not_required
@require_safe
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    shown = access.theme_to_read(slug)
    return render(
        request,
        "casestudies/theme_detail.html",
        {
            "theme": shown,
            "engagements": shown.engagements.in_order(),
            "case_studies": with_places(
                CaseStudy.objects.visible_to(request.user).filter(theme=shown).order_by("pk")
            ),
            "learnings": RecordedLearning.objects.filter(theme=shown).newest_first(),
            "lessons": Lesson.objects.filter(learning__theme=shown).order_by("pk"),
        },
    )
