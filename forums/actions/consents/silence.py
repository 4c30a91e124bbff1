"""No answer by the deadline is an answer: the one that the conversation's terms set."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from exchange.work.jobs import job
from forums.actions.consents.answering import settle, take_out_of_summary
from forums.models import ConsentRequest, ConsentState, Silence


@job()
def take_silence_as_answer() -> str:
    return f"{end_waiting(now=timezone.now())} not answered in time"


@transaction.atomic
def end_waiting(*, now: datetime) -> int:
    """Let silence answer whatever waits beyond its deadline."""
    late = ConsentRequest.objects.select_for_update(of=("self",)).filter(
        state=ConsentState.WAITING, answer_by__lte=now
    )
    requests = list(late.select_related("quotation").order_by("pk"))
    for request in requests:
        if request.by_silence == Silence.AGREES:
            settle(request, ConsentState.AGREED_BY_SILENCE, now, answered=False)
        else:
            take_out_of_summary(request)
            settle(request, ConsentState.DECLINED_BY_SILENCE, now, answered=False)
    return len(requests)
