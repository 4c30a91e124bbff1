"""The terms of a conversation became stricter: what was said live before is held to them, too."""

from datetime import datetime

from forums.actions.conversations.speech import SpeechOfAConversation
from forums.actions.live.carrying import byline_of_answer, carry_into_threads
from forums.actions.live.log import append_event, lock_session
from forums.actions.live.record import carry_record
from forums.actions.live.unnamed import NAMELESS, SETTLED
from forums.models import (
    Conversation,
    EventKind,
    LivePart,
    LiveSession,
    Participant,
    Post,
    Presenter,
    Question,
    Speaker,
)


def hold_sessions_to_terms(conversation: Conversation, *, now: datetime) -> None:
    """Take names out of the sessions of a conversation whose row is locked; their records are signed anew."""
    for session in LiveSession.objects.filter(conversation=conversation).order_by("pk"):
        session = lock_session(session)
        session.conversation = conversation
        _take_names_out(session)
        if session.is_closed:
            _sign_anew(session, now)
        append_event(
            session=session,
            kind=EventKind.ASKER_CHANGED,
            questions=session.questions.all(),
            touched={
                LivePart.PRESENTERS: session.presenters.all(),
                LivePart.AGENDA: session.agenda_items.all(),
                LivePart.HANDS: session.hands.all(),
            },
            now=now,
        )


def _take_names_out(session: LiveSession) -> None:
    people = Participant.objects.filter(session=session)
    if session.is_chatham_house:
        people.update(**NAMELESS)
        Question.objects.filter(session=session).update(presenter=None)
        Presenter.objects.filter(session=session).update(is_removed=True, name="")
        LiveSession.objects.filter(pk=session.pk).update(**SETTLED)
    else:
        people.update(may_be_named=False)
    Speaker.objects.filter(session=session).update(participant=None)


def _sign_anew(session: LiveSession, now: datetime) -> None:
    carry_into_threads(session=session, now=now)
    carry_record(session=session, now=now)
    if not (session.conversation and session.is_chatham_house):
        return
    for question in session.questions.filter(answer_post__author=None).exclude(answer_post=None):
        question.session = session
        Post.objects.filter(answered_question=question).update(byline=byline_of_answer(question))
    for thread in session.threads.filter(conversation=session.conversation):
        SpeechOfAConversation(session.conversation).settle(thread, [])
