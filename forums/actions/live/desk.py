"""What facilitators do at the desk: let through, hide, answering now, answered; each can be undone."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from exchange.text import clean
from forums.actions.live.log import append_event, lock_session
from forums.actions.live.questions import require_open
from forums.models import ANSWER_LENGTH, QUESTION_MOVES, EventKind, LiveSession, Question, QuestionState


class MoveNotPossible(ActionError):
    message = _("Somebody changed this question meanwhile: it is now “%(state)s”. Please look again.")

    def __init__(self, question: Question) -> None:
        super().__init__(self.message % {"state": question.get_state_display()})


class AnswerTooLong(ActionError):
    message = _("An answer can have %(limit)s characters; this one has %(length)s. Please shorten it.")
    status = 400

    def __init__(self, length: int) -> None:
        super().__init__(self.message % {"limit": ANSWER_LENGTH, "length": length})


def _locked(question: Question) -> tuple[LiveSession, Question]:
    session = lock_session(question.session)
    require_open(session)
    return session, Question.objects.with_people().get(pk=question.pk)


def _move(question: Question, state: str) -> None:
    if state not in QUESTION_MOVES[question.state]:
        raise MoveNotPossible(question)
    question.state = state


@transaction.atomic
def let_through(*, question: Question, by: User, now: datetime | None = None) -> Question:
    """Show a waiting or hidden question to the room. Raises SessionClosed, MoveNotPossible."""
    now = now or timezone.now()
    session, question = _locked(question)
    if question.is_in_the_room:
        return question
    _move(question, QuestionState.PUBLISHED)
    question.state = question.state_beside_answering  # answered, if it was when it was hidden
    question.hidden_reason = ""
    question.let_through_at = question.let_through_at or now
    question.save(update_fields=["state", "hidden_reason", "let_through_at"])
    append_event(session=session, kind=EventKind.QUESTION_LET_THROUGH, questions=[question], by=by, now=now)
    return question


@transaction.atomic
def hide_question(*, question: Question, by: User, reason: str = "", now: datetime | None = None) -> Question:
    """Take a question out of the room; its asker sees the reason. ``let_through`` undoes it."""
    now = now or timezone.now()
    session, question = _locked(question)
    if question.state == QuestionState.HIDDEN:
        return question
    _move(question, QuestionState.HIDDEN)
    question.hidden_reason = clean(reason)[:200]
    question.save(update_fields=["state", "hidden_reason"])
    append_event(session=session, kind=EventKind.QUESTION_HIDDEN, questions=[question], by=by, now=now)
    return question


@transaction.atomic
def start_answering(*, question: Question, by: User, now: datetime | None = None) -> Question:
    """Mark the one question that is being answered; the one before goes back into the room."""
    now = now or timezone.now()
    session, question = _locked(question)
    if question.state == QuestionState.ANSWERING:
        return question
    before = list(Question.objects.filter(session=session, state=QuestionState.ANSWERING))
    _move(question, QuestionState.ANSWERING)
    for earlier in before:
        earlier.state = earlier.state_beside_answering
        earlier.save(update_fields=["state"])
    question.save(update_fields=["state"])
    append_event(
        session=session, kind=EventKind.ANSWERING_STARTED, questions=[question, *before], by=by, now=now
    )
    return question


@transaction.atomic
def stop_answering(*, question: Question, by: User, now: datetime | None = None) -> Question:
    """Put the question that is being answered back into the room."""
    now = now or timezone.now()
    session, question = _locked(question)
    if question.state != QuestionState.ANSWERING:
        return question
    _move(question, question.state_beside_answering)
    question.save(update_fields=["state"])
    append_event(session=session, kind=EventKind.ANSWERING_STOPPED, questions=[question], by=by, now=now)
    return question


@transaction.atomic
def answer_question(
    *, question: Question, by: User, answer: str = "", now: datetime | None = None
) -> Question:
    """Mark a question answered, with the answer in words if there is one.

    An empty text says "answered aloud" and never erases words that were noted before. The same
    answer again is quiet. Raises SessionClosed, MoveNotPossible, AnswerTooLong.
    """
    now = now or timezone.now()
    session, question = _locked(question)
    answer = clean(answer)
    if len(answer) > ANSWER_LENGTH:
        raise AnswerTooLong(len(answer))
    answer = answer or question.answer
    if question.state == QuestionState.ANSWERED and question.answer == answer:
        return question
    if question.state != QuestionState.ANSWERED:
        _move(question, QuestionState.ANSWERED)
    question.answer = answer
    question.answered_by = by
    question.answered_at = now
    question.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    append_event(session=session, kind=EventKind.QUESTION_ANSWERED, questions=[question], by=by, now=now)
    return question


@transaction.atomic
def take_answer_back(*, question: Question, by: User, now: datetime | None = None) -> Question:
    """Undo ``answer_question``: the question is open again. Words of the answer stay for editing."""
    now = now or timezone.now()
    session, question = _locked(question)
    if question.state != QuestionState.ANSWERED:
        return question
    _move(question, QuestionState.PUBLISHED)
    question.answered_at = None
    question.save(update_fields=["state", "answered_at"])
    append_event(session=session, kind=EventKind.ANSWER_TAKEN_BACK, questions=[question], by=by, now=now)
    return question
