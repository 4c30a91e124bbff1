"""What each audience is told about a session: the fold of its log, and the steps to it.

A frame states the latest form of what changed, so a step that is read late can leak nothing that
was hidden meanwhile. Attendees and screens never get a question that waits, is hidden or was
withdrawn; its own asker gets it in a private frame.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from exchange.live.hub import RoomGone, Update
from exchange.people import places
from exchange.search.whole_words import whole_words_in
from forums.live.groups import Audience, SessionRoom, link_of, parse_room
from forums.live.parts import PARTS
from forums.models import (
    IN_THE_ROOM,
    UNSEEN,
    EventKind,
    HeardIn,
    LiveEvent,
    LivePart,
    LiveSession,
    Participant,
    Question,
    QuestionQuerySet,
    QuestionState,
    ScreenView,
)

Payload = dict[str, Any]
SESSION_FIELDS = (
    *("last_seq", "state", "conversation_id", "is_asking_paused", "is_voting_paused", "slow_seconds"),
    *("screen_shows", "screen_has_captions", "screen_nonce", "conversation__terms"),
)


def listener_key(participant: Participant | None) -> str:
    """By which key private frames find their listener."""
    return f"p{participant.pk}" if participant else ""


def participant_of_key(key: str) -> int | None:
    """The pk of the participant whose ``listener_key`` this is; none for facilitators and screens."""
    return int(key[1:]) if key else None


def session_payload(session: LiveSession, audience: Audience) -> Payload:
    """How a session stands; what is not so is left out. Where it has closed, where the talk goes on."""
    payload: Payload = {"state": session.state}
    if session.is_closed:
        threads = [
            {
                "title": thread.title,
                "url": reverse("thread", args=[thread.pk, thread.slug]),
                "about": str(thread.subject),
            }
            for thread in session.threads.with_subject().latest_first()
        ]
        payload |= {"threads": threads} if threads else {}
    if session.is_asking_paused:
        payload["asking_paused"] = True
    if session.is_voting_paused:
        payload["voting_paused"] = True
    if session.slow_seconds:
        payload["slow"] = session.slow_seconds
    if audience is not Audience.ATTENDEES:
        shows_another = session.screen_shows != ScreenView.QUESTION
        payload |= {"screen": session.screen_shows} if shows_another else {}
        payload |= {"screen_captions": True} if session.screen_has_captions else {}
    return payload


def question_payload(question: Question, audience: Audience) -> Payload:
    """A question as an audience may see it. Needs ``with_people()``.

    Facilitators see in addition the reason for hiding it, and who is behind an anonymous one only
    where the session says so at joining (``Anonymity.FACILITATOR``). What would tell an anonymous
    asker by their other questions or their place is told of named ones only.
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
    if question.presenter:
        payload["to"] = question.presenter.name
    if question.language:
        payload["lang"] = question.language
    if question.context:
        payload["context"] = question.context
    if question.is_edited:
        payload["edited"] = True
    if question.is_unagreed:
        payload["unagreed"] = True
    if question.pinned_at:
        payload["pinned"] = True
    if question.heard_in != HeardIn.PLATFORM:
        payload["heard_in"] = question.heard_in
    if question.room_name:
        payload |= _balance(question)
    if audience is Audience.FACILITATORS:
        payload |= _for_the_desk(question)
    return payload


def _for_the_desk(question: Question) -> Payload:
    payload: Payload = {}
    if question.state == QuestionState.HIDDEN and question.hidden_reason:
        payload["reason"] = question.hidden_reason
    if question.answers_to_facilitators:
        payload["asker"] = question.asker.name
    if listed := listed_words_of(question):
        payload["listed"] = listed
    if question.starred_at:
        payload["starred"] = True
    if merged := [{"id": row.public_id, "text": row.text} for row in question.merged_questions.all()]:
        payload["merged"] = merged
    return payload


def listed_words_of(question: Question) -> list[str]:
    """Which words of the site's list a waiting question has: what holds it also where none waits."""
    if question.state != QuestionState.WAITING:
        return []
    return whole_words_in(f"{question.text}\n{question.context}", settings.HELD_WORDS)


def _balance(question: Question) -> Payload:
    """By what a reader's page brings forward who has not been heard (``forums.queries.live_order``)."""
    balance: Payload = {}
    if question.asked_before:
        balance["before"] = question.asked_before
    if question.asker.municipality_code:
        balance["place"] = places.label(question.asker.municipality_code)
    return balance


def own_question_payload(question: Question) -> Payload:
    """A question as its own asker sees it while the room does not."""
    payload = question_payload(question, Audience.ATTENDEES)
    payload["reason"] = question.hidden_reason if question.state == QuestionState.HIDDEN else ""
    payload["mine"] = True
    if question.merged_into and question.merged_into.is_in_the_room:
        payload["into"] = {"id": question.merged_into.public_id, "text": question.merged_into.text}
    return payload


def edit_payload(question: Question) -> Payload:
    """Both versions of a question that a facilitator edited, for its asker to say which is to stand."""
    return {"id": question.public_id, "before": question.words_before, "text": question.text}


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
    questions = questions_for(audience).filter(session=session)
    shown = [
        question_payload(question, audience) for question in questions if is_shown_to(question, audience)
    ]
    state = {"session": session_payload(session, audience), "questions": shown}
    return state | {part.name: told for part in PARTS if (told := part.fold(session, audience))}


