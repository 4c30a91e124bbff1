"""Channel layers for tests: CHANNEL_LAYERS as the settings have them, and a Redis that can go and come."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import redis

from tests import processes, servers

IN_MEMORY: dict[str, Any] = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}


def on_redis(url: str) -> dict[str, Any]:
    return {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [url]},
        }
    }


@contextlib.contextmanager
def redis_at(port: int, folder: Path) -> Iterator[int]:
    """A Redis on a port of our choice, so that it can come back to it; yields its pid."""

    def answers(_: int) -> bool:
        with contextlib.closing(redis.Redis(port=port)) as client, contextlib.suppress(redis.RedisError):
            return bool(client.ping())
        return False

    options = ["--bind", processes.LOOPBACK, "--save", "", "--appendonly", "no"]
    with processes.started(
        lambda _: [servers._redis_binary(), "--port", str(port), *options],
        answers=answers,
        log=folder / f"redis-{port}.log",
        cwd=folder,
    ) as (process, _):
        yield process.pid
