"""Two to four case studies side by side. The choice is in the address and nowhere else."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casestudies.content.comparing import compare as compare_readings
from casestudies.content.reading import by_key, read
from casestudies.models import CaseStudy
from casestudies.queries.case_page import help_lines
from casestudies.queries.comparing import offered_for_comparison, public_by_slug

FEWEST, MOST = 2, 4


@login_not_required
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """The comparison; or, until two to four are chosen, the page where one chooses."""
    slugs = list(dict.fromkeys(filter(None, request.GET.getlist("case"))))[: MOST * 5]
    public = public_by_slug(slugs)
    chosen = [public[slug] for slug in slugs if slug in public]
    unknown = [slug for slug in slugs if slug not in public]
    is_choosing = "choose" in request.GET
    if unknown or is_choosing or not FEWEST <= len(chosen) <= MOST:
        return _choose(request, chosen, unknown, is_choosing=is_choosing)
    versions = [case.current for case in chosen if case.current]
    readings = [read(version.content, version.labels, version.html) for version in versions]
    spoken_of = {key.key: key for groups in readings for key in by_key(groups)["content_notes"].keys}
    context = {
        "case_studies": chosen,
        "groups": compare_readings(readings),
        "speaks_of": list(spoken_of.values()),
        "help_lines": help_lines() if spoken_of else [],
    }
    return render(request, "casestudies/compare.html", context)


def _choose(
    request: HttpRequest, chosen: list[CaseStudy], unknown: list[str], *, is_choosing: bool
) -> HttpResponse:
    query = request.GET.get("q", "")
    offered, count = offered_for_comparison(query, without=[case.slug for case in chosen])
    context: dict[str, Any] = {
        "chosen": chosen,
        "unknown": unknown,
        "query": query,
        "offered": offered,
        "count": count,
        "problem": "" if is_choosing else _problem(len(chosen), has_unknown=bool(unknown)),
    }
    status = 404 if unknown else 400 if context["problem"] else 200
    return render(request, "casestudies/compare_choose.html", context, status=status)


def _problem(count: int, *, has_unknown: bool) -> str:
    if count > MOST:
        return _(
            "%(count)s case studies are too many to read side by side. Please untick some: four at most."
        ) % {"count": count}
    if count < FEWEST and has_unknown:
        return _("Please tick two to four of those below.")
    return ""
