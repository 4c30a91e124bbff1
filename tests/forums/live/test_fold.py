"""What is promised to a client: its state equals the fold of the log for its audience, however it listens."""

import contextlib
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange.errors import ActionError
from forums.actions.live import desk, marking
from forums.actions.live.editing import agree_to_edit, edit_at_desk, put_words_back
from forums.actions.live.merging import merge, unmerge
from forums.actions.live.participants import merge_guest
from forums.actions.live.questions import withdraw_question
from forums.actions.live.undo import last_act_of, undo_act
from forums.actions.live.votes import cast_vote, take_back_vote
from forums.live.groups import Audience, room_of
from forums.live.payloads import SessionReader, listener_key, own_edits, own_questions, session_state
from forums.models import LiveSession, Participant, Question
from tests.factories import (
    amina,
    ask,
    ben,
    chloe,
    close,
    join,
    log_of,
    make_engagement,
    make_session,
    minutes_later,
    reopen,
)

pytestmark = pytest.mark.django_db

Payload = dict[str, Any]


class Client:
    """A page that folds frames from the beginning of the log: private ones first, as the hub sends them."""

    def __init__(self, session: LiveSession, audience: Audience) -> None:
        self.room = room_of(session, audience)
        self.seq = 0
        self.session: Payload = {"state": "scheduled"}
        self.questions: dict[str, Payload] = {}
        self.parts = parts_of(session_state(session, audience))  # as the server rendered them
        self.own: dict[str, dict[str, Payload]] = {}
        self.edits: dict[str, dict[str, Payload]] = {}
        self.removed: set[str] = set()

    def listen(self, after: int | None = None) -> None:
        """Fold what came behind its seq, or behind an earlier one: then it is told again what it knows."""
        after = self.seq if after is None else min(after, self.seq)
        # Not ``changes``: on the hub's thread it closes the connection, which holds our transaction here.
        update = SessionReader().changes(self.room, after)
        assert update.to >= self.seq
        self.seq = update.to
        for key, part in update.private.items():
            own = self.own.setdefault(key, {})
            own.update({question["id"]: question for question in part["questions"]})
            for public_id in part["removed"]:
                own.pop(public_id, None)
            edits = self.edits.setdefault(key, {})
            edits.update({edit["id"]: edit for edit in part.get("edits", [])})
            for public_id in [*part.get("settled", []), *part["removed"]]:
                edits.pop(public_id, None)
        self.session = update.shared.get("session", self.session)
        for name, rows in parts_of(update.shared).items():
            self.parts.setdefault(name, {}).update(rows)
        for name, ids in update.shared.get("gone", {}).items():
            for row_id in ids:
                self.parts.get(name, {}).pop(row_id, None)
        for question in update.shared.get("questions", []):
            self.questions[question["id"]] = question
            for own in self.own.values():
                own.pop(question["id"], None)
        for public_id, votes in update.shared.get("votes", {}).items():
            self.questions[public_id] = {**self.questions[public_id], "votes": votes}
        for public_id in update.shared.get("removed", []):
            self.questions.pop(public_id, None)
            self.removed.add(public_id)

    @property
    def state(self) -> Payload:
        parts = {name: by_id(rows.values()) for name, rows in self.parts.items() if rows}
        return {"session": self.session, "questions": by_id(self.questions.values()), **parts}

    def own_of(self, participant: Participant) -> list[Payload]:
        return by_id(self.own.get(listener_key(participant), {}).values())

    def edits_of(self, participant: Participant) -> list[Payload]:
        return by_id(self.edits.get(listener_key(participant), {}).values())


def parts_of(told: Mapping[str, Any]) -> dict[str, dict[str, Payload]]:
    """What a fold or a frame tells of the parts of a session beside its questions, by id."""
    names = told.keys() - {"session", "questions", "votes", "removed", "gone"}
    return {str(name): {row["id"]: row for row in told[name]} for name in names}


def by_id(questions: Iterable[Payload]) -> list[Payload]:
    return sorted(questions, key=lambda question: question["id"])


def fold_of(session: LiveSession, audience: Audience) -> Payload:
    state = session_state(LiveSession.objects.get(pk=session.pk), audience)
    return {str(name): by_id(told) if name != "session" else told for name, told in state.items()}


