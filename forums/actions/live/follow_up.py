"""What a session left unanswered gets an owner and a day, and is answered in its thread."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.notices.actions.reading import mark_read
from exchange.notices.actions.telling import tell
from exchange.notices.models import Notice, NoticeReason
from exchange.people.models import User
from exchange.work import job
from forums.actions.live.log import append_event, lock_session
from forums.actions.live.telling import tell_askers
from forums.actions.live.unnamed import require_no_name
from forums.actions.telling import OWNED_QUESTION
from forums.models import EventKind, LiveSession, Post, Question, QuestionState
from forums.queries.live_outcome import due_questions, people_to_answer

TIME_TO_ANSWER = timedelta(days=14)
NUDGED_EACH = timedelta(days=7)
NOT_AFTER = timedelta(days=30)  # that long after its day nobody is reminded any more


class CannotAnswer(ActionError):
    message = _(
        "Only a presenter, a facilitator or somebody of the case study's team can be asked to answer."
    )
    status = 400


class NotInTheRoom(ActionError):
    message = _("This question is not in the room any more, so nobody is asked to answer it.")


class NotAReply(ActionError):
    message = _("Only a reply to the question that everyone can see can be its answer.")


class AnsweredInSession(ActionError):
    message = _("This question was answered in the session. Reopen the session to take that answer back.")


def default_due(today: date) -> date:
    return today + TIME_TO_ANSWER


@transaction.atomic
def give_question(
    *, question: Question, owner: User | None, due_on: date | None, by: User, now: datetime | None = None
) -> Question:
    """Ask somebody to answer a question by a day, two weeks from now unless told; None takes it from them.

    A new owner is told. The same again is quiet. Raises NotInTheRoom, CannotAnswer, NobodyIsNamed.
    """
    now = now or timezone.now()
    session, question = _locked(question)
    if not question.is_in_the_room:
        raise NotInTheRoom
    require_no_name(session, str(owner or ""))
    if owner and owner not in people_to_answer(session, case_study_id=question.case_study_id):
        raise CannotAnswer
    due_on = (due_on or default_due(timezone.localdate(now))) if owner else None
    before = question.owner_id
    if (before, question.due_on) == (owner.pk if owner else None, due_on):
        return question
    question.owner, question.due_on = owner, due_on
    question.save(update_fields=["owner", "due_on"])
    append_event(session=session, kind=EventKind.QUESTION_CHANGED, questions=[question], by=by, now=now)
    if before and before != question.owner_id:
        Notice.objects.filter(recipient=before, source=OWNED_QUESTION, source_id=question.pk).delete()
    if owner and owner.pk not in {before, by.pk}:
        _remind(question, now)
    return question


@transaction.atomic
def answer_by_post(*, question: Question, post: Post, by: User, now: datetime | None = None) -> Question:
    """A reply in the thread answers the question: whoever asked is told. The same again is quiet.

    Raises NotAReply, AnsweredInSession, NotInTheRoom.
    """
    now = now or timezone.now()
    session, question = _locked(question)
    post = Post.objects.get(pk=post.pk)
    if not post.is_visible or post.author_id is None or post.parent_id != question.post_id:
        raise NotAReply
    if not question.is_in_the_room:
        raise NotInTheRoom
    if question.state == QuestionState.ANSWERED:
        if question.answer_post_id == post.pk:
            return question
        if question.answer_post is None or question.answer_post.author_id is None:
            raise AnsweredInSession
    question.state, question.answered_at = QuestionState.ANSWERED, now
    question.answer_post, question.answered_by = post, post.author
    question.save(update_fields=["state", "answered_at", "answer_post", "answered_by"])
    append_event(session=session, kind=EventKind.QUESTION_ANSWERED, questions=[question], by=by, now=now)
    if question.owner:
        mark_read(user=question.owner, source=OWNED_QUESTION, ids=[question.pk], now=now)
    tell_askers.later(session_id=session.pk)
    return question


@transaction.atomic
def open_again(*, question: Question, by: User, now: datetime | None = None) -> Question:
    """What was marked as the answer is none. Raises AnsweredInSession."""
    now = now or timezone.now()
    session, question = _locked(question)
    if question.state != QuestionState.ANSWERED:
        return question
    if question.answer_post is None or question.answer_post.author_id is None:
        raise AnsweredInSession
    question.state, question.answered_at = QuestionState.PUBLISHED, None
    question.answer_post = question.answered_by = None
    question.save(update_fields=["state", "answered_at", "answer_post", "answered_by"])
    append_event(session=session, kind=EventKind.ANSWER_TAKEN_BACK, questions=[question], by=by, now=now)
    return question


def answered_by_its_owner(post: Post) -> None:
    """Whoever was asked to answer a question has replied to it: that is the answer. Else quiet."""
    question = Question.objects.filter(post=post.parent_id, owner=post.author_id).first()
    if not (question and post.parent_id and post.author):
        return
    if question.is_in_the_room and question.state != QuestionState.ANSWERED:
        answer_by_post(question=question, post=post, by=post.author)


def _locked(question: Question) -> tuple[LiveSession, Question]:
    session = lock_session(question.session)
    rows = Question.objects.select_related("owner", "answer_post").filter(session=session)
    return session, rows.get(pk=question.pk)


# Reminding ----------------------------------------------------------------------------------------
@job()
def nudge_owners() -> str:
    """Each morning: whose day has come is reminded then, and once a week for a month."""
    return f"{nudge(timezone.now())} owners reminded"


@transaction.atomic
def nudge(now: datetime) -> int:
    today = timezone.localdate(now)
    reminded = 0
    for question in due_questions(today).filter(due_on__gte=today - NOT_AFTER).select_related("owner"):
        notices = Notice.objects.filter(
            recipient=question.owner_id, source=OWNED_QUESTION, source_id=question.pk
        )
        last = notices.order_by("-told_at").values_list("told_at", flat=True).first()
        since = max(question.due_on, today - NUDGED_EACH + timedelta(days=1))
        if last is None or timezone.localdate(last) < since:
            _remind(question, now)
            reminded += 1
    return reminded


def _remind(question: Question, now: datetime) -> None:
    tell(
        recipient_ids=[question.owner_id] if question.owner_id else [],
        reason=NoticeReason.ABOUT_YOU,
        source=OWNED_QUESTION,
        source_id=question.pk,
        now=now,
        again=True,
    )
