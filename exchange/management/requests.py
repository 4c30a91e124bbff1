"""How Daphne takes the bodies of requests in: without taking forms apart, and not without end."""

from typing import Any

from daphne import server
from daphne.http_protocol import HTTPFactory, WebRequest

LARGEST_BODY = 128 * 1024 * 1024
"""Far more than any form may have: up to here a file that is too large gets a page which says so and
keeps what was typed (``exchange.storage.uploads``); beyond, the connection is closed."""

TOO_LARGE = b"HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class PlainRequest(WebRequest):
    """A body goes to a temporary file and from there to Django, who is the one to read it.

    Twisted would parse each form as well, for nobody: a picture of 90 MB cost 1 GB of memory, and four
    seconds in which no socket heard a thing.
    """

    received = 0

    def gotLength(self, length: int | None) -> None:  # noqa: N802 - Twisted's names
        super().gotLength(length)
        self._refuse_beyond_limit(length or 0)

    def handleContentChunk(self, data: bytes) -> None:  # noqa: N802
        self.received += len(data)
        if self.received <= LARGEST_BODY:
            super().handleContentChunk(data)
        self._refuse_beyond_limit(self.received)  # what comes in chunks says no length

    def requestReceived(self, command: bytes, path: bytes, version: bytes) -> None:  # noqa: N802
        self.content.seek(0)  # by where it stands, Twisted tells whether there is a form to parse
        super().requestReceived(command, path, version)

    def _refuse_beyond_limit(self, size: int) -> None:
        if size > LARGEST_BODY:
            self.channel.transport.write(TOO_LARGE)
            self.channel.transport.loseConnection()


class PlainRequestFactory(HTTPFactory):
    def buildProtocol(self, addr: Any) -> Any:  # noqa: N802
        protocol = super().buildProtocol(addr)
        protocol.requestFactory = PlainRequest
        return protocol


def take_in_plainly() -> None:
    """Daphne has no option for its factory: it is put in its place, before a server runs."""
    server.HTTPFactory = PlainRequestFactory
