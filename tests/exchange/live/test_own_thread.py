"""A thread keeps its connection from call to call, and never a dead one."""

import asyncio
import threading
from typing import Any

import pytest
from django.db import connection, connections

from exchange.live.own_thread import OwnThread

pytestmark = pytest.mark.django_db(transaction=True)


class Refused(Exception):
    """What a call raises that is told to."""


def wire() -> Any:
    """The open connection of the thread that asks."""
    connection.ensure_connection()
    return connection.connection


def begin_something_and_fail() -> None:
    connection.set_autocommit(False)
    wire()
    raise Refused


@pytest.fixture
async def thread():
    made = OwnThread("a test's")
    yield made
    made.let_go()


async def test_calls_come_one_after_another_on_one_thread_over_one_connection(thread):
    async def call() -> tuple[str, Any]:
        return await thread.run(lambda: (threading.current_thread().name, wire()))

    (name, first), (same_name, second) = await call(), await call()
    assert name == same_name
    assert name.startswith("a test's")
    assert first is second


async def test_a_thread_that_is_let_go_ends_behind_what_waits_and_another_begins_later(thread):
    first_thread, first = await thread.run(lambda: (threading.current_thread(), wire()))
    waiting = asyncio.create_task(thread.run(wire))
    await asyncio.sleep(0)
    thread.let_go()
    thread.let_go()
    assert await waiting is first
    assert await thread.run(wire) is not first
    await asyncio.to_thread(first_thread.join, 10)
    assert not first_thread.is_alive()


async def test_a_call_that_fails_takes_its_connection_with_it(thread):
    first = await thread.run(wire)
    with pytest.raises(Refused):
        await thread.run(begin_something_and_fail)
    assert await thread.run(wire) is not first
    assert await thread.run(connection.get_autocommit)


async def test_a_connection_that_died_is_replaced_before_the_call(thread, monkeypatch):
    first = await thread.run(wire)
    monkeypatch.setattr(type(connections["default"]), "is_usable", lambda self: False)
    assert await thread.run(wire) is not first
