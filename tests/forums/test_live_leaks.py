"""A question's secret word is found on every surface while it is in the room; out of it, on none."""

from collections.abc import Callable

import pytest
from django.test import Client

from forums import access
from forums.actions.live.desk import hide_question, start_answering
from forums.actions.live.merging import merge
from forums.actions.live.questions import withdraw_question
from forums.actions.live.undo import undo_act
from forums.actions.moderation.posts import hide_post, undo_post_move
from forums.models import EventKind
from tests.factories import NOW, amina, answer, chloe, reopen, run_jobs
from tests.forums.leaking import body
from tests.forums.live_leaking import (
    AFTERWARDS,
    ALWAYS_SILENT,
    IN_THE_ROOM,
    SECRET,
    SENTENCE,
    Room,
    found_on,
    open_room,
)

pytestmark = pytest.mark.django_db


def back_to_waiting(room: Room) -> None:
    event = room.session.events.filter(kind=EventKind.QUESTION_LET_THROUGH).order_by("-seq").first()
    assert event.question_ids == [room.question.pk]
    undo_act(event=event, by=amina(), now=NOW)


OUT_OF_THE_ROOM: dict[str, Callable[[Room], object]] = {
    "waiting": back_to_waiting,
    "hidden": lambda room: hide_question(question=room.question, by=amina(), reason="Names.", now=NOW),
    "withdrawn": lambda room: withdraw_question(question=room.question, by=room.question.asker, now=NOW),
    "merged": lambda room: merge(keep=room.other, questions=[room.question], by=amina(), now=NOW),
}


@pytest.fixture
def reader():
    """Chloé, who takes part."""
    client = Client()
    client.force_login(chloe())
    return client


def nowhere(probes) -> dict[str, bool]:
    return dict.fromkeys(probes, False)


def everywhere(probes) -> dict[str, bool]:
    return dict.fromkeys(probes, True)


def test_in_the_room_each_probe_finds_it(reader):
    room = open_room()
    assert found_on(room, reader, IN_THE_ROOM) == everywhere(IN_THE_ROOM)
    room.close()
    assert found_on(room, reader, AFTERWARDS) == everywhere(AFTERWARDS)
    assert found_on(room, reader, ALWAYS_SILENT) == nowhere(ALWAYS_SILENT)


def test_the_screen_shows_what_is_being_answered(client):
    room = open_room()
    screen = f"{room.at('screen')}?key={access.screen_key(room.session)}"
    start_answering(question=room.question, by=amina(), now=NOW)
    assert SECRET in body(client, screen).decode()
    hide_question(question=room.question, by=amina(), reason="Names.", now=NOW)
    assert SECRET not in body(client, screen).decode()


@pytest.mark.parametrize("how", OUT_OF_THE_ROOM)
def test_out_of_the_room_nobody_else_finds_it_anywhere(how, reader):
    room = open_room()
    OUT_OF_THE_ROOM[how](room)
    assert found_on(room, reader, IN_THE_ROOM) == nowhere(IN_THE_ROOM)
    room.close()
    probes = {**AFTERWARDS, **ALWAYS_SILENT}
    assert found_on(room, reader, probes) == nowhere(probes)


@pytest.mark.parametrize("how", OUT_OF_THE_ROOM)
def test_what_leaves_the_room_after_the_session_was_reopened_leaves_every_place(how, reader):
    room = open_room()
    room.close()
    reopen(room.session)
    room.session.refresh_from_db()
    if how == "waiting":  # undoing reaches back over the closing
        back_to_waiting(room)
    else:
        OUT_OF_THE_ROOM[how](room)
    room.close()
    probes = {**AFTERWARDS, **ALWAYS_SILENT}
    assert found_on(room, reader, probes) == nowhere(probes)


def test_what_is_hidden_in_its_thread_is_found_nowhere_and_comes_back_with_it(reader):
    room = open_room()
    room.close()
    hide_post(post=room.question.post, by=amina(), reason="Names.")
    run_jobs()
    probes = {**AFTERWARDS, **ALWAYS_SILENT}
    assert found_on(room, reader, probes) == nowhere(probes)
    undo_post_move(act=room.question.post.acts.get(), by=amina())
    run_jobs()
    assert found_on(room, reader, AFTERWARDS) == everywhere(AFTERWARDS)


def test_an_answer_that_is_hidden_in_its_thread_is_found_nowhere_and_comes_back_with_it(reader):
    room = open_room()
    answer(room.other, SENTENCE)
    hide_question(question=room.question, by=amina(), reason="Asked elsewhere.", now=NOW)
    room.close()
    room.other.refresh_from_db()
    probes = AFTERWARDS
    assert found_on(room, reader, probes) == everywhere(probes)
    hide_post(post=room.other.answer_post, by=amina(), reason="Names.")
    run_jobs()
    assert found_on(room, reader, probes | ALWAYS_SILENT) == nowhere(probes | ALWAYS_SILENT)
    undo_post_move(act=room.other.answer_post.acts.get(), by=amina())
    run_jobs()
    assert found_on(room, reader, probes) == everywhere(probes)
