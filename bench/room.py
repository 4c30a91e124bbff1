"""A live session with people in it, made and moved by our own actions."""

import uuid
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from bench.script import ANSWER, QUESTIONS_BEFORE, Step, question_text
from casestudies.models import Engagement
from exchange.live import tickets
from exchange.people.models import User
from forums.actions.live import desk
from forums.actions.live.questions import ask_question
from forums.actions.live.sessions import open_session, schedule_session
from forums.actions.live.votes import cast_vote
from forums.live.groups import Audience, room_of
from forums.live.payloads import listener_key, own_questions, session_state
from forums.models import EventKind, LiveEvent, LiveSession, Participant, Question


@dataclass
class Room:
    session: LiveSession
    facilitator: User
    people: list[Participant]

    def perform(self, step: Step) -> None:
        """Do one act of the script, as the view of its button would."""
        person = self.people[step.person]
        if step.verb == "ask":
            text = question_text(step.question)
            ask_question(session=self.session, asker=person, text=text, client_id=uuid.uuid4())
            return
        question = self.questions()[step.question]
        if step.verb == "vote":
            cast_vote(question=question, voter=person, client_id=uuid.uuid4())
        elif step.verb == "let_through":
            desk.let_through(question=question, by=self.facilitator)
        elif step.verb == "start_answering":
            desk.start_answering(question=question, by=self.facilitator)
        elif step.verb == "answer":
            desk.answer_question(question=question, by=self.facilitator, answer=ANSWER)
        else:
            desk.hide_question(question=question, by=self.facilitator, reason="Asked before.")

    def questions(self) -> QuerySet[Question]:
        """In the order asked, as the script counts them."""
        return self.session.questions.select_related("session").order_by("pk")

    def tickets(self) -> list[str]:
        """What the page of each person carries."""
        room = room_of(self.session, Audience.ATTENDEES)
        return [tickets.issue(tickets.Ticket(room, listener_key(person))) for person in self.people]


def make_room(*, engagement: Engagement, facilitator: User, people: int) -> Room:
    """An open, moderated session with guests in it and some questions let through."""
    session = schedule_session(
        subject=engagement, title="Bench", starts_at=timezone.now(), by=facilitator, is_moderated=True
    )
    session = open_session(session=session, by=facilitator)
    guests = [
        Participant(
            session=session, guest_key=uuid.uuid4(), guest_name=f"Guest {number}", joined_at=timezone.now()
        )
        for number in range(people)
    ]
    Participant.objects.bulk_create(guests)
    room = load_room(session.pk)
    for number in range(QUESTIONS_BEFORE):
        room.perform(Step(0, "ask", number, number))
        room.perform(Step(0, "let_through", number, number))
    session.refresh_from_db()
    return room


def load_room(session_id: int) -> Room:
    session = LiveSession.objects.select_related("created_by").get(pk=session_id)
    return Room(
        session=session,
        facilitator=session.created_by,
        people=list(session.participants.order_by("pk")),
    )


def page_of(room: Room) -> dict:
    """What a page that is rendered now holds: the fold of the log, and its seq."""
    room.session.refresh_from_db()
    return {
        "seq": room.session.last_seq,
        "questions": session_state(room.session, Audience.ATTENDEES)["questions"],
    }


def own_of(room: Room) -> list[list[dict]]:
    """For each person, the questions that only they see."""
    askers = set(room.questions().values_list("asker_id", flat=True))
    return [own_questions(person) if person.pk in askers else [] for person in room.people]


def seen_events(room: Room, after: int) -> list[int]:
    """The seqs behind ``after`` that change what attendees see: all but asking, which waits."""
    events = LiveEvent.objects.filter(session=room.session, seq__gt=after).exclude(
        kind=EventKind.QUESTION_ASKED
    )
    return list(events.order_by("seq").values_list("seq", flat=True))
