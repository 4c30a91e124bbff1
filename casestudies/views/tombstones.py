"""What stands where a withdrawn case study stood."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from casestudies import access
from casestudies.citing import apa
from casestudies.models import CaseStudy
from casestudies.presentation import work_of_version

View = Callable[..., HttpResponse]


def with_tombstone(view: View) -> View:
    """The page of a withdrawn case study, and of each of its versions, says when and why it went: 410."""

    @wraps(view)
    def shown(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except access.CaseWithdrawn as gone:
            return tombstone(request, gone.case_study)

    return shown


def tombstone(request: HttpRequest, case_study: CaseStudy) -> HttpResponse:
    """Its title, its dates, the reason and how it was cited; nothing of what it said."""
    versions = case_study.versions.select_related("case_study").order_by("-major", "-minor")
    context = {
        "case_study": case_study,
        "cited": [(version, apa(work_of_version(version))) for version in versions],
    }
    return render(request, "casestudies/tombstone.html", context, status=410)
