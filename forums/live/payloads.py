"""What each audience is told about a session: the fold of its log, and the steps to it.

A frame states the latest form of what changed, so a step that is read late can leak nothing that
was hidden meanwhile. Attendees and screens never get a question that waits, is hidden or was
withdrawn; its own asker gets it in a private frame.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import close_old_connections

from exchange.live.hub import Update
from forums.live.groups import Audience, SessionRoom, parse_room
from forums.live.parts import PARTS
from forums.models import (
    IN_THE_ROOM,
    LiveEvent,
    LivePart,
    LiveSession,
    Participant,
    Question,
    QuestionState,
)

Payload = dict[str, Any]
SESSION_FIELDS = ("last_seq", "state", "is_asking_paused", "is_voting_paused", "slow_seconds")


def listener_key(participant: Participant | None) -> str:
    """By which key private frames find their listener."""
    return f"p{participant.pk}" if participant else ""


def session_payload(session: LiveSession) -> Payload:
    """How a session stands; what is not so is left out."""
    payload: Payload = {"state": session.state}
    if session.is_asking_paused:
        payload["asking_paused"] = True
    if session.is_voting_paused:
        payload["voting_paused"] = True
    if session.slow_seconds:
        payload["slow"] = session.slow_seconds
    return payload


def question_payload(question: Question, audience: Audience) -> Payload:
    """A question as an audience may see it. Needs ``with_people()``.

    Facilitators see in addition whether a question is anonymous, and the reason for hiding it; they
    do not see who is behind an anonymous one.
    """
    payload: Payload = {
        "id": question.public_id,
        "at": int(question.asked_at.timestamp()),
        "text": question.text,
        "state": question.state,
        "votes": question.vote_count,
        "by": question.room_name,
        "answer": question.answer if is_answer_shown_to(question, audience) else "",
    }
    if question.case_study:
        payload["about"] = question.case_study.title
    if audience is Audience.FACILITATORS and question.hidden_reason:
        payload["reason"] = question.hidden_reason
    return payload


def own_question_payload(question: Question) -> Payload:
    """A question as its own asker sees it while the room does not."""
    payload = question_payload(question, Audience.ATTENDEES)
    payload["reason"] = question.hidden_reason
    payload["mine"] = True
    return payload


def is_answer_shown_to(question: Question, audience: Audience) -> bool:
    """An answer that was taken back stays on the desk for editing; the room no longer sees it."""
    return audience is Audience.FACILITATORS or question.state == QuestionState.ANSWERED


def is_shown_to(question: Question, audience: Audience) -> bool:
    if audience is Audience.FACILITATORS:
        return question.state not in {QuestionState.WITHDRAWN, QuestionState.MERGED}
    return question.is_in_the_room


def was_shown_to(question: Question, audience: Audience) -> bool:
    """Whether the audience ever saw it: a removal must not tell of what was never there."""
    return audience is Audience.FACILITATORS or question.let_through_at is not None


def session_state(session: LiveSession, audience: Audience) -> Payload:
    """The fold of the whole log for an audience."""
    questions = Question.objects.filter(session=session).with_people().in_order_asked()
    shown = [
        question_payload(question, audience) for question in questions if is_shown_to(question, audience)
    ]
    state = {"session": session_payload(session), "questions": shown}
    return state | {part.name: told for part in PARTS if (told := part.fold(session, audience))}


def own_questions(participant: Participant) -> list[Payload]:
    """What only its asker sees: questions that wait or were hidden."""
    private = Question.objects.filter(
        asker=participant, state__in=[QuestionState.WAITING, QuestionState.HIDDEN]
    )
    return [own_question_payload(question) for question in private.with_people().in_order_asked()]


class SessionReader:
    """Reads the log for the hub (see ``exchange.live.hub.Reader``), on the hub's thread."""

    def head(self, room: str) -> int:
        close_old_connections()
        try:
            return self._session(parse_room(room)).last_seq
        finally:
            close_old_connections()

    def changes(self, room: str, after: int) -> Update:
        close_old_connections()
        try:
            return self._changes(parse_room(room), after)
        finally:
            close_old_connections()

    def snapshot(self, room: str) -> Update:
        close_old_connections()
        try:
            asked = parse_room(room)
            session = self._session(asked)
            state = session_state(session, asked.audience)
            # With the withdrawn ones: the page of their asker may have slept through it.
            outside = Question.objects.filter(session=session).exclude(state__in=IN_THE_ROOM)
            private = self._private(asked.audience, outside.with_people())
            return Update(after=-1, to=session.last_seq, shared=state, private=private, is_whole=True)
        finally:
            close_old_connections()

    def _session(self, room: SessionRoom) -> LiveSession:
        return LiveSession.objects.only(*SESSION_FIELDS).get(pk=room.session_id)

    def _changes(self, room: SessionRoom, after: int) -> Update:
        # The head is read first: what commits in between is told twice rather than never.
        session = self._session(room)
        events = LiveEvent.objects.filter(session=session, seq__gt=after, seq__lte=session.last_seq)
        changed: defaultdict[str, set[int]] = defaultdict(set)
        shared: Payload = {}
        for kind, touched in events.values_list("kind", "touched"):
            for name, pks in touched.items():
                changed[name].update(pks)
            if kind.startswith("session_"):
                shared["session"] = session_payload(session)
        ids = changed[LivePart.QUESTIONS]
        questions = list(Question.objects.filter(pk__in=ids).with_people().in_order_asked()) if ids else []
        shown = [question for question in questions if is_shown_to(question, room.audience)]
        if shown:
            shared["questions"] = [question_payload(question, room.audience) for question in shown]
        removed = [
            question.public_id
            for question in questions
            if not is_shown_to(question, room.audience) and was_shown_to(question, room.audience)
        ]
        if removed:
            shared["removed"] = removed
        gone: Payload = {}
        for part in PARTS:
            if pks := changed[part.name]:
                told, no_more = part.changes(session, room.audience, pks)
                shared |= {part.name: told} if told else {}
                gone |= {part.name: no_more} if no_more else {}
        if gone:
            shared["gone"] = gone
        return Update(
            after=after,
            to=session.last_seq,
            shared=shared,
            private=self._private(room.audience, questions),
        )

    def _private(self, audience: Audience, questions: Iterable[Question]) -> dict[str, Payload]:
        if audience is not Audience.ATTENDEES:
            return {}
        private: dict[str, Payload] = {}
        for question in questions:
            part = private.setdefault(listener_key(question.asker), {"questions": [], "removed": []})
            if question.state in {QuestionState.WAITING, QuestionState.HIDDEN}:
                part["questions"].append(own_question_payload(question))
            elif question.state == QuestionState.WITHDRAWN:
                part["removed"].append(question.public_id)
        return {key: part for key, part in private.items() if any(part.values())}
