"""What a socket meets before a room: doors that are not there, and origins that are no address."""

from typing import Any
from urllib.parse import urlsplit

from channels.generic.websocket import AsyncWebsocketConsumer


class NotHere(AsyncWebsocketConsumer):
    """Refuses a socket to a path that leads nowhere, quietly."""

    async def connect(self) -> None:
        await self.close()


class RefuseBrokenOrigins:
    """Refuses a socket whose Origin header is no address, before a validator stumbles over it."""

    def __init__(self, application: Any) -> None:
        self.application = application

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> Any:
        if all(is_address(value) for name, value in scope["headers"] if name == b"origin"):
            return await self.application(scope, receive, send)
        return await NotHere()(scope, receive, send)


def is_address(origin: bytes) -> bool:
    try:
        urlsplit(origin.decode("latin-1"))
    except ValueError:
        return False
    return True