def own_questions(participant: Participant) -> list[Payload]:
    """What only its asker sees: questions that wait, were hidden or merged."""
    private = questions_for(Audience.ATTENDEES).filter(asker=participant, state__in=UNSEEN)
    return [own_question_payload(question) for question in private]


def own_edits(participant: Participant) -> list[Payload]:
    """Questions of one's own that a facilitator edited, until one has said which words are to stand."""
    edited = questions_for(Audience.ATTENDEES).filter(asker=participant, words_before__isnull=False)
    return [edit_payload(question) for question in edited]


def questions_for(audience: Audience) -> QuestionQuerySet:
    """Questions in the order asked, with what an audience is told beside each."""
    questions: QuestionQuerySet = Question.objects.with_people().in_order_asked()
    return questions.with_merged() if audience is Audience.FACILITATORS else questions


class SessionReader:
    """Reads the log for the hub (see ``exchange.live.hub.Reader``), on the hub's thread."""

    def head(self, room: str) -> int:
        return self._session(parse_room(room)).last_seq

    def changes(self, room: str, after: int) -> Update:
        asked = parse_room(room)
        # The head is read first: what commits in between is told twice rather than never.
        session = self._session(asked)
        events = LiveEvent.objects.filter(session=session, seq__gt=after, seq__lte=session.last_seq)
        changed: defaultdict[str, set[int]] = defaultdict(set)
        voted_on: set[int] = set()
        kinds: set[str] = set()
        shared: Payload = {}
        for kind, touched in events.values_list("kind", "touched"):
            kinds.add(kind)
            if kind == EventKind.VOTES_CHANGED:
                voted_on.update(touched[LivePart.QUESTIONS])
                continue
            for name, pks in touched.items():
                changed[name].update(pks)
            if kind.startswith("session_") or LivePart.DESK in touched:
                shared["session"] = session_payload(session, asked.audience)
        ids = changed[LivePart.QUESTIONS]
        votes: dict[str, int] = {}
        for question in Question.objects.filter(pk__in=voted_on - ids).in_order_asked():
            if is_shown_to(question, asked.audience):
                votes[question.public_id] = question.vote_count
            else:  # hidden since: the event that says so is not told yet
                ids.add(question.pk)
        if votes:
            shared["votes"] = votes
        questions = list(questions_for(asked.audience).filter(pk__in=ids)) if ids else []
        shown = [question for question in questions if is_shown_to(question, asked.audience)]
        if shown:
            shared["questions"] = [question_payload(question, asked.audience) for question in shown]
        removed = [
            question.public_id
            for question in questions
            if not is_shown_to(question, asked.audience) and was_shown_to(question, asked.audience)
        ]
        if removed:
            shared["removed"] = removed
        gone: Payload = {}
        for part in PARTS:
            if kinds & part.told_after:
                changed[part.name].update(part.rows(session).values_list("pk", flat=True))
            if pks := changed[part.name]:
                told, no_more = part.changes(session, asked.audience, pks)
                shared |= {part.name: told} if told else {}
                gone |= {part.name: no_more} if no_more else {}
        if gone:
            shared["gone"] = gone
        return Update(
            after=after,
            to=session.last_seq,
            shared=shared,
            private=self._private(asked.audience, [*questions, *self._led_to(asked.audience, ids)]),
        )

    def snapshot(self, room: str) -> Update:
        asked = parse_room(room)
        session = self._session(asked)
        state = session_state(session, asked.audience)
        # With the withdrawn ones and all edits: the page of their asker may have slept through it.
        own = questions_for(asked.audience).filter(session=session)
        private = self._private(asked.audience, own.filter(~Q(state__in=IN_THE_ROOM) | Q(has_edits=True)))
        return Update(after=-1, to=session.last_seq, shared=state, private=private, is_whole=True)

    def _session(self, room: SessionRoom) -> LiveSession:
        sessions = LiveSession.objects.select_related("conversation").only(*SESSION_FIELDS)
        session = sessions.filter(pk=room.session_id).first()
        if session is None or room.link != link_of(session, room.audience):
            raise RoomGone
        return session

    def _led_to(self, audience: Audience, ids: set[int]) -> Iterable[Question]:
        """What was merged into some questions and did not change itself: its asker reads those words."""
        if audience is not Audience.ATTENDEES or not ids:
            return []
        return questions_for(audience).filter(merged_into__in=ids).exclude(pk__in=ids)

    def _private(self, audience: Audience, questions: Iterable[Question]) -> dict[str, Payload]:
        if audience is not Audience.ATTENDEES:
            return {}
        private: dict[str, Payload] = {}
        for question in questions:
            part = private.setdefault(listener_key(question.asker), {"questions": [], "removed": []})
            if question.state in UNSEEN:
                part["questions"].append(own_question_payload(question))
            elif question.state == QuestionState.WITHDRAWN:
                part["removed"].append(question.public_id)
            if question.is_unagreed:
                part.setdefault("edits", []).append(edit_payload(question))
            elif question.has_edits:
                part.setdefault("settled", []).append(question.public_id)
        return {key: part for key, part in private.items() if any(part.values())}
