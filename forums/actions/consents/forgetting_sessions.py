"""Who asked and who spoke in a live session under Chatham House is forgotten, as the rest of its talk is."""

from datetime import datetime
from uuid import NAMESPACE_URL, uuid4, uuid5

from django.db.models import Case, Value, When

from exchange.notices.models import Notice
from forums.actions.conversations.carrying import day_of
from forums.actions.telling import QUESTION
from forums.models import (
    Conversation,
    Hand,
    LiveEvent,
    LiveSession,
    Participant,
    ParticipantContact,
    Question,
    SentWrite,
    SessionState,
)


def forget_people(conversation: Conversation) -> int:
    """In its sessions that have closed; returns how many people are known no more. Twice is quiet."""
    closed = LiveSession.objects.filter(conversation=conversation, state=SessionState.CLOSED)
    return sum(_forget(session) for session in closed.order_by("pk"))


def _forget(session: LiveSession) -> int:
    """What was asked becomes nobody's, whoever took part has no account, and of times the day stays.

    Their rows stay, so that figures and results of polls do.
    """
    day = day_of(session.opened_at or session.starts_at)
    people = list(Participant.objects.filter(session=session).exclude(joined_at=day).order_by("pk"))
    if not people:
        return 0
    questions = Question.objects.filter(session=session)
    Notice.objects.filter(source=QUESTION, source_id__in=questions.values("pk")).delete()
    ParticipantContact.objects.filter(participant__in=people).delete()
    SentWrite.objects.filter(participant__in=people).delete()
    for person in people:
        questions.filter(asker=person).update(asker=_nobody_like(person, day))
        person.user, person.guest_key, person.joined_at = None, uuid4(), day
        person.save(update_fields=["user", "guest_key", "joined_at"])
    questions.update(asked_at=day, let_through_at=_day_of("let_through_at", day))
    hands = {name: _day_of(name, day) for name in ("called_at", "ended_at")}
    Hand.objects.filter(session=session).update(raised_at=day, **hands)
    LiveEvent.objects.filter(session=session).update(happened_at=day, undo=None)
    return len(people)


def _nobody_like(person: Participant, day: datetime) -> Participant:
    """Whoever agreed to the same, and was blocked or not as they were, is one asker from now on."""
    session, blocked_at = person.session, day if person.blocked_at else None
    nobody, _is_new = Participant.objects.get_or_create(
        session=session,
        guest_key=uuid5(NAMESPACE_URL, f"nobody in {session.slug}: {person.may_be_quoted} {blocked_at}"),
        defaults={
            "is_anonymous": True,
            "is_entered": True,
            "may_be_quoted": person.may_be_quoted,
            "blocked_at": blocked_at,
            "joined_at": day,
        },
    )
    return nobody


def _day_of(field: str, day: datetime) -> Case:
    """The day, where there is a time at all."""
    return Case(When(**{f"{field}__isnull": False}, then=Value(day)), default=None)
