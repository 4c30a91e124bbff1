"""The note-taker's page: minutes as they are written, corrected and taken out."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from exchange.errors import ActionError
from exchange.forms import first_error
from exchange.http import done, refusal, wants_json
from exchange.people.access import member
from forums import access
from forums.actions.live.minutes import correct_minute, remove_minute, write_minute
from forums.forms.live_floor import CorrectionForm, MinuteForm
from forums.live.groups import Audience
from forums.models import LiveSession, Minute
from forums.queries.moments import moment_of
from forums.views.live import ticket_for


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def minutes(request: HttpRequest, slug: str) -> HttpResponse:
    """The minutes, to whoever takes them; a POST writes one."""
    session = access.session_to_take_minutes(request.user, slug)
    if request.method != "POST":
        return minutes_page(request, session)
    form = MinuteForm(request.POST, session=session)
    try:
        if not form.is_valid():
            raise _refusal_of(form)
        minute = write_minute(session=session, by=member(request), **form.cleaned_data)
    except ActionError as refused:
        if wants_json(request):
            return refusal(refused)
        return minutes_page(request, session, form=form, error=str(refused.message), status=refused.status)
    if wants_json(request):
        return done(id=str(minute.pk))
    return redirect(f"{reverse('minutes', args=[slug])}#minute-{minute.pk}")


def _refusal_of(form: MinuteForm) -> ActionError:
    error = ActionError(first_error(form))
    error.status = 400
    return error


def minutes_page(
    request: HttpRequest,
    session: LiveSession,
    *,
    form: MinuteForm | None = None,
    corrected: tuple[int, CorrectionForm] | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    """``corrected`` is the minute whose form was refused, and that form: nothing typed is lost."""
    session.refresh_from_db(fields=["last_seq", "state"])
    audience = Audience.FACILITATORS if getattr(request.user, "can_facilitate", False) else Audience.ATTENDEES
    page = "desk" if audience is Audience.FACILITATORS else "live_session"
    rows = session.minutes.filter(removed_at__isnull=True).select_related("agenda_item", "noted_by")
    is_gone = corrected is not None and not rows.filter(pk=corrected[0]).exists()
    context: dict[str, Any] = {
        "session": session,
        "rows": [
            (
                minute,
                corrected[1] if corrected and corrected[0] == minute.pk else CorrectionForm(minute=minute),
                moment_of(session, minute.noted_at),
            )
            for minute in rows.prefetch_related("revisions__saved_by").order_by("noted_at", "pk")
        ],
        "kept_words": corrected[1]["text"].value() if corrected and is_gone else "",
        "open_minute": corrected[0] if corrected else None,
        "form": form or MinuteForm(session=session),
        "error": error,
        "back": reverse(page, args=[session.slug]),
        "ticket": ticket_for(session, audience),
        "ticket_url": reverse(
            "desk_ticket" if audience is Audience.FACILITATORS else "live_ticket", args=[session.slug]
        ),
    }
    return render(request, "forums/live/minutes.html", context, status=status)


@require_POST
def correct(request: HttpRequest, slug: str, minute_id: int) -> HttpResponse:
    session = access.session_to_take_minutes(request.user, slug)
    minute = get_object_or_404(Minute.objects.select_related("session"), session=session, pk=minute_id)
    form = CorrectionForm(request.POST, minute=minute)
    try:
        if not form.is_valid():
            raise _refusal_of(form)
        correct_minute(
            minute=minute,
            text=form.cleaned_data["text"],
            agenda_item=form.cleaned_data.get("agenda_item"),
            seen_revision=form.cleaned_data["seen_revision"],
            noted_at=_at(minute, form),
            by=member(request),
        )
    except ActionError as refused:
        return minutes_page(
            request,
            session,
            corrected=(minute.pk, form),
            error=str(refused.message),
            status=refused.status,
        )
    return redirect(f"{reverse('minutes', args=[slug])}#minute-{minute.pk}")


def _at(minute: Minute, form: CorrectionForm) -> datetime:
    """The time that was typed, on the minute's own day; to the split second where nobody changed it."""
    noted = timezone.localtime(minute.noted_at)
    typed = form.cleaned_data["at"]
    if typed == noted.time().replace(microsecond=0):
        return minute.noted_at
    return noted.replace(hour=typed.hour, minute=typed.minute, second=typed.second, microsecond=0)


@require_POST
def remove(request: HttpRequest, slug: str, minute_id: int) -> HttpResponse:
    session = access.session_to_take_minutes(request.user, slug)
    minute = get_object_or_404(Minute.objects.select_related("session"), session=session, pk=minute_id)
    try:
        remove_minute(minute=minute, by=member(request))
    except ActionError as refused:
        return minutes_page(request, session, error=str(refused.message), status=refused.status)
    return redirect("minutes", slug)
