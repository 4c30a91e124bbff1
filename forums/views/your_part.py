"""What somebody said at joining, changed later; and the link that leads a guest back."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from exchange.errors import ActionError
from exchange.people import places
from exchange.people.actions.consents import standing_consents
from exchange.people.models import ConsentPurpose
from forums.actions.live.contacts import has_contact, leave_contact
from forums.actions.live.participants import change_participation, setting_of
from forums.forms.joining import JoinForm, YourPartForm
from forums.models import LiveSession, Participant
from forums.views.conversations.seats import session_in_reach
from forums.views.guests import current_participant, guest_by_token, remember_guest, return_token
from forums.views.join import join_page


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def your_part(request: HttpRequest, slug: str) -> HttpResponse:
    """How one appears, and what one agreed to; for a guest their own way back."""
    session = session_in_reach(request, slug)
    participant = current_participant(request, session)
    if participant is None:
        return join_page(request, session, status=403)
    form = YourPartForm(
        request.POST or None,
        session=session,
        user=participant.user,
        has_contact=has_contact(participant),
        initial=said_by(participant),
    )
    error, status = "", 400 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            change_participation(participant=participant, **form.answers())
        except ActionError as refused:
            error, status = str(refused.message), refused.status
        else:
            _change_contact(participant, form)
            messages.success(request, _("Changed."))
            return redirect("live_session", slug)
    context = {
        "session": session,
        "participant": participant,
        "form": form,
        "error": error,
        "municipalities": places.choices(),
        "return_link": _return_link(session, participant),
    }
    return render(request, "forums/live/your_part.html", context, status=status)


def said_by(participant: Participant) -> dict[str, Any]:
    consents = standing_consents(
        setting=setting_of(participant.session), user=participant.user, guest_key=participant.guest_key
    )
    return {
        "guest_name": participant.guest_name,
        "shown_as": JoinForm.ANONYMOUS if participant.is_anonymous else JoinForm.BY_NAME,
        "municipality": participant.municipality_code,
        **{purpose: consents.get(purpose, False) for purpose in ConsentPurpose.values},
    }


def _change_contact(participant: Participant, form: YourPartForm) -> None:
    email = form.cleaned_data.get("email", "")
    if email or form.cleaned_data.get("forget_email"):
        leave_contact(participant=participant, email=email, now=timezone.now())


def _return_link(session: LiveSession, participant: Participant) -> str:
    if not participant.guest_key:
        return ""
    return settings.SITE_URL + reverse("come_back", args=[session.slug, return_token(participant)])


@login_not_required
@never_cache
@require_safe
def come_back(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """A guest's own link: whoever opens it is that guest again."""
    session = session_in_reach(request, slug)
    guest = guest_by_token(session, token)
    response = redirect("live_session", slug)
    if guest is None:
        messages.warning(request, _("This link does not lead to a guest of this session. You can join here."))
        return response
    remember_guest(response, guest)
    return response
