"""Raising a hand, and turns to speak."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from forums.actions.live.admission import Blocked, require_open
from forums.actions.live.log import append_event, lock_session
from forums.actions.live.undo import Changes
from forums.models import EventKind, Hand, LivePart, LiveSession, Participant, Speaker

MORE_SECONDS = 120
LONGEST_TURN = 3600


class HandIsDown(ActionError):
    message = _("This hand is down by now. Please look again.")


def _tell(
    session: LiveSession,
    hands: list[Hand],
    now: datetime,
    changes: Changes | None = None,
    by: User | None = None,
) -> None:
    append_event(
        session=session,
        kind=EventKind.HANDS_CHANGED,
        touched={LivePart.HANDS: hands},
        undo=changes.undo if changes else None,
        by=by,
        now=now,
    )


@transaction.atomic
def raise_hand(*, participant: Participant, now: datetime | None = None) -> Hand:
    """Ask to speak. Doing it twice is quiet. Raises SessionNotOpen, SessionClosed, Blocked."""
    now = now or timezone.now()
    session = lock_session(participant.session)
    standing = Hand.objects.up().filter(participant=participant).first()
    if standing:
        return standing
    require_open(session)
    if Participant.objects.filter(pk=participant.pk, blocked_at__isnull=False).exists():
        raise Blocked
    hand = Hand.objects.create(session=session, participant=participant, raised_at=now)
    _tell(session, [hand], now)
    return hand


@transaction.atomic
def lower_hand(*, participant: Participant, now: datetime | None = None) -> None:
    """Take one's hand down again, also while it is one's turn. Doing it twice is quiet."""
    now = now or timezone.now()
    session = lock_session(participant.session)
    for hand in Hand.objects.up().filter(participant=participant):
        hand.ended_at = now
        hand.save(update_fields=["ended_at"])
        _tell(session, [hand], now)


def _locked(hand: Hand) -> tuple[LiveSession, Hand]:
    session = lock_session(hand.session)
    hand = Hand.objects.select_related("participant").get(pk=hand.pk)
    if not hand.is_up:
        raise HandIsDown
    return session, hand


@transaction.atomic
def call_hand(*, hand: Hand, by: User, now: datetime | None = None) -> Hand:
    """Give somebody the floor; whoever had it is done. Raises HandIsDown, SessionNotOpen, SessionClosed."""
    now = now or timezone.now()
    session, hand = _locked(hand)
    require_open(session)
    if hand.called_at:
        return hand
    changes = Changes()
    before = list(session.hands.filter(ended_at__isnull=True, called_at__isnull=False))
    for row in before:
        changes.set(row, ended_at=now)
    changes.set(hand, called_at=now)
    _tell(session, [*before, hand], now, changes, by)
    return hand


@transaction.atomic
def give_more_time(*, hand: Hand, by: User, now: datetime | None = None) -> Hand:
    """Two more minutes. Raises HandIsDown."""
    now = now or timezone.now()
    session, hand = _locked(hand)
    changes = Changes()
    changes.set(hand, turn_seconds=min(hand.turn_seconds + MORE_SECONDS, LONGEST_TURN))
    _tell(session, [hand], now, changes, by)
    return hand


@transaction.atomic
def end_turn(*, hand: Hand, by: User, now: datetime | None = None) -> Hand:
    """Somebody has spoken, or need not. Doing it twice is quiet."""
    now = now or timezone.now()
    session = lock_session(hand.session)
    hand = Hand.objects.get(pk=hand.pk)
    if hand.is_up:
        changes = Changes()
        changes.set(hand, ended_at=now)
        _tell(session, [hand], now, changes, by)
    return hand


def hand_over(*, guest: Participant, member: Participant, now: datetime) -> list[Hand]:
    """What a guest said, or wants to, is the member's: their hands, and their voice in the captions.

    A hand is down where both had one up. Needs the session's lock; whoever merges the two tells of them.
    """
    Speaker.objects.filter(participant=guest).update(participant=member)
    if Hand.objects.up().filter(participant=member).exists():
        Hand.objects.up().filter(participant=guest).update(ended_at=now)
    hands = list(Hand.objects.filter(participant=guest))
    Hand.objects.filter(participant=guest).update(participant=member)
    return hands
