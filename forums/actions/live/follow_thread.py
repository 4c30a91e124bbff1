"""What is hidden in a session's thread leaves the session's pages as well, and comes back with it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from exchange.work import job
from forums.actions.live.log import append_event, lock_session
from forums.actions.live.telling import tell_askers
from forums.models import EventKind, LiveSession, Post, Question, QuestionState

HIDDEN_IN_THREAD = "A facilitator hid it in its thread."
_HIDDEN = (QuestionState.HIDDEN, HIDDEN_IN_THREAD)


@job()
def follow_thread(*, post_id: int) -> None:
    """A job, since the session is locked before its threads. Done twice it changes nothing."""
    post = Post.objects.get(pk=post_id)
    now = timezone.now()
    if question := Question.objects.filter(post=post).select_related("session").first():
        _follow(question, post, now)
    if answered := Question.objects.filter(answer_post=post).select_related("session").first():
        _follow_answer(answered, post, now)


@transaction.atomic
def _follow(question: Question, post: Post, now: datetime) -> None:
    session, question = _locked(question)
    if not post.is_visible and question.is_in_the_room:
        question.state, question.hidden_reason = QuestionState.HIDDEN, HIDDEN_IN_THREAD
        kind = EventKind.QUESTION_HIDDEN
    elif post.is_visible and (question.state, question.hidden_reason) == _HIDDEN:
        question.state, question.hidden_reason = question.state_beside_answering, ""
        kind = EventKind.QUESTION_LET_THROUGH
    else:
        return
    question.save(update_fields=["state", "hidden_reason"])
    append_event(session=session, kind=kind, questions=[question], now=now)


@transaction.atomic
def _follow_answer(question: Question, post: Post, now: datetime) -> None:
    """The words of an answer stay for facilitators, as if it had been taken back."""
    session, question = _locked(question)
    if not post.is_visible and question.state == QuestionState.ANSWERED:
        question.state, question.answered_at = QuestionState.PUBLISHED, None
        kind = EventKind.ANSWER_TAKEN_BACK
    elif post.is_visible and question.state == QuestionState.PUBLISHED and session.is_closed:
        question.state, question.answered_at = QuestionState.ANSWERED, now
        kind = EventKind.QUESTION_ANSWERED
        tell_askers.later(session_id=session.pk)
    else:
        return
    question.save(update_fields=["state", "answered_at"])
    append_event(session=session, kind=kind, questions=[question], now=now)


def _locked(question: Question) -> tuple[LiveSession, Question]:
    session = lock_session(question.session)
    return session, Question.objects.get(pk=question.pk)
