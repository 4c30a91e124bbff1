"""Coming into a live session: by link, by code, as a member or as a guest."""

from uuid import UUID, uuid4, uuid5

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from casestudies.presentation.qr import qr_svg
from exchange.errors import ActionError
from exchange.http import client_address, wants_json
from exchange.people import places
from exchange.people.access import member_or_none
from forums.actions.live.contacts import leave_contact
from forums.actions.live.participants import join_session
from forums.forms.joining import JoinForm
from forums.forms.live import CodeForm
from forums.models import LiveSession
from forums.views.conversations.seats import session_in_reach
from forums.views.guests import remember_guest
from forums.views.low_data import keep_choice_at_joining


def join_page(
    request: HttpRequest,
    session: LiveSession,
    *,
    form: JoinForm | None = None,
    error: str = "",
    text: str = "",
    status: int = 200,
) -> HttpResponse:
    """The way in. A question that was typed before joining is carried along in ``text``."""
    if wants_json(request):
        return JsonResponse({"error": _("Please join the session first; your words are kept.")}, status=403)
    user = member_or_none(request)
    form = form or JoinForm(session=session, user=user, initial={"client_id": uuid4()})
    context = {
        "session": session,
        "form": form,
        "error": error,
        "text": text,
        "municipalities": places.choices(),
    }
    return render(request, "forums/live_join.html", context, status=status)


def guest_key_of(session: LiveSession, client_id: UUID | None) -> UUID | None:
    """The key of the guest whose page made this id; another one in another session."""
    return uuid5(client_id, session.slug) if client_id else None


@login_not_required
@require_POST
def join(request: HttpRequest, slug: str) -> HttpResponse:
    session = session_in_reach(request, slug)
    user = member_or_none(request)
    form = JoinForm(request.POST, session=session, user=user)
    text = request.POST.get("text", "")
    if not form.is_valid():
        return join_page(request, session, form=form, text=text, status=400)
    try:
        participant = join_session(
            session=session,
            user=user,
            guest_key=guest_key_of(session, form.cleaned_data["client_id"]),
            address=client_address(request),
            **form.answers(),
        )
        if email := form.cleaned_data.get("email"):
            leave_contact(participant=participant, email=email, now=timezone.now())
    except ActionError as refused:
        return join_page(
            request, session, form=form, error=str(refused.message), text=text, status=refused.status
        )
    if text:  # typed before joining; a cookie carries it, so that a guest still needs no session row
        messages.info(request, _("You have joined. Your question, to be sent now: %(text)s") % {"text": text})
    response = redirect("live_session", slug)
    keep_choice_at_joining(request, response)
    if participant.guest_key:
        remember_guest(response, participant)
    return response


@login_not_required
@require_safe
def code(request: HttpRequest) -> HttpResponse:
    """Type the code that the screen shows."""
    typed = request.GET.get("code", "")
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        session = LiveSession.objects.filter(code=normalised(typed)).first()
        if session:
            return redirect("live_session", session.slug)
        form.add_error(
            "code",
            _("No session has the code “%(code)s”. A code has six signs, never 0, O, 1, I or L.")
            % {"code": typed[:12]},
        )
    return render(request, "forums/join_code.html", {"form": form}, status=404 if form.errors else 200)


def normalised(typed: str) -> str:
    return "".join(sign for sign in typed.upper() if sign.isalnum())


@login_not_required
@require_safe
def short_link(request: HttpRequest, code: str) -> HttpResponse:
    """``/j/ABC234/``: what the QR code holds and what people read to each other."""
    session = LiveSession.objects.filter(code=normalised(code)).first()
    if session is None:
        return redirect(f"{reverse('join_code')}?code={normalised(code)[:12]}")
    return redirect("live_session", session.slug)


@login_not_required
@require_safe
def qr(request: HttpRequest, code: str) -> HttpResponse:
    """The QR code of a session's short link, as SVG without any script or style."""
    session = get_object_or_404(LiveSession, code=normalised(code))
    link = settings.SITE_URL + reverse("short_link", args=[session.code])
    response = HttpResponse(qr_svg(link), content_type="image/svg+xml")
    response["Cache-Control"] = "public, max-age=86400"
    return response
