"""Asking: each person once, for all of their words that a summary wants."""

from datetime import datetime, timedelta
from random import SystemRandom

from django.db import transaction
from django.utils import timezone

from exchange.notices.actions.telling import tell
from exchange.notices.models import NoticeReason
from exchange.people.models import User
from forums.actions.consents.letters import send_consent_letter
from forums.actions.consents.tokens import hash_of_place, new_token
from forums.actions.telling import CONSENT
from forums.models import ConsentRequest, Conversation, ConversationParticipant, Summary
from forums.queries.consents import Wanted, requests_needed


@transaction.atomic
def ask_for_consents(*, summary: Summary, by: User, now: datetime | None = None) -> int:
    """Ask whoever was not asked for this summary yet; returns how many people. Doing it twice asks nobody
    twice; that they agreed for another summary is no answer for this one, unless they said that it is.

    Each gets one letter with a link for all of their words; a member also has a notice. The rows are made
    in an order that tells nothing of whose they are.
    """
    now = now or timezone.now()
    summary = Summary.objects.select_for_update().get(pk=summary.pk)
    people = requests_needed(summary)
    wanted = [(one.participant, words) for one in people for words in one.words]
    SystemRandom().shuffle(wanted)
    asked: dict[int, list[int]] = {}
    for person, words in wanted:
        asked.setdefault(person.pk, []).append(_request(summary, person, words, by, now).pk)
    for one in people:
        _tell(one.participant, asked[one.participant.pk], now)
    return len(people)


def _request(
    summary: Summary, person: ConversationParticipant, words: Wanted, by: User, now: datetime
) -> ConsentRequest:
    return ConsentRequest.objects.create(
        quotation=words.quotation,
        summary=summary,
        participant=person,
        user=person.user,
        token_hash=hash_of_place(new_token(), 0),  # nobody's, until the letter goes out
        terms=words.terms,
        by_silence=person.conversation.silence,
        asked_by=by,
        asked_at=now,
        answer_by=_deadline(person.conversation, now),
    )


def _tell(person: ConversationParticipant, request_ids: list[int], now: datetime) -> None:
    send_consent_letter.later(request_ids=request_ids)
    if person.user_id:
        tell(
            recipient_ids=[person.user_id],
            reason=NoticeReason.ABOUT_YOU,
            source=CONSENT,
            source_id=request_ids[0],
            now=now,
            by_mail=False,
        )


def _deadline(conversation: Conversation, now: datetime) -> datetime:
    """The end of the last day, so that "until 12 May" holds the 12th."""
    last = timezone.localtime(now + timedelta(days=conversation.consent_days))
    return last.replace(hour=23, minute=59, second=59, microsecond=0)
