"""The socket of a live session, spoken to through the whole ASGI application."""

import asyncio
import contextlib
import logging
import threading
import time
from collections.abc import Callable
from typing import Any
from unittest import mock

import pytest
from django.db import connection
from django.db.backends.signals import connection_created

from exchange.live import hub, tickets
from exchange.live.consumer import ROOM_GONE, TICKET_REFUSED
from forums.actions.live.questions import withdraw_question
from forums.live.groups import Audience, SessionRoom, room_of
from forums.live.payloads import own_questions
from tests import processes
from tests.exchange.live.layers import IN_MEMORY, on_redis
from tests.exchange.live.room import PATIENCE, eventually
from tests.factories import answer, ask, ben, chloe, close, join, make_session, vote
from tests.forums.live.pages import Page, by_id
from tests.forums.live.sockets import (
    Socket,
    assert_all_have_the_fold,
    connected,
    do,
    everybody,
    head_of,
    hide,
    path_of,
    rooms,
    show,
)

pytestmark = pytest.mark.django_db(transaction=True)

ATTENDEES, FACILITATORS, SCREENS = Audience


@pytest.fixture
def session():
    return make_session(is_moderated=True)


@pytest.fixture
def ben_here(session):
    return join(session, ben())


@pytest.fixture
def chloe_here(session):
    return join(session, chloe())


@pytest.fixture(params=["in memory", pytest.param("on redis", marks=pytest.mark.servers)])
def layer(request, settings):
    is_redis = request.param == "on redis"
    settings.CHANNEL_LAYERS = on_redis(request.getfixturevalue("redis_url")) if is_redis else IN_MEMORY


# Coming in --------------------------------------------------------------------------------------
async def test_who_comes_gets_the_full_state_of_their_audience(layer, session, ben_here):
    await do(ask, ben_here, "Let through.", is_let_through=True)
    await do(ask, ben_here, "It waits.")
    async with everybody(session, ben_here) as sockets:
        await assert_all_have_the_fold(session, *sockets)
        assert rooms() == [room_of(session, audience) for audience in Audience]
    assert rooms() == []
    shown = [sorted(row["text"] for row in socket.page.state["questions"].values()) for socket in sockets]
    assert shown == [["Let through."], ["It waits.", "Let through."], ["Let through."]]


def expired_ticket(room: str) -> str:
    ago = time.time() - tickets.GOOD_FOR_SECONDS - 60
    with mock.patch("django.core.signing.time.time", return_value=ago):
        return tickets.issue(tickets.Ticket(room))


@pytest.mark.parametrize("which", ["missing", "empty", "forged", "expired", "someone else's salt", "a name"])
async def test_without_a_ticket_of_ours_one_is_sent_to_fetch_one(session, which):
    room = room_of(session, FACILITATORS)
    query = {
        "missing": {},
        "empty": {"ticket": ""},
        "forged": {"ticket": tickets.issue(tickets.Ticket(room))[:-1] + "·"},
        "expired": {"ticket": expired_ticket(room)},
        "someone else's salt": {"ticket": mock_ticket(room)},
        "a name": {"ticket": room},
    }[which]
    socket = Socket(path_of(session, **query), Page(FACILITATORS))
    assert await socket.wire.connect(PATIENCE) == (True, None)
    assert await socket.closed_with() == TICKET_REFUSED == 4401
    await socket.say(command="resume", after=-1)
    assert await socket.wire.receive_nothing()
    await socket.wire.disconnect(timeout=PATIENCE)
    assert rooms() == []


def mock_ticket(room: str) -> str:
    with mock.patch.object(tickets, "SALT", "another"):
        return tickets.issue(tickets.Ticket(room))


@pytest.mark.parametrize(
    "origin", [None, "null", "https://evil.example", "http://127.0.0.1.evil.example", "127.0.0.1"]
)
async def test_a_page_of_another_site_is_not_let_in(session, origin):
    ticket = tickets.issue(tickets.Ticket(room_of(session, ATTENDEES)))
    socket = Socket(path_of(session, ticket=ticket), Page(ATTENDEES), origin=origin)
    is_in, _code = await socket.wire.connect(PATIENCE)
    assert not is_in


async def test_a_ticket_is_for_its_own_session_whatever_the_address_says(session, ben_here):
    await do(ask, ben_here, "Only here.", is_let_through=True)
    other = await do(make_session, await do(lambda: session.subject), title="Another")
    ticket = tickets.issue(tickets.Ticket(room_of(other, ATTENDEES)))
    async with connected(session, ticket=ticket) as socket:
        assert (await socket.hear())["questions"] == []


