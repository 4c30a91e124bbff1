"""Coming into a network and leaving it, and who looks after it.

Each of these holds the network's row, so that two facilitators who leave at once never leave it alone.
"""

from datetime import datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.actions.networks import locked, one_line
from exchange.people.models import (
    MEMBERSHIP_MOVES,
    Membership,
    MembershipRole,
    MembershipState,
    Network,
    RoomMember,
    User,
)
from exchange.people.network_log import Deed, Done, keep, tell_of_request

WORDS_LENGTH, ANSWER_LENGTH = 500, 300


class JoinsByAsking(ActionError):
    message = _("One joins this network by asking. Write a sentence about why you would like to join.")


class WasPutOut(ActionError):
    message = _("A facilitator took you out of this network. You can ask to come back; they will answer.")


class WordsMissing(ActionError):
    message = _("Please write a sentence about why you would like to join: the facilitators decide by it.")
    status = 400


class ReasonMissing(ActionError):
    message = _("Please give a reason: the person is told, and it stands in the log.")
    status = 400


class TooManyWords(ActionError):
    message = _("You can write %(limit)s characters here; yours has %(length)s. Please shorten it.")
    status = 400

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(self.message % {"limit": limit, "length": length})


class ChangedMeanwhile(ActionError):
    message = _("Somebody decided this meanwhile. Look at the page again.")
    code = "stale"


class NeedsAFacilitator(ActionError):
    message = _("A network needs a facilitator. Make another member a facilitator first.")


class LeaveInstead(ActionError):
    message = _("You cannot put yourself out. Leave the network if you would like to go.")


# By the person ------------------------------------------------------------------------------------
@transaction.atomic
def join_network(*, network: Network, user: User, now: datetime | None = None) -> Membership:
    """Join an open network. Doing it twice is quiet. Raises JoinsByAsking, WasPutOut."""
    network = locked(network)
    membership = tie(network, user)
    if membership and membership.is_standing:
        return membership
    if not network.is_open:
        raise JoinsByAsking
    if membership and was_put_out(membership):
        raise WasPutOut
    return come_in(network=network, user=user, membership=membership, now=now)


@transaction.atomic
def ask_to_join(*, network: Network, user: User, words: str, now: datetime | None = None) -> Membership:
    """Ask for a place, with a sentence. Asking twice is quiet. Raises WordsMissing, TooManyWords."""
    now = now or timezone.now()
    network = locked(network)
    membership = tie(network, user)
    if membership and membership.state in {MembershipState.STANDING, MembershipState.ASKED}:
        return membership
    words = limited(words, WORDS_LENGTH)
    if not words:
        raise WordsMissing
    membership = membership or Membership(network=network, user=user, state=MembershipState.LEFT)
    move(membership, MembershipState.ASKED, now=now, words=words)
    tell_of_request(membership)
    return membership


@transaction.atomic
def leave_network(*, network: Network, user: User, now: datetime | None = None) -> None:
    """Leave a network and its rooms, or take back one's request. Twice is quiet. Raises NeedsAFacilitator."""
    network = locked(network)
    membership = tie(network, user)
    if membership is None or membership.state in {MembershipState.LEFT, MembershipState.DECLINED}:
        return
    require_another_facilitator(membership)
    go_out(membership, now=now or timezone.now())


# By a facilitator ---------------------------------------------------------------------------------
@transaction.atomic
def admit(*, membership: Membership, by: User, answer: str = "", now: datetime | None = None) -> Membership:
    """Let somebody in who asked; who is in already is left alone. Raises ChangedMeanwhile, TooManyWords."""
    now = now or timezone.now()
    membership = fresh(membership)
    if membership.is_standing:
        return membership
    answer = limited(answer, ANSWER_LENGTH)
    require_request(membership)
    move(membership, MembershipState.STANDING, now=now, by=by, answer=answer)
    keep(Done(Deed.ADMIT, membership.network, by, now, membership, reason=answer))
    return membership


@transaction.atomic
def decline(*, membership: Membership, by: User, answer: str, now: datetime | None = None) -> Membership:
    """Say no to somebody who asked, and why. Raises ReasonMissing, TooManyWords, ChangedMeanwhile."""
    now = now or timezone.now()
    membership = fresh(membership)
    if membership.state == MembershipState.DECLINED:
        return membership
    answer = reasoned(answer)
    require_request(membership)
    move(membership, MembershipState.DECLINED, now=now, by=by, answer=answer)
    keep(Done(Deed.DECLINE, membership.network, by, now, membership, reason=answer))
    return membership


