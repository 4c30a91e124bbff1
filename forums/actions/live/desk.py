"""What facilitators do at the desk with one question: let through, hide, answering now, answered.

Each act says on what it was made (``seen``, the state that its page showed) and can be undone.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from exchange.text import clean
from forums.actions.live.acting import (
    MoveNotPossible,
    WordsChanged,
    locked_at_desk,
    locked_in_open,
    require_as_seen,
    require_move,
)
from forums.actions.live.log import append_event
from forums.actions.live.traces import stamp_answering
from forums.actions.live.undo import Changes
from forums.models import ANSWER_LENGTH, AnswerEdit, EventKind, Question, QuestionState

__all__ = [
    "AnswerTooLong",
    "MoveNotPossible",
    "WordsChanged",
    "answer_question",
    "hide_question",
    "let_through",
    "start_answering",
    "stop_answering",
    "take_answer_back",
]


class AnswerTooLong(ActionError):
    message = _("An answer can have %(limit)s characters; this one has %(length)s. Please shorten it.")
    status = 400

    def __init__(self, length: int) -> None:
        super().__init__(self.message % {"limit": ANSWER_LENGTH, "length": length})


@transaction.atomic
def let_through(*, question: Question, by: User, seen: str = "", now: datetime | None = None) -> Question:
    """Show a waiting or hidden question to the room. Raises SessionNotOpen, SessionClosed, MoveNotPossible.

    ``let_through_at`` stays when this is undone: pages that had the question must hear that it went.
    """
    now = now or timezone.now()
    session, question = locked_in_open(question)
    if question.is_in_the_room:
        return question
    require_as_seen(question, seen, by=by)
    if question.state == QuestionState.MERGED:  # taking it out of the other one is ``merging.unmerge``
        raise MoveNotPossible(question, by=by)
    require_move(question, QuestionState.PUBLISHED, by=by)
    question.let_through_at = question.let_through_at or now
    question.save(update_fields=["let_through_at"])
    changes = Changes()
    changes.set(question, state=question.state_beside_answering)  # answered, if it was when it was hidden
    append_event(
        session=session,
        kind=EventKind.QUESTION_LET_THROUGH,
        questions=[question],
        undo=changes.undo,
        by=by,
        now=now,
    )
    return question


@transaction.atomic
def hide_question(
    *, question: Question, by: User, reason: str = "", seen: str = "", now: datetime | None = None
) -> Question:
    """Take a question out of the room; its asker sees the reason. Raises SessionClosed, MoveNotPossible."""
    now = now or timezone.now()
    session, question = locked_at_desk(question)
    if question.state == QuestionState.HIDDEN:
        return question
    require_as_seen(question, seen, by=by)
    require_move(question, QuestionState.HIDDEN, by=by)
    question.hidden_reason = clean(reason)[:200]
    question.save(update_fields=["hidden_reason"])
    changes = Changes()
    changes.set(question, state=QuestionState.HIDDEN)
    stamp_answering(question, now)
    append_event(
        session=session,
        kind=EventKind.QUESTION_HIDDEN,
        questions=[question],
        undo=changes.undo,
        by=by,
        now=now,
    )
    return question


@transaction.atomic
def start_answering(*, question: Question, by: User, seen: str = "", now: datetime | None = None) -> Question:
    """Mark the one question that is being answered; the one before goes back into the room."""
    now = now or timezone.now()
    session, question = locked_in_open(question)
    if question.state == QuestionState.ANSWERING:
        return question
    require_as_seen(question, seen, by=by)
    require_move(question, QuestionState.ANSWERING, by=by)
    before = list(Question.objects.filter(session=session, state=QuestionState.ANSWERING))
    changes = Changes()
    for earlier in before:
        changes.set(earlier, state=earlier.state_beside_answering)
        stamp_answering(earlier, now)
    changes.set(question, state=QuestionState.ANSWERING)
    stamp_answering(question, now)
    append_event(
        session=session,
        kind=EventKind.ANSWERING_STARTED,
        questions=[question, *before],
        undo=changes.undo,
        by=by,
        now=now,
    )
    return question


@transaction.atomic
def stop_answering(*, question: Question, by: User, seen: str = "", now: datetime | None = None) -> Question:
    """Put the question that is being answered back into the room."""
    now = now or timezone.now()
    session, question = locked_in_open(question)
    if question.state != QuestionState.ANSWERING:
        require_as_seen(question, seen, by=by)
        return question
    changes = Changes()
    changes.set(question, state=question.state_beside_answering)
    stamp_answering(question, now)
    append_event(
        session=session,
        kind=EventKind.ANSWERING_STOPPED,
        questions=[question],
        undo=changes.undo,
        by=by,
        now=now,
    )
    return question


@transaction.atomic
def answer_question(
    *,
    question: Question,
    by: User,
    answer: str = "",
    began_from: str | None = None,
    seen: str = "",
    now: datetime | None = None,
) -> Question:
    """Mark a question answered, with the answer in words if there is one.

    An empty text says "answered aloud" and never erases words that were noted before. The same
    answer again is quiet. ``began_from`` are the words that were there when the writer began.
    Raises SessionNotOpen, SessionClosed, MoveNotPossible, WordsChanged, AnswerTooLong.
    """
    now = now or timezone.now()
    session, question = locked_in_open(question)
    answer = clean(answer)
    if len(answer) > ANSWER_LENGTH:
        raise AnswerTooLong(len(answer))
    answer = answer or question.answer
    if question.state == QuestionState.ANSWERED and question.answer == answer:
        return question
    require_as_seen(question, seen, by=by)
    if began_from is not None and question.answer not in {clean(began_from), answer}:
        raise WordsChanged(question, question.answer, by=by)
    if question.state != QuestionState.ANSWERED:
        require_move(question, QuestionState.ANSWERED, by=by)
    if answer != question.answer and (question.answer or question.state == QuestionState.ANSWERED):
        AnswerEdit.objects.create(question=question, text_before=question.answer, by=by, edited_at=now)
    question.answer = answer
    question.save(update_fields=["answer"])
    changes = Changes()
    changes.set(question, state=QuestionState.ANSWERED, answered_by=by, answered_at=now)
    stamp_answering(question, now)
    append_event(
        session=session,
        kind=EventKind.QUESTION_ANSWERED,
        questions=[question],
        undo=changes.undo,
        by=by,
        now=now,
    )
    return question


@transaction.atomic
def take_answer_back(
    *, question: Question, by: User, seen: str = "", now: datetime | None = None
) -> Question:
    """The question is open again. Words of the answer stay for editing."""
    now = now or timezone.now()
    session, question = locked_in_open(question)
    if question.state != QuestionState.ANSWERED:
        require_as_seen(question, seen, by=by)
        return question
    changes = Changes()
    changes.set(question, state=QuestionState.PUBLISHED, answered_at=None)
    append_event(
        session=session,
        kind=EventKind.ANSWER_TAKEN_BACK,
        questions=[question],
        undo=changes.undo,
        by=by,
        now=now,
    )
    return question
