from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from casestudies import access
from casestudies.exports.calendar import CONTENT_TYPE, to_calendar
from casestudies.models import CaseStudy, Engagement, VolumeState
from casestudies.presentation.launch import launch_address, launch_of
from casestudies.presentation.meetings import entries_of
from casestudies.queries import programme_of, upcoming_and_past, with_places


@login_not_required
@require_safe
def engagements(request: HttpRequest) -> HttpResponse:
    upcoming, past = upcoming_and_past(timezone.localdate())
    context = {"upcoming": upcoming, "past": past}
    return render(request, "casestudies/engagement_list.html", context)


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
            "slots": programme_of(shown),
            "case_studies": with_places(presented),
            "learnings": shown.recorded_learnings.newest_first(),
            "volumes": shown.volumes.filter(state=VolumeState.PUBLISHED).order_by("pk"),
            "lessons": shown.lessons.visible_to(request.user).order_by("pk"),
            "launch_url": launch_address(shown) if access.may_run_launch(request.user, shown) else "",
        },
    )


@login_not_required
@never_cache
@require_safe
def launch_screen(request: HttpRequest, slug: str) -> HttpResponse:
    """What the room sees on the wall while a volume is launched; printed, a sheet for the tables."""
    shown = access.launch_to_show(request.user, slug, request.GET.get("key", ""))
    shade = next((shade for shade in ("light", "dark") if shade in request.GET), "")
    return render(request, "casestudies/launch_screen.html", {"launch": launch_of(shown), "shade": shade})


@login_not_required
@require_safe
def engagement_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """One engagement for one's own calendar; 404 while its day is not known."""
    shown = access.engagement_to_read(request.user, slug)
    entries = entries_of([shown])
    if not entries:
        raise Http404
    return calendar_response(to_calendar(entries, name=shown.title), f"{shown.slug}.ics")


@login_not_required
@require_safe
def engagements_calendar(request: HttpRequest) -> HttpResponse:
    """All engagements, for a calendar that looks again by itself."""
    entries = entries_of(Engagement.objects.in_order())
    return calendar_response(to_calendar(entries, name=settings.SITE_NAME), "engagements.ics")


def calendar_response(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