class Room:
    """A session with two members and two guests, in which anything may happen in any order."""

    def __init__(self, *, is_moderated: bool) -> None:
        name = uuid4().hex
        self.session = make_session(make_engagement(name), title=name, is_moderated=is_moderated)
        self.people = [join(self.session, user) for user in (ben(), chloe(), None, None)]
        self.questions: list[Question] = []
        self.minute = 0

    def happen(self, verb: str, who: int, which: int) -> None:
        """Do one thing; a refusal is as good as any."""
        self.minute += 1
        person = self.people[who % len(self.people)]
        with contextlib.suppress(ActionError):
            if verb in {"ask", "ask anonymously"}:
                question = ask(person, is_anonymous=verb != "ask", now=minutes_later(self.minute))
                self.questions.append(question)
            elif verb in {"join by name", "join anonymously"} and person.user:
                join(self.session, person.user, is_anonymous=verb == "join anonymously")
            elif verb == "log in" and not person.user:
                member = merge_guest(guest=person, user=ben(), now=minutes_later(self.minute))
                self.people = [member if other in (person, member) else other for other in self.people]
            elif verb == "close":
                close(self.session)
            elif verb == "reopen":
                reopen(self.session)
            elif verb == "undo":
                act = last_act_of(self.session.pk, amina())
                if act:
                    undo_act(event=act, by=amina(), now=minutes_later(self.minute))
            elif self.questions:
                other = self.questions[(which + 1 + who) % len(self.questions)]
                self._on_a_question(verb, person, self.questions[which % len(self.questions)], other)

    def _on_a_question(self, verb: str, person: Participant, question: Question, other: Question) -> None:
        options = {"question": question, "now": minutes_later(self.minute)}
        if verb == "withdraw":
            withdraw_question(by=person, **options)
        elif verb == "vote":
            cast_vote(voter=person, client_id=uuid4(), **options)
        elif verb == "take vote back":
            take_back_vote(voter=person, client_id=uuid4(), **options)
        elif verb == "answer_question":
            desk.answer_question(by=amina(), answer=f"As of minute {self.minute}.", **options)
        elif verb == "merge":
            merge(keep=other, questions=[question], by=amina(), now=options["now"])
        elif verb == "edit":
            edit_at_desk(text=f"As of minute {self.minute}?", by=amina(), **options)
        elif verb in ANSWERS_TO_EDITS:
            ANSWERS_TO_EDITS[verb](by=person, **options)
        elif verb in MARKS:
            MARKS[verb](by=amina(), **options)
        elif verb in DESK:
            getattr(desk, verb)(by=amina(), **options)


ANSWERS_TO_EDITS = {"agree": agree_to_edit, "put back": put_words_back}
MARKS = {
    "unmerge": unmerge,
    "pin": marking.pin,
    "unpin": marking.unpin,
    "star": marking.star,
    "unstar": marking.unstar,
}
DESK = ("let_through", "hide_question", "start_answering", "stop_answering", "take_answer_back")
VERBS = (
    *("ask", "ask anonymously", "withdraw", "vote", "take vote back", "answer_question", *DESK),
    *("join by name", "join anonymously", "log in", "close", "reopen"),
    *("merge", "merge", "edit", "undo", "undo", *ANSWERS_TO_EDITS, *MARKS),
)
BEGINNING = [("ask", 0, 0, False, 0), ("ask anonymously", 2, 0, False, 0), ("let_through", 0, 0, True, 0)]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(VERBS), st.integers(0, 3), st.integers(0, 2), st.booleans(), st.integers(0, 20)
    ),
    min_size=5,
    max_size=30,
)


@pytest.mark.parametrize("is_moderated", [True, False])
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_however_a_client_listens_it_comes_to_the_fold_of_the_log(is_moderated, steps):
    with transaction.atomic():
        room = Room(is_moderated=is_moderated)
        keen, lazy, cut_off = [
            {audience: Client(room.session, audience) for audience in Audience} for _ in range(3)
        ]
        shown: dict[Audience, set[str]] = {audience: set() for audience in Audience}
        for verb, who, which, listens, earlier in [*BEGINNING, *steps]:
            room.happen(verb, who, which)
            for audience in Audience:
                keen[audience].listen()
                assert keen[audience].state == fold_of(room.session, audience)
                shown[audience] |= keen[audience].questions.keys()
                if listens:
                    lazy[audience].listen()
                    cut_off[audience].listen(earlier)
        for audience in Audience:
            for client in (lazy[audience], cut_off[audience]):
                client.listen()
                assert client.state == keen[audience].state
                assert client.seq == keen[audience].seq == len(log_of(room.session))
            if audience is not Audience.FACILITATORS:
                assert keen[audience].removed | lazy[audience].removed <= shown[audience]
        for person in set(room.people):
            for attendees in (keen, lazy, cut_off):
                assert attendees[Audience.ATTENDEES].own_of(person) == by_id(own_questions(person))
                assert attendees[Audience.ATTENDEES].edits_of(person) == by_id(own_edits(person))
        transaction.set_rollback(True)
