"""Who spoke is forgotten where the terms hide it, once nobody has to be asked any more."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from exchange.ids import public_id
from exchange.work.jobs import job
from forums.actions.consents.forgetting_sessions import forget_people
from forums.models import (
    Caption,
    ConsentRequest,
    ConsentState,
    Contribution,
    Conversation,
    ConversationParticipant,
    ConversationState,
    Minute,
    MinuteKind,
    Speaker,
    Summary,
    SummaryState,
    Terms,
)

KEPT_AT_MOST = timedelta(days=365)
"""After a conversation closed, whatever is still being written from it."""


@job()
def forget_who_spoke() -> str:
    return f"{forget(now=timezone.now())} conversations sealed for good"


def forget(*, now: datetime) -> int:
    """Empty who spoke in conversations that are over, whose summary is out, and where no answer is due."""
    done = 0
    for conversation in _to_seal(now):
        with transaction.atomic():
            done += _seal(conversation)
    return done


def _to_seal(now: datetime) -> list[Conversation]:
    own = Summary.objects.filter(conversation=OuterRef("pk"))
    waiting = ConsentRequest.objects.filter(
        state=ConsentState.WAITING, quotation__revision__post__thread__conversation=OuterRef("pk")
    )
    is_out = Exists(own) & ~Exists(own.exclude(state=SummaryState.PUBLISHED))
    closed = Conversation.objects.filter(state=ConversationState.CLOSED).filter(
        Q(is_out, ~Exists(waiting)) | Q(closed_at__lte=now - KEPT_AT_MOST)
    )
    return [
        one
        for one in closed.order_by("pk")
        if one.closed_at and one.closed_at + timedelta(days=one.consent_days) <= now
    ]


def _seal(conversation: Conversation) -> bool:
    hidden = Contribution.objects.filter(conversation=conversation, participant__isnull=False)
    forgotten = hidden.exclude(terms=Terms.ATTRIBUTED).update(participant=None)
    if conversation.terms != Terms.ATTRIBUTED:
        forgotten += _forget_voices(conversation)
    if conversation.is_chatham_house:
        forgotten += forget_people(conversation)
    return bool(forgotten)


def _forget_voices(conversation: Conversation) -> int:
    """Each turn of a transcript keeps a label of its own, so that carrying it again makes the same turns."""
    own = {"session__conversation": conversation}
    speakers = Speaker.objects.filter(**own)
    if not speakers.exists():
        return 0
    for rows in (Caption.objects.filter(**own), Minute.objects.filter(**own, kind=MinuteKind.CHAT)):
        for post in set(rows.order_by().values_list("post", flat=True)):
            rows.filter(post=post).exclude(speaker="").update(speaker=public_id())
    ConversationParticipant.objects.filter(conversation=conversation).update(voices=[])
    return speakers.delete()[0]
