"""What participants do with questions: ask and withdraw."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casestudies.models import CaseStudy
from exchange.errors import ActionError
from exchange.people.actions.suspensions import require_not_suspended
from exchange.text import clean
from forums.actions.live.log import append_event, lock_session
from forums.actions.posts import withdraw_post
from forums.models import (
    QUESTION_LENGTH,
    EventKind,
    LiveSession,
    Participant,
    Question,
    QuestionState,
    SentWrite,
    SessionState,
)

QUESTIONS_IN_A_WHILE = 6
A_WHILE = timedelta(minutes=2)


class SessionNotOpen(ActionError):
    message = _("This session is not open yet. Your words are kept here; send them when it opens.")


class SessionClosed(ActionError):
    message = _("This session has closed. You can continue in its discussion.")


class QuestionEmpty(ActionError):
    message = _("Please write your question first.")
    status = 400


class QuestionTooLong(ActionError):
    message = _("A question can have %(limit)s characters; yours has %(length)s. Please shorten it.")
    status = 400

    def __init__(self, length: int) -> None:
        super().__init__(self.message % {"limit": QUESTION_LENGTH, "length": length})


class TooManyQuestions(ActionError):
    message = _("You have asked several questions just now. Please wait two minutes, then send this one.")
    status = 429


class NotYourQuestion(ActionError):
    message = _("Only the person who asked a question can withdraw it.")
    status = 403


def require_open(session: LiveSession) -> None:
    if session.state == SessionState.SCHEDULED:
        raise SessionNotOpen
    if session.state == SessionState.CLOSED:
        raise SessionClosed


@transaction.atomic
def ask_question(
    *,
    session: LiveSession,
    asker: Participant,
    text: str,
    client_id: UUID,
    is_anonymous: bool = False,
    case_study: CaseStudy | None = None,
    now: datetime | None = None,
) -> Question:
    """Add a question to the session's queue; the same client_id again returns the first one.

    It waits for the facilitator when the session is moderated. Raises SessionNotOpen,
    SessionClosed, QuestionEmpty, QuestionTooLong, TooManyQuestions, Suspended.
    """
    now = now or timezone.now()
    session = lock_session(session)
    earlier = (
        SentWrite.objects.filter(participant=asker, client_id=client_id).select_related("question").first()
    )
    if earlier:
        return earlier.question
    require_open(session)
    if asker.user:
        require_not_suspended(user=asker.user, now=now)
    text = clean(text)
    if not text:
        raise QuestionEmpty
    if len(text) > QUESTION_LENGTH:
        raise QuestionTooLong(len(text))
    if Question.objects.filter(asker=asker, asked_at__gt=now - A_WHILE).count() >= QUESTIONS_IN_A_WHILE:
        raise TooManyQuestions
    question = Question.objects.create(
        session=session,
        asker=asker,
        is_anonymous=(is_anonymous or asker.is_anonymous) and session.allows_anonymous,
        case_study=case_study,
        text=text,
        state=QuestionState.WAITING if session.is_moderated else QuestionState.PUBLISHED,
        asked_at=now,
        let_through_at=None if session.is_moderated else now,
    )
    SentWrite.objects.create(participant=asker, client_id=client_id, question=question, arrived_at=now)
    append_event(session=session, kind=EventKind.QUESTION_ASKED, questions=[question], now=now)
    return question


@transaction.atomic
def withdraw_question(*, question: Question, by: Participant, now: datetime | None = None) -> Question:
    """Take one's own question back, at any time: its words and its answer leave, wherever they went.

    Doing it twice is quiet. Raises NotYourQuestion.
    """
    now = now or timezone.now()
    session = lock_session(question.session)
    question = Question.objects.with_people().get(pk=question.pk)
    if question.asker_id != by.pk:
        raise NotYourQuestion
    if question.state == QuestionState.WITHDRAWN:
        return question
    question.state = QuestionState.WITHDRAWN
    question.text = question.answer = ""
    question.save(update_fields=["state", "text", "answer"])
    for post in (question.post, question.answer_post):
        if post:
            withdraw_post(post=post, now=now)
    append_event(session=session, kind=EventKind.QUESTION_WITHDRAWN, questions=[question], now=now)
    return question
