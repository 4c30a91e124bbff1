import asyncio
from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from exchange.live import bell
from forums.actions.live.desk import hide_question, let_through
from forums.actions.live.log import append_event, lock_session
from forums.actions.live.questions import withdraw_question
from forums.live.groups import rooms_of
from forums.models import EventKind, LiveEvent
from tests.factories import (
    NOW,
    amina,
    answer,
    ask,
    ben,
    close,
    join,
    log_of,
    make_case_study,
    make_engagement,
    make_session,
    minutes_later,
    vote,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard():
    """What the doorbell rings on an event loop of this process, as a hub would hear it."""
    rung: SimpleQueue[tuple[str, int]] = SimpleQueue()

    def ear(room: str, seq: int) -> None:
        rung.put((room, seq))

    async def listen() -> None:
        bell.listen(ear)

    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()
    asyncio.run_coroutine_threadsafe(listen(), loop).result(timeout=5)
    yield rung
    bell.stop_listening(ear)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(timeout=5)
    loop.close()


def undone(write: Callable[[], Any]) -> None:
    """Do something in a transaction that does not come to its end."""
    with transaction.atomic():
        write()
        raise PowerCut


class PowerCut(Exception):
    pass


def test_append_event_writes_the_next_seq_and_moves_the_head():
    session = make_session()
    question = ask(join(session, ben()))
    with transaction.atomic():
        event = append_event(
            session=lock_session(session),
            kind=EventKind.VOTES_CHANGED,
            questions=[question],
            by=amina(),
            now=minutes_later(5),
        )
    assert (event.seq, event.kind, event.by) == (3, EventKind.VOTES_CHANGED, amina())
    assert (event.question_ids, event.happened_at) == ([question.pk], minutes_later(5))
    assert log_of(session) == ["session_opened", "question_asked", "votes_changed"]


def test_each_session_counts_for_itself():
    subject = make_engagement()
    first, second = make_session(subject), make_session(subject)
    ask(join(first, ben()))
    ask(join(second, ben()))
    ask(join(first))
    assert log_of(first) == ["session_opened", "question_asked", "question_asked"]
    assert log_of(second) == ["session_opened", "question_asked"]


def test_a_seq_is_taken_once():
    event = make_session().events.get()
    event.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        event.save()


def test_an_undone_write_leaves_no_gap():
    session = make_session()
    ben_here = join(session, ben())
    with pytest.raises(PowerCut):
        undone(lambda: ask(ben_here))
    ask(ben_here)
    assert log_of(session) == ["session_opened", "question_asked"]


def test_events_hold_ids_and_never_words():
    assert [field.name for field in LiveEvent._meta.get_fields()] == [
        "id",
        "session",
        "seq",
        "kind",
        "touched",
        "undo",
        "undone_at",
        "by",
        "happened_at",
    ]
    session = make_session(make_engagement(case_studies=[make_case_study()]), is_moderated=True)
    sipho = join(session, guest_name="Zanele Zulu")
    question = ask(sipho, "Zebras?", is_let_through=True)
    vote(question, join(session, ben()))
    answer(question, "Zebras indeed.")
    hide_question(question=question, by=amina(), reason="Zebras again", now=NOW)
    let_through(question=question, by=amina(), now=NOW)
    close(session)
    withdraw_question(question=question, by=sipho, now=NOW)
    assert [type(pk) for event in session.events.all() for pk in event.question_ids] == [int] * 7
    assert not [row for row in LiveEvent.objects.values_list() if "Z" in repr(row)]


@pytest.mark.django_db(transaction=True)
def test_the_doorbell_rings_every_audience_once_the_write_is_committed(heard):
    session = make_session(is_open=False)
    with transaction.atomic():
        append_event(session=lock_session(session), kind=EventKind.SESSION_OPENED, now=NOW)
        with pytest.raises(Empty):
            heard.get(timeout=0.1)
    assert [heard.get(timeout=5) for _ in range(3)] == [(room, 1) for room in rooms_of(session)]
    assert heard.empty()


@pytest.mark.django_db(transaction=True)
def test_the_doorbell_is_silent_for_a_write_that_was_undone(heard):
    session = make_session()
    ben_here = join(session, ben())
    with pytest.raises(PowerCut):
        undone(lambda: ask(ben_here))
    ask(ben_here)
    rooms = rooms_of(session)
    assert [heard.get(timeout=5) for _ in range(6)] == [(room, seq) for seq in (1, 2) for room in rooms]


@pytest.mark.django_db(transaction=True)
def test_a_doorbell_that_is_broken_costs_no_write(settings, caplog):
    nobody_listens = {"hosts": ["redis://127.0.0.1:1"]}
    settings.CHANNEL_LAYERS = {
        "default": {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": nobody_listens}
    }
    session = make_session()
    assert log_of(session) == ["session_opened"]
    assert [record.name for record in caplog.records] == ["django.db.backends.base"]
