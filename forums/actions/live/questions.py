"""What participants do with questions: ask and withdraw."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casestudies.models import CaseStudy
from exchange.errors import ActionError
from exchange.text import clean
from forums.actions.live.admission import (
    A_WHILE,
    QUESTIONS_IN_A_WHILE,
    SessionClosed,
    SessionNotOpen,
    TooManyQuestions,
    require_may_ask,
    require_open,
)
from forums.actions.live.listed_words import has_listed_words
from forums.actions.live.log import append_event, lock_session
from forums.actions.live.merging import release_merged
from forums.actions.posts import withdraw_post
from forums.models import (
    QUESTION_LENGTH,
    EventKind,
    LiveSession,
    Participant,
    Presenter,
    Question,
    QuestionState,
    SentWrite,
)

__all__ = [
    "A_WHILE",
    "QUESTIONS_IN_A_WHILE",
    "NotYourQuestion",
    "QuestionEmpty",
    "QuestionTooLong",
    "SessionClosed",
    "SessionNotOpen",
    "TooManyQuestions",
    "admit_early_questions",
    "ask_question",
    "checked_words",
    "require_open",
    "withdraw_question",
]


class QuestionEmpty(ActionError):
    message = _("Please write your question first.")
    status = 400


class QuestionTooLong(ActionError):
    message = _("A question can have %(limit)s characters; yours has %(length)s. Please shorten it.")
    status = 400

    def __init__(self, length: int) -> None:
        super().__init__(self.message % {"limit": QUESTION_LENGTH, "length": length})


class NotYourQuestion(ActionError):
    message = _("Only the person who asked a question can change or withdraw it.")
    status = 403


def checked_words(text: str) -> str:
    """The words of a question as they are kept. Raises QuestionEmpty, QuestionTooLong."""
    text = clean(text)
    if not text:
        raise QuestionEmpty
    if len(text) > QUESTION_LENGTH:
        raise QuestionTooLong(len(text))
    return text


@transaction.atomic
def ask_question(
    *,
    session: LiveSession,
    asker: Participant,
    text: str,
    client_id: UUID,
    is_anonymous: bool = False,
    case_study: CaseStudy | None = None,
    presenter: Presenter | None = None,
    language: str = "",
    now: datetime | None = None,
) -> Question:
    """Add a question to the session's queue; the same client_id again returns the first one.

    It waits for the facilitator when the session is moderated or it has words of the site's list, and
    for the opening where it comes before that. Raises what ``require_may_ask`` raises, QuestionEmpty,
    QuestionTooLong.
    """
    now = now or timezone.now()
    session = lock_session(session)
    earlier = (
        SentWrite.objects.filter(participant=asker, client_id=client_id).select_related("question").first()
    )
    if earlier:
        return earlier.question
    require_may_ask(session=session, asker=asker, now=now)
    waits = session.is_moderated or not session.is_open or has_listed_words(text)
    question = Question.objects.create(
        session=session,
        asker=asker,
        is_anonymous=(is_anonymous or asker.is_anonymous) and session.allows_anonymous,
        case_study=case_study,
        presenter=presenter,
        language=language,
        asked_before=Question.objects.filter(asker=asker, is_anonymous=False).count(),
        text=checked_words(text),
        state=QuestionState.WAITING if waits else QuestionState.PUBLISHED,
        asked_at=now,
        let_through_at=None if waits else now,
    )
    SentWrite.objects.create(participant=asker, client_id=client_id, question=question, arrived_at=now)
    append_event(session=session, kind=EventKind.QUESTION_ASKED, questions=[question], now=now)
    return question


def admit_early_questions(*, session: LiveSession, now: datetime) -> list[Question]:
    """What waited for the opening comes into the room, unless it waits for a facilitator as well.

    Needs the session's lock; whoever opens it tells of them in their event.
    """
    if session.is_moderated:
        return []
    waiting = session.questions.filter(state=QuestionState.WAITING, let_through_at=None).in_order_asked()
    early = [question for question in waiting if not has_listed_words(question.text, question.context)]
    for question in early:
        question.state = QuestionState.PUBLISHED
        question.let_through_at = now
    Question.objects.bulk_update(early, ["state", "let_through_at"])
    return early


@transaction.atomic
def withdraw_question(*, question: Question, by: Participant, now: datetime | None = None) -> Question:
    """Take one's own question back, at any time: its words and its answer leave, wherever they went.

    What was merged into it comes back. Doing it twice is quiet. Raises NotYourQuestion.
    """
    now = now or timezone.now()
    session = lock_session(question.session)
    question = Question.objects.with_people().get(pk=question.pk)
    if question.asker_id != by.pk:
        raise NotYourQuestion
    if question.state == QuestionState.WITHDRAWN:
        return question
    question.state = QuestionState.WITHDRAWN
    question.text = question.answer = question.context = ""
    question.save(update_fields=["state", "text", "answer", "context"])
    question.edits.all().delete()
    question.answer_edits.all().delete()
    others = release_merged(question)
    if question.merged_into:
        others.append(question.merged_into)  # the desk names there what was merged into it
    for post in (question.post, question.answer_post):
        if post:
            withdraw_post(post=post, now=now)
    append_event(session=session, kind=EventKind.QUESTION_WITHDRAWN, questions=[question, *others], now=now)
    return question
