"""A facilitator edits a question; its asker sees both versions and says which words are to stand."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from exchange.people.models import User
from exchange.text import clean
from forums.actions.live.acting import MoveNotPossible, WordsChanged, locked_at_desk
from forums.actions.live.log import append_event
from forums.actions.live.questions import NotYourQuestion, checked_words
from forums.actions.live.undo import Changes
from forums.models import EventKind, LiveSession, Participant, Question, QuestionEdit, QuestionState

GONE = (QuestionState.MERGED, QuestionState.WITHDRAWN)


@transaction.atomic
def edit_at_desk(
    *,
    question: Question,
    text: str,
    by: User,
    began_from: str | None = None,
    now: datetime | None = None,
) -> Question:
    """Change the words of somebody's question. It shows a mark until its asker agrees.

    The same words again are quiet. ``began_from`` are the words that were there when the writer began.
    Raises SessionClosed, QuestionEmpty, QuestionTooLong, MoveNotPossible, WordsChanged.
    """
    now = now or timezone.now()
    session, question = locked_at_desk(question)
    text = checked_words(text)
    if text == question.text:
        return question
    if question.state in GONE:
        raise MoveNotPossible(question, by=by)
    if began_from is not None and clean(began_from) != question.text:
        raise WordsChanged(question, question.text, by=by)
    is_agreed = question.asker.is_entered or question.asker.user_id == by.pk or text == question.words_before
    if is_agreed:
        _unagreed(question).update(agreed_at=now)
    QuestionEdit.objects.create(
        question=question,
        text_before=question.text,
        by=by,
        edited_at=now,
        agreed_at=now if is_agreed else None,
    )
    question.text = text
    question.save(update_fields=["text"])
    changes = Changes()
    changes.note(question)
    append_event(
        session=session,
        kind=EventKind.QUESTION_EDITED,
        questions=[question],
        undo=changes.undo,
        by=by,
        now=now,
    )
    return _again(question)


@transaction.atomic
def agree_to_edit(*, question: Question, by: Participant, now: datetime | None = None) -> Question:
    """Its asker says that the facilitator's words may stand. Twice is quiet. Raises NotYourQuestion."""
    now = now or timezone.now()
    session, question = _own(question, by)
    if question.is_unagreed:
        _unagreed(question).update(agreed_at=now)
        append_event(session=session, kind=EventKind.QUESTION_CHANGED, questions=[question], now=now)
    return _again(question)


@transaction.atomic
def put_words_back(*, question: Question, by: Participant, now: datetime | None = None) -> Question:
    """Its asker puts their own words back. Twice is quiet. Raises NotYourQuestion, SessionClosed."""
    now = now or timezone.now()
    session, question = _own(question, by)
    if question.words_before is not None:
        question.text = question.words_before
        question.save(update_fields=["text"])
        _unagreed(question).update(undone_at=now)
        kept = [question.merged_into] if question.merged_into else []
        append_event(session=session, kind=EventKind.QUESTION_EDITED, questions=[question, *kept], now=now)
    return _again(question)


def _own(question: Question, by: Participant) -> tuple[LiveSession, Question]:
    session, question = locked_at_desk(question)
    if question.asker_id != by.pk:
        raise NotYourQuestion
    return session, question


def _unagreed(question: Question) -> QuerySet[QuestionEdit]:
    return QuestionEdit.objects.filter(question=question, agreed_at=None, undone_at=None)


def _again(question: Question) -> Question:
    return Question.objects.with_people().get(pk=question.pk)
