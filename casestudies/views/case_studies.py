from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casestudies.models import CaseStudy
from casestudies.queries import with_places


@login_not_required
@require_safe
def case_studies(request: HttpRequest) -> HttpResponse:
    shown = with_places(CaseStudy.objects.visible_to(request.user).order_by("theme__order", "title", "pk"))
    return render(request, "casestudies/case_study_list.html", {"case_studies": shown})
