"""Planning a live session, and setting it up."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from exchange.errors import ActionError
from exchange.people.access import member
from forums import access
from forums.actions.live.controls import change_settings
from forums.actions.live.sessions import schedule_session
from forums.forms.sessions import ScheduleForm, SettingsForm


@require_http_methods(["GET", "HEAD", "POST"])
def schedule(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Plan a live session on a subject."""
    subject = access.subject_to_hold_a_session_on(request.user, kind, slug)
    form = ScheduleForm(
        request.POST or None, initial={"title": str(subject), "starts_at": timezone.localtime()}
    )
    if request.method == "POST" and form.is_valid():
        try:
            session = schedule_session(
                subject=subject,
                by=member(request),
                is_demonstration=getattr(subject, "is_demonstration", False),
                **form.cleaned_data,
            )
        except ActionError as refused:
            form.add_error(None, str(refused.message))
        else:
            return redirect("desk", session.slug)
    context = {"subject": subject, "subject_kind": kind, "form": form}
    return render(request, "forums/live_schedule.html", context, status=400 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def session_settings(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that can be set of a session, in one form."""
    session = access.session_to_facilitate(request.user, slug)
    form = SettingsForm.of(session, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            change_settings(session=session, settings=form.cleaned_data, by=member(request))
        except ActionError as refused:
            form.add_error(None, str(refused.message))
        else:
            return redirect("desk", slug)
    context = {"session": session, "form": form}
    return render(request, "forums/live/settings.html", context, status=400 if form.errors else 200)
