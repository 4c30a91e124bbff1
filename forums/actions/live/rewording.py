"""What askers do with the words of their own questions: correct them, and add what others need to know."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.text import clean
from forums.actions.live.admission import require_open
from forums.actions.live.listed_words import wait_if_listed
from forums.actions.live.log import append_event, lock_session
from forums.actions.live.questions import NotYourQuestion, QuestionTooLong, checked_words
from forums.models import (
    QUESTION_LENGTH,
    EventKind,
    LiveSession,
    Participant,
    Question,
    QuestionEdit,
    QuestionState,
    SessionState,
)

STILL_ITS_ASKERS = (QuestionState.WAITING, QuestionState.HIDDEN, QuestionState.PUBLISHED)


class AnsweredAlready(ActionError):
    message = _("This question is being answered, so its words stay. You can add to it instead.")


class NotThereAnyMore(ActionError):
    message = _("This question was merged or withdrawn, so there is nothing to change.")


@transaction.atomic
def edit_question(*, question: Question, by: Participant, text: str, now: datetime | None = None) -> Question:
    """Correct one's own question. Once the room has seen it, it says that it was edited; with words of
    the site's list it waits for a facilitator again.

    The same words again are quiet. Raises NotYourQuestion, SessionClosed, QuestionEmpty,
    QuestionTooLong, AnsweredAlready, NotThereAnyMore.
    """
    now = now or timezone.now()
    session, question = _own(question, by)
    text = checked_words(text)
    if text == question.text:
        return question
    if question.state in {QuestionState.ANSWERING, QuestionState.ANSWERED}:
        raise AnsweredAlready
    if question.state not in STILL_ITS_ASKERS:
        raise NotThereAnyMore
    if question.let_through_at:
        QuestionEdit.objects.create(
            question=question, text_before=question.text, by=by.user, edited_at=now, agreed_at=now
        )
    question.edits.filter(agreed_at=None, undone_at=None).update(agreed_at=now)  # these words are theirs
    question.text = text
    wait_if_listed(question)
    question.save(update_fields=["text", "state"])
    append_event(session=session, kind=EventKind.QUESTION_EDITED, questions=[question], now=now)
    return question


@transaction.atomic
def add_context(*, question: Question, by: Participant, text: str, now: datetime | None = None) -> Question:
    """Say more under one's own question; no words take it away. The same again is quiet.

    Raises NotYourQuestion, SessionClosed, QuestionTooLong, NotThereAnyMore.
    """
    now = now or timezone.now()
    session, question = _own(question, by)
    text = clean(text)
    if len(text) > QUESTION_LENGTH:
        raise QuestionTooLong(len(text))
    if text == question.context:
        return question
    if question.state in {QuestionState.MERGED, QuestionState.WITHDRAWN}:
        raise NotThereAnyMore
    question.context = text
    wait_if_listed(question)
    question.save(update_fields=["context", "state"])
    append_event(session=session, kind=EventKind.QUESTION_CHANGED, questions=[question], now=now)
    return question


def _own(question: Question, by: Participant) -> tuple[LiveSession, Question]:
    session = lock_session(question.session)
    question = Question.objects.with_people().get(pk=question.pk)
    if question.asker_id != by.pk:
        raise NotYourQuestion
    if session.state != SessionState.SCHEDULED:  # before the opening one may correct what one sent early
        require_open(session)
    return session, question
