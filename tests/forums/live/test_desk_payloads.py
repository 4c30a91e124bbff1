"""What acts at the desk tell each audience: marks for everybody or for facilitators, and what is private."""

from uuid import UUID

import pytest

from forums.actions.live.editing import agree_to_edit, edit_at_desk
from forums.actions.live.entering import enter_question
from forums.actions.live.marking import pin, star
from forums.actions.live.merging import merge
from forums.live.groups import Audience, room_of
from forums.live.payloads import SessionReader, listener_key, own_edits, own_questions, session_state
from forums.models import Question
from tests.factories import NOW, amina, ask, ben, chloe, join, make_session, minutes_later

pytestmark = pytest.mark.django_db

CLIENT_ID = UUID("7b1d2f7c-6f0e-4c3c-9a53-5d8f2f3b9c11")
MARKS = ("pinned", "starred", "unagreed", "heard_in", "merged")


@pytest.fixture
def session():
    return make_session(is_moderated=True)


@pytest.fixture
def kept(session):
    return ask(join(session, ben()), "Who pays?", is_let_through=True)


@pytest.fixture
def other(session):
    return ask(join(session, chloe()), "Who is it that pays?", is_let_through=True)


def told(question: Question, audience: Audience) -> dict[str, object]:
    state = session_state(question.session, audience)
    row = next(row for row in state["questions"] if row["id"] == question.public_id)
    return {name: row[name] for name in MARKS if name in row}


def update(session, audience: Audience, after: int):
    return SessionReader().changes(room_of(session, audience), after)


def test_a_star_and_what_was_merged_are_told_to_facilitators_alone(kept, other):
    star(question=kept, by=amina(), now=NOW)
    pin(question=kept, by=amina(), now=NOW)
    merge(keep=kept, questions=[other], by=amina(), now=NOW)
    edit_at_desk(question=kept, text="Who pays for it?", by=amina(), now=NOW)
    for audience in (Audience.ATTENDEES, Audience.SCREENS):
        assert told(kept, audience) == {"pinned": True, "unagreed": True}
    assert told(kept, Audience.FACILITATORS) == {
        "pinned": True,
        "unagreed": True,
        "starred": True,
        "merged": [{"id": other.public_id, "text": other.text}],
    }


def test_where_a_question_was_asked_is_no_secret(session):
    entered = enter_question(session=session, text="Aloud?", by=amina(), client_id=CLIENT_ID, now=NOW)
    for audience in Audience:
        assert told(entered, audience) == {"heard_in": "aloud"}


def test_a_merged_question_leaves_the_room_and_leads_its_asker_alone(session, kept, other):
    session.refresh_from_db()
    before = session.last_seq
    merge(keep=kept, questions=[other], by=amina(), now=NOW)
    for audience in Audience:
        assert update(session, audience, before).shared["removed"] == [other.public_id]
    private = update(session, Audience.ATTENDEES, before).private
    assert private.keys() == {listener_key(other.asker)}
    (row,) = private[listener_key(other.asker)]["questions"]
    assert (row["state"], row["into"]) == ("merged", {"id": kept.public_id, "text": kept.text})
    assert own_questions(other.asker) == [row]


def test_a_waiting_question_that_is_kept_tells_no_asker_its_words(session, other):
    waiting = ask(join(session, ben()), "A secret?")
    again = ask(other.asker, "A secret again?")
    merge(keep=waiting, questions=[again], by=amina(), now=NOW)
    (row,) = own_questions(again.asker)
    assert ("A secret?" in repr(row), "into" in row) == (False, False)


def test_what_changes_in_the_question_kept_is_told_to_whom_it_leads(session, kept, other):
    merge(keep=kept, questions=[other], by=amina(), now=NOW)
    session.refresh_from_db()
    edit_at_desk(question=kept, text="Who pays for it?", by=amina(), now=NOW)
    private = update(session, Audience.ATTENDEES, session.last_seq).private
    assert private[listener_key(other.asker)]["questions"][0]["into"]["text"] == "Who pays for it?"


def test_both_versions_of_an_edit_are_its_askers_alone_until_it_is_settled(session, kept, other):
    session.refresh_from_db()
    before = session.last_seq
    edit_at_desk(question=kept, text="Who pays for it?", by=amina(), now=NOW)
    both = [{"id": kept.public_id, "before": "Who pays?", "text": "Who pays for it?"}]
    changes = update(session, Audience.ATTENDEES, before)
    assert {key: part["edits"] for key, part in changes.private.items()} == {listener_key(kept.asker): both}
    assert (own_edits(kept.asker), own_edits(other.asker)) == (both, [])
    for audience in Audience:
        assert "Who pays?" not in repr(session_state(session, audience)["questions"])
    agree_to_edit(question=kept, by=kept.asker, now=minutes_later(1))
    settled = update(session, Audience.ATTENDEES, before).private[listener_key(kept.asker)]
    assert (settled["settled"], "edits" in settled) == ([kept.public_id], False)
