"""Letters that ask, and that remind. The link is made when the letter is: no job and no row holds it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from exchange.work.jobs import job
from forums.actions.consents.tokens import MOST_BEHIND_A_LINK, new_token, put_behind
from forums.models import ConsentRequest, ConsentState, ConversationContact, ConversationParticipant, Silence

REMIND_BEFORE = timedelta(days=3)


@job()
def send_consent_letter(*, request_ids: Sequence[int], is_reminder: bool = False) -> str:
    """One letter to the person of these requests, about those that still wait. A letter that is sent again
    has another link, and the one before opens what was answered alone."""
    with transaction.atomic():
        waiting = ConsentRequest.objects.select_for_update(of=("self",)).filter(
            pk__in=request_ids, state=ConsentState.WAITING, participant__isnull=False
        )
        requests = list(
            waiting.select_related("participant__user", "participant__conversation").order_by("pk")
        )
        address = _address_of(requests[0].participant) if requests else ""
        if not address:
            return "nobody to write to"
        for first in range(0, len(requests), MOST_BEHIND_A_LINK):
            some = requests[first : first + MOST_BEHIND_A_LINK]
            token = new_token()
            put_behind(token, some)
            _send(some, token, address, is_reminder=is_reminder)
    return "sent"


def _address_of(person: ConversationParticipant | None) -> str:
    if person is None:
        return ""
    if person.user:
        return str(person.user.email)
    contact = ConversationContact.objects.filter(participant=person).first()
    return contact.email if contact else ""


def _send(requests: Sequence[ConsentRequest], token: str, address: str, *, is_reminder: bool) -> None:
    person = requests[0].participant
    assert person, "only those whose person is known are written to"  # noqa: S101 - narrows
    context = {
        "conversation": person.conversation,
        "person": person,
        "count": len(requests),
        "answer_by": min(request.answer_by for request in requests),
        "agrees_by_silence": requests[0].by_silence == Silence.AGREES,
        "is_reminder": is_reminder,
        "url": settings.SITE_URL + reverse("consent", args=[token]),
        "site_name": settings.SITE_NAME,
    }
    letter = render_to_string("emails/consent_asked.txt", context).strip()
    subject, _line_break, text = letter.partition("\n")
    send_mail(" ".join(subject.split()), text.strip() + "\n", None, [address])


@job()
def remind_of_consents() -> str:
    return f"{remind(now=timezone.now())} people reminded"


@transaction.atomic
def remind(*, now: datetime) -> int:
    """Write once more to whoever has not answered when the deadline is three days away."""
    due = ConsentRequest.objects.select_for_update(of=("self",)).filter(
        state=ConsentState.WAITING,
        reminded_at__isnull=True,
        participant__isnull=False,
        answer_by__gt=now,
        answer_by__lte=now + REMIND_BEFORE,
    )
    people = groupby(due.order_by("participant", "pk"), key=lambda request: request.participant_id)
    reminded = [[request.pk for request in requests] for _person, requests in people]
    for ids in reminded:
        ConsentRequest.objects.filter(pk__in=ids).update(reminded_at=now)
        send_consent_letter.later(request_ids=ids, is_reminder=True)
    return len(reminded)
