"""The doorbell: within a process, between processes by Redis, and when Redis is away."""

import asyncio
import contextlib
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator

import pytest
import redis

from exchange.live import bell, hub
from exchange.live.hub import Hub
from tests import processes
from tests.exchange.live.layers import IN_MEMORY, on_redis, redis_at
from tests.exchange.live.room import PATIENCE, Log, Phone


class Ear:
    """Notes each ring, and on which thread it came."""

    def __init__(self) -> None:
        self.rings: list[tuple[str, int]] = []
        self.threads: set[int] = set()
        self.rung = asyncio.Event()

    def __call__(self, room: str, seq: int) -> None:
        self.rings.append((room, seq))
        self.threads.add(threading.get_ident())
        self.rung.set()

    async def until(self, *rings: tuple[str, int]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not set(rings) <= set(self.rings):
                self.rung.clear()
                await self.rung.wait()


@contextlib.asynccontextmanager
async def listening() -> AsyncIterator[Ear]:
    """An ear for rings of this process."""
    ear = Ear()
    bell.listen(ear)
    try:
        yield ear
    finally:
        bell.stop_listening(ear)


@contextlib.asynccontextmanager
async def at_the_layer() -> AsyncIterator[Ear]:
    """An ear for rings that come by the channel layer, and only for those."""
    ear = Ear()
    task = asyncio.create_task(bell.answer_the_layer(ear))
    try:
        yield ear
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def ring_until_heard(ear: Ear, seq: int) -> None:
    """Ring from a plain thread again and again: Redis forgets what is published while nobody listens."""
    async with asyncio.timeout(4 * PATIENCE):
        while ("room", seq) not in ear.rings:
            with contextlib.suppress(redis.ConnectionError, TimeoutError):
                await asyncio.to_thread(bell.ring, ["room"], seq)
            await asyncio.sleep(0.05)


@pytest.fixture
def in_memory(settings):
    settings.CHANNEL_LAYERS = IN_MEMORY


@pytest.fixture
def by_redis(settings, redis_url):
    settings.CHANNEL_LAYERS = on_redis(redis_url)


# In one process ---------------------------------------------------------------------------------
async def test_a_ring_from_a_plain_thread_wakes_the_loop_that_listens(in_memory):
    async with listening() as ear:
        thread = threading.Thread(target=bell.ring, args=(["1", "2"], 7))
        thread.start()
        await ear.until(("1", 7), ("2", 7))
        thread.join()
    assert ear.rings == [("1", 7), ("2", 7)]
    assert ear.threads == {threading.get_ident()}


async def test_a_ring_from_a_loop_comes_after_what_the_loop_does_now(in_memory):
    async with listening() as ear:
        bell.ring(["room"], 7)
        assert ear.rings == []
        await ear.until(("room", 7))


async def test_who_stopped_listening_hears_nothing(in_memory):
    async with listening() as gone:
        pass
    bell.stop_listening(gone)
    async with listening() as ear:
        bell.ring(["room"], 7)
        await ear.until(("room", 7))
    assert gone.rings == []


def test_a_ring_for_a_loop_that_has_closed_is_no_trouble(in_memory):
    async def listen() -> Ear:
        ear = Ear()
        bell.listen(ear)
        return ear

    ear = asyncio.run(listen())
    bell.ring(["room"], 7)
    assert ear not in bell._ears


async def test_there_is_nothing_to_answer_in_a_layer_in_memory(in_memory):
    await asyncio.wait_for(bell.answer_the_layer(Ear()), PATIENCE)


async def test_a_ring_from_a_plain_thread_brings_the_change_to_a_phone(in_memory, monkeypatch):
    monkeypatch.setattr(hub, "LOOK_AGAIN_SECONDS", 3600.0)
    log, phone = Log(), Phone()
    room = Hub(log)
    await room.join("room", phone, 0)
    await asyncio.to_thread(lambda: bell.ring(["room"], log.append("a")))
    await phone.until(1)
    room.leave("room", phone)


# Between processes ------------------------------------------------------------------------------
@pytest.mark.servers
async def test_a_ring_in_one_loop_reaches_another_loop_by_redis(by_redis):
    async with at_the_layer() as ear, at_the_layer() as another:
        await ring_until_heard(ear, 7)
        await another.until(("room", 7))
    assert ear.threads == another.threads == {threading.get_ident()}


@pytest.mark.servers
async def test_a_ring_in_another_process_brings_the_change_to_a_phone(
    by_redis, redis_url, tmp_path, monkeypatch
):
    monkeypatch.setattr(hub, "LOOK_AGAIN_SECONDS", 3600.0)
    log, phone = Log(), Phone()
    room = Hub(log)
    await room.join("room", phone, 0)
    log.append("a")
    code = (
        "import time, django; django.setup()\n"
        "from exchange.live import bell\n"
        "while True: bell.ring(['room'], 1); time.sleep(0.1)"
    )
    env = os.environ | {"REDIS_URL": redis_url, "VAR_DIR": str(tmp_path)}
    env |= {"DJANGO_SETTINGS_MODULE": "exchange.settings"}
    other = subprocess.Popen([sys.executable, "-c", code], cwd=processes.PROJECT, env=env)
    try:
        await phone.until(1)
    finally:
        other.kill()
        other.wait()
    assert phone.frames == [("changes", 0, 1, ["a"])]
    room.leave("room", phone)


@pytest.mark.servers
async def test_who_goes_while_redis_is_still_being_reached_is_let_go(by_redis):
    for steps in range(150):
        task = asyncio.create_task(bell.answer_the_layer(Ear()))
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
        done, _ = await asyncio.wait([task], timeout=PATIENCE)
        assert done == {task}


# When Redis is away -----------------------------------------------------------------------------
@pytest.mark.servers
async def test_rings_come_again_once_the_layer_is_back(settings, tmp_path, caplog):
    port = processes.free_port()
    settings.CHANNEL_LAYERS = on_redis(f"redis://{processes.LOOPBACK}:{port}/0")
    with caplog.at_level(logging.CRITICAL):
        async with at_the_layer() as ear:
            with redis_at(port, tmp_path):
                await ring_until_heard(ear, 1)
            with pytest.raises(redis.ConnectionError):
                await asyncio.to_thread(bell.ring, ["room"], 2)
            with redis_at(port, tmp_path):
                await ring_until_heard(ear, 3)
    assert ("room", 2) not in ear.rings


@pytest.mark.servers
async def test_a_hub_that_starts_before_its_layer_finds_it_later(settings, tmp_path, caplog):
    port = processes.free_port()
    settings.CHANNEL_LAYERS = on_redis(f"redis://{processes.LOOPBACK}:{port}/0")
    async with at_the_layer() as ear:
        async with asyncio.timeout(PATIENCE):
            while not caplog.records:
                await asyncio.sleep(0.05)
        assert caplog.messages[0] == "The channel layer does not answer; trying again."
        with redis_at(port, tmp_path):
            await ring_until_heard(ear, 1)


@pytest.mark.servers
async def test_a_layer_that_hangs_does_not_hold_up_the_write_that_rings(settings, tmp_path):
    port = processes.free_port()
    settings.CHANNEL_LAYERS = on_redis(f"redis://{processes.LOOPBACK}:{port}/0")
    with redis_at(port, tmp_path) as pid:
        async with listening() as ear:
            os.kill(pid, signal.SIGSTOP)
            begins = time.monotonic()
            try:
                with pytest.raises(TimeoutError):
                    await asyncio.to_thread(bell.ring, ["room"], 1)
                took = time.monotonic() - begins
            finally:
                os.kill(pid, signal.SIGCONT)
            await ear.until(("room", 1))  # in this process it was heard all the same
    assert took < 4