@transaction.atomic
def put_out(*, membership: Membership, by: User, reason: str, now: datetime | None = None) -> Membership:
    """Take somebody out of a network and its rooms; they come back by asking or by an invitation.

    Raises ReasonMissing, TooManyWords, LeaveInstead, NeedsAFacilitator.
    """
    now = now or timezone.now()
    membership = fresh(membership)
    if membership.user_id == by.pk:
        raise LeaveInstead
    if not membership.is_standing:
        return membership
    reason = reasoned(reason)
    require_another_facilitator(membership)
    before = {"role": membership.role}
    go_out(membership, now=now, by=by, answer=reason)
    keep(Done(Deed.PUT_OUT, membership.network, by, now, membership, reason=reason, before=before))
    return membership


@transaction.atomic
def change_role(
    *, membership: Membership, role: MembershipRole, by: User, reason: str = "", now: datetime | None = None
) -> Membership:
    """Make a member a facilitator, or a facilitator a member. The same role is quiet.

    Raises ChangedMeanwhile, NeedsAFacilitator, TooManyWords.
    """
    membership = fresh(membership)
    if not membership.is_standing:
        raise ChangedMeanwhile
    if membership.role == role:
        return membership
    if role == MembershipRole.MEMBER:
        require_another_facilitator(membership)
    reason = limited(reason, ANSWER_LENGTH)
    before = {"role": membership.role}
    membership.role = role
    membership.save(update_fields=["role"])
    done = Done(Deed.CHANGE_ROLE, membership.network, by, now or timezone.now(), membership, reason, before)
    keep(done)
    return membership


# What they share ----------------------------------------------------------------------------------
def tie(network: Network, user: User) -> Membership | None:
    return Membership.objects.select_related("network", "user").filter(network=network, user=user).first()


def fresh(membership: Membership) -> Membership:
    """The membership as it stands, its network's row locked."""
    locked(membership.network)
    return Membership.objects.select_related("network", "user").get(pk=membership.pk)


def was_put_out(membership: Membership) -> bool:
    """Whether a facilitator ended it or said no, and not the person."""
    is_over = membership.state in {MembershipState.LEFT, MembershipState.DECLINED}
    return is_over and membership.decided_by_id is not None


def come_in(
    *,
    network: Network,
    user: User,
    membership: Membership | None,
    by: User | None = None,
    now: datetime | None = None,
) -> Membership:
    membership = membership or Membership(network=network, user=user, state=MembershipState.LEFT)
    return move(membership, MembershipState.STANDING, now=now or timezone.now(), by=by)


def go_out(membership: Membership, *, now: datetime, by: User | None = None, answer: str = "") -> None:
    move(membership, MembershipState.LEFT, now=now, by=by, answer=answer)
    RoomMember.objects.filter(room__network=membership.network_id, user=membership.user_id).delete()


def move(
    membership: Membership,
    state: MembershipState,
    *,
    now: datetime,
    by: User | None = None,
    words: str = "",
    answer: str = "",
) -> Membership:
    """The only way a membership changes its state. Whoever comes back comes back as a member."""
    if state not in MEMBERSHIP_MOVES[membership.state]:
        raise ChangedMeanwhile
    membership.state, membership.since, membership.decided_by = state, now, by
    membership.role = MembershipRole.MEMBER
    membership.words, membership.answer = words, answer
    membership.save()
    return membership


def require_request(membership: Membership) -> None:
    """Raises ChangedMeanwhile."""
    if membership.state != MembershipState.ASKED:
        raise ChangedMeanwhile


def require_another_facilitator(membership: Membership) -> None:
    """Raises NeedsAFacilitator when the network would be left without one."""
    if not membership.is_facilitator:
        return
    if not facilitators_of(membership.network).exclude(pk=membership.pk).exists():
        raise NeedsAFacilitator


def facilitators_of(network: Network) -> "models.QuerySet[Membership]":
    """Those who can act: an account that is closed looks after nothing."""
    standing = Membership.objects.standing().filter(network=network, user__is_active=True)
    return standing.filter(role=MembershipRole.FACILITATOR)


def limited(text: str, limit: int) -> str:
    """One line of at most so many characters. Raises TooManyWords."""
    text = one_line(text)
    if len(text) > limit:
        raise TooManyWords(len(text), limit)
    return text


def reasoned(text: str) -> str:
    """Raises ReasonMissing, TooManyWords."""
    text = limited(text, ANSWER_LENGTH)
    if not text:
        raise ReasonMissing
    return text
