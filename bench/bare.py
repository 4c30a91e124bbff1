"""A bare ``websockets`` broadcast server in the loop of the site: no ticket, no log, nothing to catch up."""

import asyncio
import json
from typing import Any

from websockets.asyncio.server import ServerConnection, broadcast, serve


class BareBroadcast:
    """Started once it is asked for; tells every connection the same text."""

    def __init__(self) -> None:
        self.connections: set[ServerConnection] = set()
        self.port = 0

    async def start(self) -> int:
        """Its port."""
        if not self.port:
            self.loop = asyncio.get_running_loop()
            server = await serve(
                self._stay, "127.0.0.1", 0, compression=None, backlog=4096, ping_interval=None
            )
            self.port = next(iter(server.sockets)).getsockname()[1]
        return self.port

    def tell(self, content: dict[str, Any] | None) -> None:
        """From a thread: hand one event to everybody."""
        if content:
            text = json.dumps(content, separators=(",", ":"), ensure_ascii=False)
            self.loop.call_soon_threadsafe(broadcast, self.connections, text)

    async def _stay(self, connection: ServerConnection) -> None:
        self.connections.add(connection)
        try:
            await connection.wait_closed()
        finally:
            self.connections.discard(connection)