async def test_a_room_that_is_gone_says_so(session, caplog):
    ticket = tickets.issue(tickets.Ticket(SessionRoom(session.pk + 1, ATTENDEES).name))
    with caplog.at_level(logging.CRITICAL):
        async with connected(session, ticket=ticket) as socket:
            assert await socket.closed_with() == ROOM_GONE == 4404
            assert rooms() == []
            await socket.say(command="resume", after=0)
            assert await socket.wire.receive_nothing()


@pytest.mark.parametrize("after", ["", "x", "1.5", "-7", "nan", "9" * 5000, "١x"])
async def test_a_seq_that_is_none_asks_for_the_full_state(session, after):
    async with connected(session, after=after) as socket:
        assert (await socket.hear())["type"] == "state"


async def test_coming_costs_no_query_but_one_look_of_the_hub(session, ben_here, monkeypatch):
    monkeypatch.setattr(hub, "LOOK_AGAIN_SECONDS", 3600.0)
    head = await do(head_of, session)
    with every_query() as queries:
        async with contextlib.AsyncExitStack() as stack:
            for _ in range(20):
                await stack.enter_async_context(connected(session, ATTENDEES, ben_here, after=head))
        threads, sqls = zip(*queries, strict=True)
    assert len(sqls) == 1
    assert threads[0].startswith("live-hub")


@contextlib.contextmanager
def every_query():
    """Each query of any thread's connection, with the thread's name."""
    queries: list[tuple[str, str]] = []

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        queries.append((threading.current_thread().name, sql))
        return execute(sql, *rest)

    def watch(connection: Any, **kwargs: Any) -> None:
        if note not in connection.execute_wrappers:
            connection.execute_wrappers.append(note)

    connection_created.connect(watch)
    try:
        with connection.execute_wrapper(note):
            yield queries
    finally:
        connection_created.disconnect(watch)


# Hearing ----------------------------------------------------------------------------------------
async def test_each_audience_hears_what_happens(layer, session, ben_here, chloe_here):
    async with everybody(session, ben_here, chloe_here) as sockets:
        first = await do(ask, ben_here, "Who pays?", is_let_through=True)
        await assert_all_have_the_fold(session, *sockets)
        await do(vote, first, chloe_here)
        await do(answer, first, "The traders do.")
        await assert_all_have_the_fold(session, *sockets)
        await do(close, session)
        await assert_all_have_the_fold(session, *sockets)
    assert {socket.page.session["state"] for socket in sockets} == {"closed"}
    assert [thread["title"] for thread in sockets[0].page.session["threads"]] == [
        "Live questions: Safer streets"
    ]
    assert [socket.page.state["questions"][first.public_id]["votes"] for socket in sockets] == [1] * 4


async def test_what_waits_or_was_hidden_never_reaches_the_room(layer, session, ben_here, chloe_here):
    async with everybody(session, ben_here, chloe_here) as sockets:
        his, hers, desk, screen = sockets
        secret = await do(ask, ben_here, "Is the chief corrupt?")
        await asyncio.gather(*(socket.until(2) for socket in sockets))
        await do(hide, secret, "It names a person.")
        await asyncio.gather(*(socket.until(3) for socket in sockets))
        shown = await do(ask, ben_here, "Who pays?", is_let_through=True)
        await assert_all_have_the_fold(session, *sockets)
        async with everybody(session, chloe_here) as (late, _desk, late_screen):
            await assert_all_have_the_fold(session, late, late_screen)
    for socket in (hers, screen, late, late_screen):
        said = "".join(socket.texts)
        assert shown.public_id in said
        assert [word in said for word in ("chief", "It names", secret.public_id)] == [False] * 3
    for socket in (his, desk):
        assert [word in "".join(socket.texts) for word in ("chief", "It names")] == [True] * 2


async def test_hiding_takes_a_question_out_of_the_room_and_gives_its_asker_the_reason(
    session, ben_here, chloe_here
):
    async with everybody(session, ben_here, chloe_here) as (his, hers, desk, screen):
        question = await do(ask, ben_here, "Who pays?", is_let_through=True)
        await asyncio.gather(*(socket.until(3) for socket in (his, hers, desk, screen)))
        assert his.page.state["questions"].keys() == {question.public_id}
        await do(hide, question, "Asked before.")
        await assert_all_have_the_fold(session, his, hers, desk, screen)
        assert his.page.own == by_id(await do(own_questions, ben_here))
        assert his.page.own[question.public_id]["reason"] == "Asked before."
        assert hers.page.items == screen.page.items == {}
        await do(show, question)
        await assert_all_have_the_fold(session, his, hers, desk, screen)
    assert his.page.own == {}


