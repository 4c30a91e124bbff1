"""Telling who takes part that a round has opened, that it is their turn, that a round closes soon.

Members get a notice; who has no account a letter with their link, where they left an address. A live
conversation tells nobody: those in it see it. Notices hold ids; who may know is asked when they are read.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from exchange.notices.actions.telling import tell
from exchange.notices.models import NoticeReason
from exchange.work.jobs import job
from forums.access.conversations import link_of
from forums.models import (
    Contribution,
    ConversationContact,
    ConversationParticipant,
    ConversationState,
    HowHeld,
    Round,
    RoundState,
)

INVITED, ROUND_OPENED = "conversation_in", "round_opened"
TURN, CLOSING, SAY_MORE = "round_turn", "round_closing", "say_more"
OVER_DAYS = frozenset({HowHeld.WRITTEN, HowHeld.MIXED})


def tell_of_invitation(participant: ConversationParticipant, *, now: datetime) -> None:
    """Somebody is invited, or once more: a member by a notice, another by a letter."""
    if participant.user_id:
        _tell([participant.user_id], INVITED, participant.pk, now, again=True)
    else:
        write_to.later(participant_id=participant.pk, about=INVITED)


def tell_of_round(round: Round, *, now: datetime) -> None:
    if round.conversation.held in OVER_DAYS:
        _tell_those_in(round, ROUND_OPENED, now)


def tell_of_turn(round: Round, *, now: datetime) -> None:
    person = round.turn_of
    if person is None or round.conversation.held not in OVER_DAYS:
        return
    if person.user_id:
        _tell([person.user_id], TURN, round.pk, now, again=True)
    else:
        write_to.later(participant_id=person.pk, about=TURN, round_id=round.pk)


def tell_to_say_more(contribution: Contribution, *, now: datetime) -> None:
    """Whoever gave it is told once; nobody else learns who that is."""
    giver = contribution.participant
    if giver and giver.user_id:
        _tell([giver.user_id], SAY_MORE, contribution.pk, now)


@job()
def remind_of_closing() -> str:
    """Each morning: rounds that close by the end of tomorrow, once each."""
    return f"{remind(now=timezone.now())} rounds close soon"


def remind(*, now: datetime) -> int:
    open_rounds = Round.objects.filter(
        state=RoundState.OPEN,
        conversation__state=ConversationState.OPEN,
        conversation__held__in=OVER_DAYS,
        closes_at__gt=now,
        closes_at__lt=now + timedelta(days=2),
        reminded_at=None,
    )
    tomorrow = timezone.localdate(now) + timedelta(days=1)
    count = 0
    for round in open_rounds.select_related("conversation").order_by("pk"):
        if round.closes_at and timezone.localdate(round.closes_at) <= tomorrow:
            Round.objects.filter(pk=round.pk).update(reminded_at=now)
            _tell_those_in(round, CLOSING, now)
            count += 1
    return count


def _tell_those_in(round: Round, source: str, now: datetime) -> None:
    people = ConversationParticipant.objects.filter(conversation=round.conversation, left_at=None)
    if round.table:
        people = people.filter(table=round.table)
    _tell(people.exclude(user=None).values_list("user_id", flat=True), source, round.pk, now)
    without = people.filter(user=None, pk__in=ConversationContact.objects.values("participant"))
    for pk in without.values_list("pk", flat=True):
        write_to.later(participant_id=pk, about=source, round_id=round.pk)


def _tell(people: object, source: str, source_id: int, now: datetime, *, again: bool = False) -> None:
    tell(
        recipient_ids=list(people),  # type: ignore[call-overload]
        reason=NoticeReason.ABOUT_YOU,
        source=source,
        source_id=source_id,
        now=now,
        again=again,
    )


@job()
def write_to(participant_id: int, about: str, round_id: int = 0) -> str:
    """A letter to somebody without an account, if they are still in it and left an address."""
    standing = ConversationParticipant.objects.filter(left_at=None, user=None).select_related("conversation")
    participant = standing.filter(pk=participant_id).first()
    contact = ConversationContact.objects.filter(participant=participant_id).first()
    round = Round.objects.filter(pk=round_id).first()
    if participant is None or contact is None or (round_id and not (round and round.is_open)):
        return "nothing to do"
    conversation = participant.conversation
    context = {
        "participant": participant,
        "conversation": conversation,
        "round": round,
        "about": about,
        "url": settings.SITE_URL + reverse("conversation_link", args=[link_of(participant)]),
        "delete_on": contact.delete_on,
        "site_name": settings.SITE_NAME,
    }
    text = render_to_string("emails/conversation.txt", context)
    send_mail(_subjects(about) % {"title": conversation.title}, text.strip() + "\n", None, [contact.email])
    return "sent"


def _subjects(about: str) -> str:
    return {
        INVITED: _("You are invited to a conversation: %(title)s"),
        ROUND_OPENED: _("A new round is open: %(title)s"),
        TURN: _("It is your turn: %(title)s"),
        CLOSING: _("A round closes soon: %(title)s"),
    }[about]


@job()
def drop_conversation_contacts() -> str:
    """Each night: addresses whose day has come."""
    gone, _by_model = ConversationContact.objects.filter(delete_on__lte=timezone.localdate()).delete()
    return f"{gone} addresses deleted"
