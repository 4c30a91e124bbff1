"""What acts leave beside the fields of a question: stamps of its answering, and the words before.

A log holds no words, so undoing finds here what they were.
"""

from datetime import datetime

from forums.models import (
    AnswerEdit,
    AnsweringSpan,
    EventKind,
    LiveEvent,
    Question,
    QuestionEdit,
    QuestionState,
)


def stamp_answering(question: Question, now: datetime) -> None:
    """Begin or end the stamp "answering now", as the question's state says."""
    running = question.answering_spans.filter(ended_at=None)
    if question.state != QuestionState.ANSWERING:
        running.update(ended_at=now)
    elif not running.exists():
        AnsweringSpan.objects.create(question=question, started_at=now)


def take_traces_back(question: Question, event: LiveEvent, now: datetime) -> bool:
    """Undo what an act left beside a question whose fields were set back. False: its words changed since."""
    spans = question.answering_spans.order_by("started_at", "pk")
    if question.state == QuestionState.ANSWERING:
        AnsweringSpan.objects.filter(pk__in=spans.reverse().values("pk")[:1]).update(ended_at=None)
    else:
        spans.filter(ended_at=None).delete()
    if event.kind == EventKind.QUESTION_EDITED:
        return _put_words_back(question, event, now)
    if event.kind == EventKind.QUESTION_ANSWERED:
        return _put_answer_back(question, event)
    return True


def _put_words_back(question: Question, event: LiveEvent, now: datetime) -> bool:
    edits = QuestionEdit.objects.filter(question=question, edited_at=event.happened_at, undone_at=None)
    edit = edits.order_by("pk").last()
    if edit is None or _is_changed_after(question, event):
        return False
    question.text = edit.text_before
    question.save(update_fields=["text"])
    edit.undone_at = now
    edit.save(update_fields=["undone_at"])
    return True


def _put_answer_back(question: Question, event: LiveEvent) -> bool:
    """Words that were noted for the first time stay for editing; they are not shown any more."""
    if _is_changed_after(question, event):
        return False
    edits = AnswerEdit.objects.filter(question=question, edited_at=event.happened_at)
    edit = edits.order_by("pk").last()
    if edit:
        question.answer = edit.text_before
        question.save(update_fields=["answer"])
        edit.delete()
    return True


def _is_changed_after(question: Question, event: LiveEvent) -> bool:
    later = LiveEvent.objects.filter(session=event.session_id, kind=event.kind, seq__gt=event.seq)
    return any(question.pk in other.question_ids for other in later.filter(undone_at=None))
