"""Opening, closing and reopening a session. Closing carries what was said into the discussion."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy

from casestudies.models import CaseStudy
from exchange.errors import ActionError
from exchange.people.models import User
from forums.actions.live.carrying import carry_into_threads
from forums.actions.live.log import append_event, lock_session
from forums.actions.live.questions import admit_early_questions
from forums.actions.live.record import carry_record
from forums.actions.live.telling import tell_askers
from forums.actions.live.unnamed import settings_under_terms
from forums.actions.summaries import open_summary
from forums.models import (
    SESSION_MOVES,
    EventKind,
    LivePart,
    LiveSession,
    QuestionState,
    SessionState,
    Subject,
    Summary,
    subject_field,
)


class NothingToClose(ActionError):
    message = gettext_lazy("This session has not been opened yet, so there is nothing to close.")


class RehearsalIsEnded(ActionError):
    message = gettext_lazy("A rehearsal leaves nothing behind: end it instead of closing it.")


class SubjectNotPublic(ActionError):
    message = gettext_lazy("A live session is public. Publish the case study first, then plan its session.")


@transaction.atomic
def schedule_session(
    *,
    subject: Subject,
    title: str,
    starts_at: datetime,
    by: User,
    slug: str = "",
    is_demonstration: bool = False,
    **settings: Any,
) -> LiveSession:
    """Plan a live session on an engagement, a case study or a conversation.

    ``settings`` are fields of the session, as its form has them. Raises SubjectNotPublic.
    """
    if isinstance(subject, CaseStudy) and not subject.is_public:
        raise SubjectNotPublic
    return LiveSession.objects.create(
        **subject_field(subject),
        slug=slug or free_slug(title),
        title=title,
        starts_at=starts_at,
        created_by=by,
        is_demonstration=is_demonstration,
        **settings_under_terms(subject, settings),
    )


def free_slug(title: str) -> str:
    stem = slugify(title)[:90] or "session"
    slug, number = stem, 1
    while LiveSession.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{stem}-{number}"
    return slug


@transaction.atomic
def open_session(*, session: LiveSession, by: User, now: datetime | None = None) -> LiveSession:
    """Open a session, or reopen one that was closed. Doing it twice is quiet."""
    now = now or timezone.now()
    session = lock_session(session)
    if session.is_open:
        return session
    kind = EventKind.SESSION_REOPENED if session.is_closed else EventKind.SESSION_OPENED
    _move(session, SessionState.OPEN)
    session.opened_at = session.opened_at or now
    session.closed_at = None
    session.save(update_fields=["state", "opened_at", "closed_at"])
    early = admit_early_questions(session=session, now=now)
    append_event(session=session, kind=kind, questions=early, by=by, now=now)
    return session


@transaction.atomic
def close_session(*, session: LiveSession, by: User, now: datetime | None = None) -> Summary:
    """Close a session in one act; returns the summary draft that opens on what was said.

    Every question in the room becomes a post in the thread of its case study, or of the session's
    subject, with its answer as the reply; minutes and captions become the record of the session.
    Closing again after a reopening brings what changed.
    Doing it twice is quiet. Raises NothingToClose, RehearsalIsEnded.
    """
    now = now or timezone.now()
    session = lock_session(session)
    if session.is_rehearsal:
        raise RehearsalIsEnded
    if session.state == SessionState.SCHEDULED:
        raise NothingToClose
    if not session.is_closed:
        _move(session, SessionState.CLOSED)
        session.closed_at = now
        session.save(update_fields=["state", "closed_at"])
        answering = list(session.questions.filter(state=QuestionState.ANSWERING))
        for question in answering:
            question.state = question.state_beside_answering
            question.save(update_fields=["state"])
        append_event(
            session=session,
            kind=EventKind.SESSION_CLOSED,
            by=by,
            questions=answering,
            touched=_end_what_is_on(session, now),
            now=now,
        )
        carry_into_threads(session=session, now=now)
        carry_record(session=session, now=now)
        tell_askers.later(session_id=session.pk)
    return open_summary(
        subject=session.subject,
        title=session.title,
        by=by,
        live_session=session,
        threads=list(session.threads.all()),
        now=now,
    )


def _end_what_is_on(session: LiveSession, now: datetime) -> dict[LivePart, list[Any]]:
    """The part of the agenda that is on ends, and hands go down."""
    hands = list(session.hands.filter(ended_at__isnull=True))
    items = list(session.agenda_items.filter(started_at__isnull=False, ended_at__isnull=True))
    session.hands.filter(pk__in=[hand.pk for hand in hands]).update(ended_at=now)
    session.agenda_items.filter(pk__in=[item.pk for item in items]).update(ended_at=now)
    return {LivePart.HANDS: hands, LivePart.AGENDA: items}


def _move(session: LiveSession, state: SessionState) -> None:
    if state not in SESSION_MOVES[session.state]:
        raise ValueError(f"A session does not go from {session.state} to {state}.")
    session.state = state
