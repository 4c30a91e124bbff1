"""Noting a question that was asked aloud, or in the chat of the meeting."""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from casestudies.models import CaseStudy
from exchange.people.models import User
from exchange.text import clean
from forums.actions.live.admission import SessionClosed
from forums.actions.live.log import append_event, lock_session
from forums.actions.live.questions import checked_words
from forums.actions.live.undo import Changes
from forums.actions.live.unnamed import appearance_under_terms, require_no_name
from forums.models import (
    EventKind,
    HeardIn,
    LiveSession,
    Participant,
    Presenter,
    Question,
    QuestionState,
)

NAME_LENGTH = 80


@transaction.atomic
def enter_question(
    *,
    session: LiveSession,
    text: str,
    by: User,
    client_id: UUID,
    heard_in: HeardIn = HeardIn.ALOUD,
    name: str = "",
    waits: bool = False,
    case_study: CaseStudy | None = None,
    presenter: Presenter | None = None,
    now: datetime | None = None,
) -> Question:
    """Note a question that was asked elsewhere; the same client_id again returns the first one.

    The room sees the name as it was said there. The record never does: nobody was asked for consent.
    Undone, the question is hidden. Raises SessionClosed, QuestionEmpty, QuestionTooLong,
    NobodyIsNamed.
    """
    now = now or timezone.now()
    session = lock_session(session)
    name = clean(name)[:NAME_LENGTH]
    require_no_name(session, name)
    asker, is_new = Participant.objects.get_or_create(
        session=session,
        guest_key=uuid5(client_id, f"entered in {session.slug}"),
        defaults={
            **appearance_under_terms(session, {"guest_name": name, "is_anonymous": not name}),
            "joined_at": now,
            "is_entered": True,
        },
    )
    if not is_new:
        return Question.objects.get(asker=asker)
    if session.is_closed:
        raise SessionClosed
    question = Question.objects.create(
        session=session,
        asker=asker,
        is_anonymous=not name,
        case_study=case_study,
        presenter=presenter,
        text=checked_words(text),
        heard_in=heard_in,
        entered_by=by,
        state=QuestionState.HIDDEN,
        asked_at=now,
        let_through_at=None if waits else now,
    )
    changes = Changes()
    changes.set(question, state=QuestionState.WAITING if waits else QuestionState.PUBLISHED)
    append_event(
        session=session,
        kind=EventKind.QUESTION_ASKED,
        questions=[question],
        undo=changes.undo,
        by=by,
        now=now,
    )
    return question
