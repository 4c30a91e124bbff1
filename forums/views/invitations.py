"""Inviting people into a network, and answering an invitation."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from exchange.errors import ActionError
from exchange.http import done, invalid, refusal, wants_json
from exchange.people.access import invitation_to_answer, is_in, member, network_to_look_after
from exchange.people.actions import invitations as actions
from exchange.people.invitations import token_of
from exchange.people.models import Invitation
from forums.forms.networks import InviteForm
from forums.queries.networks import with_member_count
from forums.views.memberships import members_page


@require_POST
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Invite an address. The answer is the same whoever it belongs to."""
    network = network_to_look_after(request.user, slug)
    form = InviteForm(request.POST)
    if not form.is_valid():
        return invalid(form) if wants_json(request) else _again(request, slug, form, "", 400)
    email = form.cleaned_data["email"]
    try:
        actions.invite_address(network=network, email=email, by=member(request))
    except ActionError as refused:
        if wants_json(request):
            return refusal(refused)
        return _again(request, slug, form, str(refused.message), refused.status)
    if wants_json(request):
        return done()
    messages.success(request, _("An invitation is on its way to %(address)s.") % {"address": email})
    return redirect("network_members", slug)


@require_POST
def invitation_link(request: HttpRequest, slug: str) -> HttpResponse:
    """A link to hand on; it is shown on this page and among what is open."""
    network = network_to_look_after(request.user, slug)
    try:
        made = actions.make_invitation_link(network=network, by=member(request))
    except ActionError as refused:
        if wants_json(request):
            return refusal(refused)
        return _again(request, slug, InviteForm(), str(refused.message), refused.status)
    url = settings.SITE_URL + reverse("invitation", args=[token_of(made.pk)])
    return done(url=url) if wants_json(request) else members_page(request, network, made_link=url)


@require_POST
def withdraw(request: HttpRequest, slug: str, invitation_id: int) -> HttpResponse:
    network = network_to_look_after(request.user, slug)
    invitation = get_object_or_404(Invitation, network=network, pk=invitation_id)
    actions.withdraw_invitation(invitation=invitation, by=member(request))
    if wants_json(request):
        return done()
    messages.success(request, _("The invitation no longer holds."))
    return redirect("network_members", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What a link invites to, and the button. One that no longer holds names nothing."""
    try:
        shown = invitation_to_answer(token)
    except Http404:
        return render(request, "forums/networks/invitation_over.html", status=404)
    error, status = "", 200
    if request.method == "POST":
        try:
            actions.accept_invitation(invitation=shown, user=member(request))
        except ActionError as refused:
            if wants_json(request):
                return refusal(refused)
            error, status = str(refused.message), refused.status
        else:
            if wants_json(request):
                return done(url=reverse("network", args=[shown.network.slug]))
            said = _("You are a member of %(network)s now.") % {"network": shown.network.name}
            messages.success(request, said)
            return redirect("network", shown.network.slug)
    context = {
        "invitation": shown,
        "network": with_member_count(type(shown.network).objects.filter(pk=shown.network_id)).get(),
        "is_in": is_in(request.user, shown.network),
        "error": error,
    }
    return render(request, "forums/networks/invitation.html", context, status=status)


def _again(request: HttpRequest, slug: str, form: InviteForm, error: str, status: int) -> HttpResponse:
    network = network_to_look_after(request.user, slug)
    return members_page(request, network, error=error, status=status, invite_form=form)
