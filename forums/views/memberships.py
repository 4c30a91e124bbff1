"""Coming in, going out, and who is there."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from exchange.errors import ActionError
from exchange.http import done, refusal, wants_json
from exchange.people.access import (
    facilitates_network,
    member,
    membership_to_look_after,
    network_to_know_members_of,
    network_to_see,
)
from exchange.people.actions import memberships
from exchange.people.actions.invitations import accept_invitation, invitation_for
from exchange.people.models import Membership, MembershipRole, Network, User
from forums.forms.networks import AskForm, InviteForm
from forums.queries.networks import invitations_of, members_of, requests_for
from forums.views.networks import head_of, network_page


# One's own tie ------------------------------------------------------------------------------------
def _join(network: Network, user: User, request: HttpRequest) -> str:
    memberships.join_network(network=network, user=user)
    return _("You are a member of %(network)s now.")


def _ask(network: Network, user: User, request: HttpRequest) -> str:
    memberships.ask_to_join(network=network, user=user, words=request.POST.get("words", ""))
    return _("Your request is with the facilitators of %(network)s. You will be told what they decide.")


def _accept(network: Network, user: User, request: HttpRequest) -> str:
    accept_invitation(invitation=invitation_for(network=network, user=user), user=user)
    return _("You are a member of %(network)s now.")


def _leave(network: Network, user: User, request: HttpRequest) -> str:
    memberships.leave_network(network=network, user=user)
    return _("You have left %(network)s. What you wrote there stays; you can still take it back.")


OWN_ACTS: Mapping[str, Callable[[Network, User, HttpRequest], str]] = {
    "join": _join,
    "ask": _ask,
    "accept": _accept,
    "leave": _leave,
}


@require_POST
def own_membership(request: HttpRequest, slug: str, verb: str) -> HttpResponse:
    """Join, ask, accept an invitation, leave (also: take back one's request, say no to an invitation)."""
    network = network_to_see(request.user, slug)
    try:
        said = OWN_ACTS[verb](network, member(request), request) % {"network": network.name}
    except ActionError as refused:
        if wants_json(request):
            return refusal(refused)
        form = AskForm(request.POST if verb == "ask" else None)
        return network_page(
            request, network, ask_form=form, error=str(refused.message), status=refused.status
        )
    stays = Network.objects.visible_to(request.user).filter(pk=network.pk).exists()
    if wants_json(request):
        return done()
    messages.success(request, said)
    return redirect("network", network.slug) if stays else redirect("networks")


# Who is there -------------------------------------------------------------------------------------
@require_safe
def members(request: HttpRequest, slug: str) -> HttpResponse:
    return members_page(request, network_to_know_members_of(request.user, slug))


def members_page(
    request: HttpRequest, shown: Network, *, error: str = "", status: int = 200, **forms: Any
) -> HttpResponse:
    """Names and roles for members; requests and invitations for who looks after the network."""
    context = head_of(request, shown) | {"error": error, "invite_form": InviteForm()} | forms
    context["members"] = members_of(shown, request.GET.get("page"))
    if context["looks_after"]:
        context["requests"] = requests_for(shown)
        context["invitations"] = invitations_of(shown, timezone.now())
    return render(request, "forums/networks/members.html", context, status=status)


def _admit(membership: Membership, by: User, words: str) -> None:
    memberships.admit(membership=membership, by=by, answer=words)


def _decline(membership: Membership, by: User, words: str) -> None:
    memberships.decline(membership=membership, by=by, answer=words)


def _put_out(membership: Membership, by: User, words: str) -> None:
    memberships.put_out(membership=membership, by=by, reason=words)


def _make_facilitator(membership: Membership, by: User, words: str) -> None:
    memberships.change_role(membership=membership, role=MembershipRole.FACILITATOR, by=by, reason=words)


def _make_member(membership: Membership, by: User, words: str) -> None:
    memberships.change_role(membership=membership, role=MembershipRole.MEMBER, by=by, reason=words)


MEMBER_ACTS: Mapping[str, tuple[Callable[[Membership, User, str], None], Any]] = {
    "admit": (_admit, gettext_lazy("%(name)s is a member now, and is told.")),
    "decline": (_decline, gettext_lazy("%(name)s is told that you said no, and why.")),
    "put-out": (_put_out, gettext_lazy("%(name)s is no longer in the network, and is told why.")),
    "make-facilitator": (_make_facilitator, gettext_lazy("%(name)s facilitates the network now.")),
    "make-member": (_make_member, gettext_lazy("%(name)s is a member without that role now.")),
}


@require_POST
def member_act(request: HttpRequest, slug: str, handle: str, verb: str) -> HttpResponse:
    """What a facilitator decides about somebody; the answer or reason that did not go through is kept."""
    membership = membership_to_look_after(request.user, slug, handle)
    act, said = MEMBER_ACTS[verb]
    words = request.POST.get("reason", "")
    try:
        act(membership, member(request), words)
    except ActionError as refused:
        if wants_json(request):
            return refusal(refused)
        kept = {"refused": handle, "refused_verb": verb, "kept_words": words}
        return members_page(
            request, membership.network, error=str(refused.message), status=refused.status, **kept
        )
    if wants_json(request):
        return done()
    messages.success(request, said % {"name": membership.user})
    still_there = facilitates_network(request.user, membership.network)
    return redirect("network_members" if still_there else "network", slug)
