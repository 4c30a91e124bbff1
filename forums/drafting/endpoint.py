"""Asks a language model by the chat protocol that OpenAI's API made common. Off unless it is set.

One POST, to the host that is set and to no other: redirects are not followed, proxies not asked. What comes
back is read up to a limit, and all of it ends at a deadline, however slowly the other side drips.
"""

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError

DEADLINE = 60.0  # seconds for everything
ASKING = "/chat/completions"
MOST_BYTES = 512 * 1024
MOST_TOKENS = 4096


class EndpointFailed(ActionError):
    """The offline draft stands."""

    status = 502


class EndpointUnreachable(EndpointFailed):
    message = _("The language model could not be reached. The draft was made without it.")


class EndpointTooSlow(EndpointFailed):
    message = _("The language model took too long. The draft was made without it.")
    status = 504


class EndpointElsewhere(EndpointFailed):
    message = _("The language model's address leads somewhere else. The draft was made without it.")


class EndpointRefused(EndpointFailed):
    message = _("The language model refused the request. The draft was made without it.")


class EndpointSaidTooMuch(EndpointFailed):
    message = _("The language model's answer was too long. The draft was made without it.")


class EndpointSaidNonsense(EndpointFailed):
    message = _("The language model's answer could not be read. The draft was made without it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """``url`` is the base of the API, such as ``http://127.0.0.1:11434/v1``."""

    url: str
    model: str
    key: str = ""
    deadline: float = DEADLINE


def endpoint_set() -> Endpoint | None:
    """The endpoint of this site, if it has one."""
    if not settings.DRAFT_ENDPOINT_URL:
        return None
    return Endpoint(
        url=settings.DRAFT_ENDPOINT_URL, model=settings.DRAFT_ENDPOINT_MODEL, key=settings.DRAFT_ENDPOINT_KEY
    )


def ask(endpoint: Endpoint, messages: Sequence[dict[str, str]]) -> str:
    """What the model says to the messages. Raises EndpointFailed, by name for each way to fail."""
    body = {
        "model": endpoint.model,
        "messages": list(messages),
        "temperature": 0,
        "max_tokens": MOST_TOKENS,
        "stream": False,
        "response_format": {"type": "json_object"},
    }
    return _said(_posted(endpoint, json.dumps(body).encode()))


def _posted(endpoint: Endpoint, body: bytes) -> bytes:
    ends_at = time.monotonic() + endpoint.deadline
    try:
        answer, is_whole = _exchanged(endpoint, body, ends_at)
    except (OSError, http.client.HTTPException, ValueError) as error:
        if isinstance(error, TimeoutError) or time.monotonic() >= ends_at:
            raise EndpointTooSlow from error
        is_cut = isinstance(error, http.client.IncompleteRead)
        raise (EndpointSaidNonsense if is_cut else EndpointUnreachable) from error
    if len(answer) > MOST_BYTES:
        raise EndpointSaidTooMuch
    if not is_whole:
        raise EndpointSaidNonsense
    return answer


def _exchanged(endpoint: Endpoint, body: bytes, ends_at: float) -> tuple[bytes, bool]:
    """What the other side answered, a byte more than we take at most; whether all came that it announced."""
    with closing(_connection(endpoint)) as connection:
        connection.connect()
        with _guarded(connection.sock, ends_at):
            connection.request("POST", _path(endpoint), body, _headers(endpoint))
            response = connection.getresponse()
            _refuse_others(response)
            answer = response.read(MOST_BYTES + 1)
        if time.monotonic() >= ends_at:
            raise TimeoutError
        return answer, not response.length


def _connection(endpoint: Endpoint) -> http.client.HTTPConnection:
    parts = urlsplit(endpoint.url)
    made = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    return made(parts.hostname or "", parts.port, timeout=endpoint.deadline)


@contextmanager
def _guarded(connected: socket.socket, ends_at: float) -> Iterator[None]:
    """Hangs up at the deadline: a socket's own timeout begins anew with each byte that drips in."""
    guard = threading.Timer(max(0.0, ends_at - time.monotonic()), _hang_up, [connected])
    guard.daemon = True
    guard.start()
    try:
        yield
    finally:
        guard.cancel()


def _hang_up(connected: socket.socket) -> None:
    """Wakes whoever waits for the socket."""
    with suppress(OSError):  # it may be gone already
        socket.socket.shutdown(connected, socket.SHUT_RDWR)  # a TLS socket's own would touch its state


def _path(endpoint: Endpoint) -> str:
    path = urlsplit(endpoint.url).path.rstrip("/")
    return path if path.endswith(ASKING) else f"{path}{ASKING}"


def _headers(endpoint: Endpoint) -> dict[str, str]:
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    return headers | {"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else headers


def _refuse_others(response: http.client.HTTPResponse) -> None:
    if HTTPStatus.MULTIPLE_CHOICES <= response.status < HTTPStatus.BAD_REQUEST:
        raise EndpointElsewhere
    if response.status != HTTPStatus.OK:
        raise EndpointRefused


def _said(answer: bytes) -> str:
    try:
        said: Any = json.loads(answer)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise EndpointSaidNonsense from error
    if not isinstance(said, str):
        raise EndpointSaidNonsense
    return said
