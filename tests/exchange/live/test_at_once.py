"""What is left of a coroutine that was begun outside a task."""

import asyncio
from collections.abc import Awaitable

import pytest

from exchange.live.at_once import done_at_once


async def end_of(rest: Awaitable[None]) -> None:
    await rest


async def test_what_never_waits_is_done_at_once():
    heard = []

    async def tell() -> None:
        heard.append("it")

    assert done_at_once(tell()) is None
    assert heard == ["it"]


async def test_what_waits_goes_on_in_a_task():
    gate, heard = asyncio.Event(), []

    async def tell() -> None:
        heard.append("first")
        await gate.wait()
        await asyncio.sleep(0)
        heard.append("then")

    rest = done_at_once(tell())
    assert rest is not None
    task = asyncio.create_task(end_of(rest))
    await asyncio.sleep(0.01)
    assert heard == ["first"]
    gate.set()
    await task
    assert heard == ["first", "then"]


async def test_what_it_raises_is_raised_here_or_where_the_rest_is_awaited():
    async def fail() -> None:
        raise ConnectionError

    async def fail_later() -> None:
        await asyncio.sleep(0)
        raise ConnectionError

    with pytest.raises(ConnectionError):
        done_at_once(fail())
    rest = done_at_once(fail_later())
    assert rest is not None
    with pytest.raises(ConnectionError):
        await rest


async def test_a_cancellation_reaches_what_waits():
    heard = []

    async def wait() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            heard.append("ended")

    rest = done_at_once(wait())
    assert rest is not None
    task = asyncio.create_task(end_of(rest))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert heard == ["ended"]
