"""Handing the desk over, and ending a rehearsal."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casestudies.presentation.qr import qr_svg
from exchange.errors import ActionError
from exchange.people.access import member
from forums import access
from forums.access.handover import GOOD_FOR_SECONDS, colleagues_of, handover_key, session_to_take_over
from forums.actions.live.controls import take_the_lead
from forums.actions.live.rehearsals import copy_into_real_session, end_rehearsal
from forums.forms.sessions import CopyForm, HandoverForm
from forums.models import LiveSession


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def handover(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a link by which a colleague opens the desk on their phone and leads."""
    session = access.session_to_facilitate(request.user, slug)
    form = HandoverForm(request.POST or None, colleagues=colleagues_of(member(request)))
    context = {"session": session, "form": form, "minutes": GOOD_FOR_SECONDS // 60}
    if request.method == "POST" and form.is_valid():
        colleague = form.cleaned_data["colleague"]
        key = handover_key(session, colleague)
        context |= {"colleague": colleague, "key": key, "link": _link(slug, key)}
    return render(request, "forums/live/handover.html", context, status=400 if form.errors else 200)


def _link(slug: str, key: str) -> str:
    return settings.SITE_URL + reverse("take_over", args=[slug, key])


@never_cache
@require_safe
def handover_qr(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The link as a QR code, for a phone beside the desk."""
    access.session_to_facilitate(request.user, slug)
    return HttpResponse(qr_svg(_link(slug, key)), content_type="image/svg+xml")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_over(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Where the link leads: one press, and the desk opens; the other desks are told."""
    session = session_to_take_over(request.user, slug, key)
    if request.method == "POST":
        take_the_lead(session=session, by=member(request))
        return redirect("desk", slug)
    return render(request, "forums/live/take_over.html", {"session": session, "key": key})


# Rehearsals ---------------------------------------------------------------------------------------
@never_cache
@require_safe
def rehearsal(request: HttpRequest, slug: str) -> HttpResponse:
    """What ends with a rehearsal, and what can be taken along."""
    return _rehearsal_page(request, access.rehearsal_to_end(request.user, slug))


def _rehearsal_page(
    request: HttpRequest, session: LiveSession, *, form: CopyForm | None = None
) -> HttpResponse:
    initial = {"title": session.title, "starts_at": timezone.localtime(session.starts_at)}
    context = {"session": session, "form": form or CopyForm(initial=initial)}
    return render(request, "forums/live/rehearsal.html", context, status=400 if form else 200)


@require_POST
def end(request: HttpRequest, slug: str) -> HttpResponse:
    session = access.rehearsal_to_end(request.user, slug)
    title = session.title
    try:
        end_rehearsal(session=session)
    except ActionError as refused:
        messages.error(request, str(refused.message))
        return redirect("desk", slug)
    ended = _("The rehearsal “%(title)s” has ended. Nothing of it is left.")
    messages.success(request, ended % {"title": title})
    return redirect("live_sessions")


@require_POST
def copy(request: HttpRequest, slug: str) -> HttpResponse:
    session = access.rehearsal_to_end(request.user, slug)
    form = CopyForm(request.POST)
    if not form.is_valid():
        return _rehearsal_page(request, session, form=form)
    made = copy_into_real_session(session=session, by=member(request), **form.cleaned_data)
    messages.success(request, _("The session is planned. The rehearsal stays until you end it."))
    return redirect("desk", made.slug)
