"""Keeping somebody out of the asking and voting of one session."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from exchange.text import clean
from forums.actions.live.log import append_event, lock_session
from forums.actions.live.undo import Changes
from forums.models import EventKind, LivePart, Participant, Question, QuestionState

REASON_LENGTH = 200


class ReasonMissing(ActionError):
    message = _("Please give a reason: the person reads it, and so do your colleagues.")
    status = 400


class OneOfUs(ActionError):
    message = _("This is a facilitator; facilitators are not blocked from a session.")


@transaction.atomic
def block_participant(
    *, participant: Participant, reason: str, by: User, now: datetime | None = None
) -> Participant:
    """Take somebody's waiting questions out of the queue, and no more questions and votes from them.

    What is in the room stays unless it is hidden. Blocking twice is quiet. Raises ReasonMissing, OneOfUs.
    """
    now = now or timezone.now()
    reason = clean(reason)[:REASON_LENGTH]
    if not reason:
        raise ReasonMissing
    session = lock_session(participant.session)
    participant = Participant.objects.select_related("user").get(pk=participant.pk)
    if participant.user and participant.user.can_facilitate:
        raise OneOfUs
    if participant.blocked_at:
        return participant
    participant.blocked_reason = reason
    participant.save(update_fields=["blocked_reason"])
    changes = Changes()
    changes.set(participant, blocked_at=now)
    waiting = list(Question.objects.filter(asker=participant, state=QuestionState.WAITING))
    for question in waiting:
        changes.set(question, state=QuestionState.HIDDEN)
    append_event(
        session=session,
        kind=EventKind.PEOPLE_CHANGED,
        questions=waiting,
        touched={LivePart.PEOPLE: [participant]},
        undo=changes.undo,
        by=by,
        now=now,
    )
    return participant


@transaction.atomic
def unblock_participant(*, participant: Participant, by: User, now: datetime | None = None) -> Participant:
    """Let somebody ask and vote again. Questions that were taken out of the queue are let through by hand."""
    session = lock_session(participant.session)
    participant = Participant.objects.select_related("user").get(pk=participant.pk)
    if not participant.blocked_at:
        return participant
    changes = Changes()
    changes.set(participant, blocked_at=None)
    append_event(
        session=session,
        kind=EventKind.PEOPLE_CHANGED,
        touched={LivePart.PEOPLE: [participant]},
        undo=changes.undo,
        by=by,
        now=now or timezone.now(),
    )
    return participant
