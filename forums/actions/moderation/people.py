"""Warning somebody, and keeping somebody from writing for a time."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import Membership, MembershipRole, Network, Suspension, User
from forums.actions.facilitating.acts import UndoNotPossible, cleaned_reason, keep_act, mark_undone
from forums.models import Act, ActKind, Post


class CannotSuspend(ActionError):
    message = _(
        "Whoever facilitates here is suspended by an administrator only, and nobody suspends themselves."
    )
    status = 403


class EndsInThePast(ActionError):
    message = _("The end of a suspension lies in the future.")
    status = 400


@transaction.atomic
def warn_person(
    *,
    person: User,
    by: User,
    reason: str,
    post: Post | None = None,
    network: Network | None = None,
    now: datetime | None = None,
) -> Act:
    """Tell somebody what not to do again; it stands in the log. Raises ReasonMissing, ReasonTooLong."""
    return keep_act(
        kind=ActKind.WARN,
        by=by,
        thread=post.thread if post else None,
        post=post,
        person=person,
        network=network,
        reason=cleaned_reason(reason),
        now=now or timezone.now(),
    )


@transaction.atomic
def suspend_person(
    *,
    person: User,
    by: User,
    reason: str,
    network: Network | None = None,
    until: datetime | None = None,
    now: datetime | None = None,
) -> Act:
    """Let somebody read but not write, in one network or on the whole site.

    Raises CannotSuspend, EndsInThePast, ReasonMissing, ReasonTooLong.
    """
    now, reason = now or timezone.now(), cleaned_reason(reason)
    person = User.objects.select_for_update().get(pk=person.pk)
    if person == by or (_looks_after(person, network) and not by.is_administrator):
        raise CannotSuspend
    if until and until <= now:
        raise EndsInThePast
    suspension = Suspension.objects.create(
        user=person, network=network, reason=reason, by=by, starts_at=now, ends_at=until
    )
    return keep_act(
        kind=ActKind.SUSPEND,
        by=by,
        person=person,
        network=network,
        reason=reason,
        before={"suspension": suspension.pk, "until": until.isoformat() if until else ""},
        now=now,
    )


def _looks_after(person: User, network: Network | None) -> bool:
    if network is None:
        return person.can_facilitate or person.is_administrator
    facilitators = Membership.objects.standing().filter(role=MembershipRole.FACILITATOR)
    return facilitators.filter(user=person, network=network).exists()


@transaction.atomic
def undo_suspension(*, act: Act, by: User, now: datetime | None = None) -> None:
    """Lift a suspension. Raises UndoNotPossible."""
    now = now or timezone.now()
    suspension = Suspension.objects.select_for_update().filter(pk=act.before["suspension"]).first()
    if suspension is None:
        raise UndoNotPossible
    if suspension.lifted_at is None:
        suspension.lifted_at = now
        suspension.save(update_fields=["lifted_at"])
    mark_undone(act, by=by, now=now)
