"""Whose turn it is in a round, and who has not been heard in it."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from forums.actions.conversations.changing import lock_round, touch
from forums.actions.conversations.telling import tell_of_turn
from forums.models import ConversationParticipant, Round
from forums.queries.conversations.room import heard_in, speakers_of


class NobodyIsLeft(ActionError):
    message = _("Everybody has been heard in this round.")


class NotASpeaker(ActionError):
    message = _("Only somebody who speaks in this round can have the turn.")
    status = 400


class RoundIsClosed(ActionError):
    message = _("This round is not open, so nobody has the turn.")


@transaction.atomic
def give_turn(
    *, round: Round, to: ConversationParticipant | None = None, now: datetime | None = None
) -> Round:
    """Give the turn to somebody, or to the next who has not been heard.

    Raises RoundIsClosed, NotASpeaker, NobodyIsLeft.
    """
    now = now or timezone.now()
    round = lock_round(round.pk)
    if not round.is_open:
        raise RoundIsClosed
    speakers = speakers_of(round)
    if to is None:
        to = _next(round, speakers, heard_in(round))
        if to is None:
            raise NobodyIsLeft
    elif to not in speakers:
        raise NotASpeaker
    _set(round, to, now)
    return round


@transaction.atomic
def end_turn(*, round: Round, participant: ConversationParticipant, now: datetime | None = None) -> Round:
    """Whoever has the turn passes it on, whether or not they said something. Else it is quiet."""
    now = now or timezone.now()
    round = lock_round(round.pk)
    if round.is_open and round.turn_of_id == participant.pk:
        _set(round, _next(round, speakers_of(round), heard_in(round) | {participant.pk}), now)
    return round


@transaction.atomic
def free_turn(*, round: Round) -> Round:
    """Nobody has the turn: everybody speaks as they like."""
    round = lock_round(round.pk)
    if round.turn_of_id:
        _set(round, None, timezone.now())
    return round


def turn_goes_on(round: Round, *, after: ConversationParticipant, now: datetime) -> None:
    """Of a locked round: once they have spoken, the turn is the next one's."""
    if round.turn_of_id == after.pk:
        _set(round, _next(round, speakers_of(round), heard_in(round) | {after.pk}), now)


def _set(round: Round, to: ConversationParticipant | None, now: datetime) -> None:
    if to and round.turn_of_id == to.pk:
        return
    round.turn_of, round.turn_began_at = to, now if to else None
    round.save(update_fields=["turn_of", "turn_began_at"])
    touch(round.conversation)
    if to:
        tell_of_turn(round, now=now)


def _next(
    round: Round, speakers: list[ConversationParticipant], heard: Collection[int]
) -> ConversationParticipant | None:
    """The first behind the one whose turn it was who has not been heard; round the circle."""
    places = [one.pk for one in speakers]
    start = places.index(round.turn_of_id) + 1 if round.turn_of_id in places else 0
    circle = speakers[start:] + speakers[:start]
    return next((one for one in circle if one.pk not in heard and one.pk != round.turn_of_id), None)