async def test_a_waiting_question_comes_to_its_asker_alone_before_the_shared_frame(
    layer, session, ben_here, chloe_here
):
    head = await do(head_of, session)
    async with (
        connected(session, ATTENDEES, ben_here, after=head) as his,
        connected(session, ATTENDEES, chloe_here, after=head) as hers,
    ):
        question = await do(ask, ben_here, "Who pays?")
        private, shared = await his.hear(), await his.hear()
        assert await hers.hear() == shared == {"type": "changes", "from": head, "to": head + 1}
        own = await do(own_questions, ben_here)
        assert private == {**shared, "type": "private", "questions": own, "removed": []}
        await do(withdraw_question, question=question, by=ben_here)
        private = await his.hear()
        assert (private["type"], private["removed"]) == ("private", [question.public_id])
    assert his.page.items == {}


# Coming back ------------------------------------------------------------------------------------
async def test_who_comes_back_with_a_seq_gets_what_came_behind_it(layer, session, ben_here, chloe_here):
    first = await do(ask, ben_here, "First.", is_let_through=True)
    async with connected(session, ATTENDEES, chloe_here) as socket:
        await assert_all_have_the_fold(session, socket)
    page = socket.page
    await do(hide, first)
    second = await do(ask, ben_here, "Second.", is_let_through=True)
    async with connected(session, ATTENDEES, chloe_here, page=page, after=page.seq) as socket:
        frame = await socket.hear()
        assert (frame["type"], frame["from"], frame["to"]) == ("changes", 3, 6)
        assert ([row["id"] for row in frame["questions"]], frame["removed"]) == (
            [second.public_id],
            [first.public_id],
        )
        await assert_all_have_the_fold(session, socket)
        assert await socket.until_resumed() == []


async def test_a_page_that_slept_too_long_gets_the_full_state(session, ben_here, chloe_here, monkeypatch):
    monkeypatch.setattr(hub, "TOO_OLD", 2)
    asked = [await do(ask, ben_here, text) for text in ("Waits.", "Is withdrawn.", "Is let through.")]
    shown = await do(ask, chloe_here, "Is hidden.", is_let_through=True)
    async with connected(session, ATTENDEES, ben_here) as socket:
        await assert_all_have_the_fold(session, socket)
        assert len(socket.page.own) == 3
    page = socket.page
    await do(withdraw_question, question=asked[1], by=ben_here)
    await do(show, asked[2])
    await do(hide, shown)
    async with connected(session, ATTENDEES, ben_here, page=page, after=page.seq) as socket:
        assert [(await socket.hear())["type"] for _ in range(2)] == ["private", "state"]
        await assert_all_have_the_fold(session, socket)
    assert page.own == by_id(await do(own_questions, ben_here))
    assert [row["text"] for row in page.items.values()] == ["Waits.", "Is let through."]


async def test_a_page_that_missed_a_frame_asks_again(session, ben_here):
    page = Page(ATTENDEES, seq=1, state="open")
    async with connected(session, ATTENDEES, page=page, after=1) as socket:
        first = await do(ask, ben_here, "First.", is_let_through=True)
        while (await socket.wire.receive_json_from(PATIENCE))["to"] < 3:
            pass  # a sleeping tab threw it away
        second = await do(ask, ben_here, "Second.", is_let_through=True)
        await assert_all_have_the_fold(session, socket)
    assert page.applied == [1, 5]
    assert page.items.keys() == {first.public_id, second.public_id}


async def test_resume_always_answers(session, ben_here):
    async with connected(session, ATTENDEES, ben_here) as socket:
        await socket.hear()
        assert await socket.until_resumed() == []
        for after, types in ((0, ["changes"]), (-1, ["state"]), (None, ["state"]), (10**30, [])):
            socket.page.seq = 10**31
            await socket.say(command="resume", after=after)
            said = [(await socket.hear())["type"] for _ in range(len(types) + 1)]
            assert said == [*types, "resumed"]


# Trouble ----------------------------------------------------------------------------------------
async def test_a_socket_that_the_server_gives_up_leaves_its_room(session):
    ticket = tickets.issue(tickets.Ticket(room_of(session, ATTENDEES)))
    socket = Socket(path_of(session, ticket=ticket), Page(ATTENDEES))
    await socket.wire.connect(PATIENCE)
    await socket.hear()
    assert len(rooms()) == 1
    socket.wire.future.cancel()
    await eventually(lambda: not rooms())


async def test_a_layer_that_is_away_refuses_nobody_and_loses_nothing(session, ben_here, settings, caplog):
    settings.CHANNEL_LAYERS = on_redis(f"redis://{processes.LOOPBACK}:{processes.free_port()}/0")
    with caplog.at_level(logging.CRITICAL):
        async with everybody(session, ben_here) as sockets:
            await do(ask, ben_here, "Who pays?", is_let_through=True)
            await assert_all_have_the_fold(session, *sockets)
    assert [len(socket.page.items) for socket in sockets] == [1, 1, 1]
