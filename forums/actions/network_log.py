"""The log of what facilitators of networks did, and who is told of it (``exchange.people.network_log``)."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from exchange.notices.actions.telling import tell
from exchange.notices.models import NoticeReason
from exchange.people import network_log
from exchange.people.invitations import token_of
from exchange.people.models import Invitation, Membership
from exchange.people.network_log import Deed, Done
from exchange.work import job
from forums.actions.telling import ACT, tell_about_act, tell_about_membership
from forums.models import Act, ActKind

OF_REQUESTS = frozenset({Deed.ADMIT, Deed.DECLINE})


class NetworkLog:
    """Acts in the log of facilitating, beside those about threads and posts."""

    def keep(self, done: Done) -> None:
        act = Act.objects.create(
            kind=ActKind(done.kind),
            by=done.by,
            reason=done.reason,
            network=done.network,
            membership=done.membership,
            person=done.membership.user if done.membership else None,
            before=done.before,
            done_at=done.at,
        )
        if done.before.get("appointed"):
            tell_all_members(act)
        elif done.membership and done.kind in OF_REQUESTS and "room" not in done.before:
            tell_about_membership(done.membership)
        elif done.membership:
            tell_about_act(act)

    def asked(self, membership: Membership) -> None:
        tell_about_membership(membership)

    def invited(self, invitation: Invitation) -> None:
        send_invitation.later(invitation_id=invitation.pk)


def tell_all_members(act: Act) -> None:
    """An administrator gave a network a facilitator: everybody in it is told who and why."""
    standing = Membership.objects.standing().filter(network=act.network, user__is_active=True)
    tell(
        recipient_ids=list(standing.values_list("user", flat=True)),
        reason=NoticeReason.ABOUT_YOU,
        source=ACT,
        source_id=act.pk,
        now=act.done_at,
    )


@job()
def send_invitation(*, invitation_id: int) -> str:
    """The letter to an invited address, whoever it belongs to; none for an invitation that was taken back."""
    holding = Invitation.objects.holding(timezone.now()).select_related("network", "invited_by")
    invitation = holding.filter(pk=invitation_id).exclude(email="").first()
    if invitation is None:
        return "it no longer holds"
    context = {
        "invitation": invitation,
        "url": settings.SITE_URL + reverse("invitation", args=[token_of(invitation.pk)]),
        "site_name": settings.SITE_NAME,
    }
    letter = render_to_string("emails/network_invitation.txt", context).strip()
    subject, _line_break, text = letter.partition("\n")
    send_mail(" ".join(subject.split()), text.strip() + "\n", None, [invitation.email])
    return "sent"


def register_log() -> None:
    network_log.register(LOG)


LOG = NetworkLog()
