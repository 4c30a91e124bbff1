"""The doorbell: "room R is at seq n", rung after the commit, answered by each process's hub.

A ring may get lost and may come twice. Nothing depends on it but speed: a hub with listeners also
looks at the log each second.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable
from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import InMemoryChannelLayer, get_channel_layer

BELL_GROUP = "live.bell"
RING_WITHIN_SECONDS = 1.0  # a layer that hangs must not hold up the write that rings

logger = logging.getLogger(__name__)
Ear = Callable[[str, int], None]
_ears: dict[Ear, asyncio.AbstractEventLoop] = {}


def listen(ear: Ear) -> None:
    """Have ``ear(room, seq)`` called on the running loop for each ring in this process."""
    _ears[ear] = asyncio.get_running_loop()


def stop_listening(ear: Ear) -> None:
    _ears.pop(ear, None)


def ring(rooms: Iterable[str], seq: int) -> None:
    """Tell every process that these rooms have come to ``seq``. Call it after the commit.

    In this process the ears are called straight (a ``group_send`` of the in-memory layer from a
    plain thread would not wake the receiver's loop); other processes hear it by the channel layer.
    """
    named = list(rooms)
    for ear, loop in list(_ears.items()):
        for room in named:
            try:
                loop.call_soon_threadsafe(ear, room, seq)
            except RuntimeError:  # the loop has closed under a ring: its hub is gone as well
                _ears.pop(ear, None)
    layer = get_channel_layer()
    if layer is not None and not isinstance(layer, InMemoryChannelLayer):
        async_to_sync(_ring_elsewhere)(layer, {"type": "bell", "rooms": named, "seq": seq})


async def _ring_elsewhere(layer: InMemoryChannelLayer, message: dict[str, Any]) -> None:
    async with asyncio.timeout(RING_WITHIN_SECONDS):
        await layer.group_send(BELL_GROUP, message)


async def answer_the_layer(ear: Ear) -> None:
    """Hand rings of other processes to ``ear`` until cancelled; a broken layer is tried again."""
    layer = get_channel_layer()
    if layer is None or isinstance(layer, InMemoryChannelLayer):
        return
    channel = ""
    while True:
        try:
            if not channel:
                channel = await layer.new_channel("live.hub")
                await layer.group_add(BELL_GROUP, channel)
            _be_cancelled_if_asked()
            message = await layer.receive(channel)
        except asyncio.CancelledError:
            if channel:
                await asyncio.shield(_leave(layer, channel))
            raise
        except Exception:  # whatever the layer's client raises: the look each second carries on
            logger.warning("The channel layer does not answer; trying again.", exc_info=True)
            channel = ""
            _be_cancelled_if_asked()
            await asyncio.sleep(1)
        else:
            for room in message["rooms"]:
                ear(room, message["seq"])


def _be_cancelled_if_asked() -> None:
    """Bring up again a cancellation that met redis-py while it connected, and was swallowed there."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        task.cancel()


async def _leave(layer: InMemoryChannelLayer, channel: str) -> None:
    try:
        await layer.group_discard(BELL_GROUP, channel)
    except Exception:
        logger.debug("Could not leave the bell's group.", exc_info=True)
