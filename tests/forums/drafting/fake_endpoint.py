"""A chat endpoint on this machine that answers as a test wants: truly, falsely, slowly, or not at all."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behaviour = Callable[[BaseHTTPRequestHandler], None]


class FakeEndpoint:
    """``behave`` is called for each request; ``asked`` keeps path, headers and body of each."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str], Any]] = []
        self.behave: Behaviour = says("")
        self.released = threading.Event()
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            wbufsize = -1  # head and body in one packet, else each answer waits for an acknowledgement

            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                body = json.loads(self.rfile.read(length))
                endpoint.asked.append((self.path, dict(self.headers), body))
                endpoint.behave(self)

            def log_message(self, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/v1"


@contextmanager
def fake_endpoint() -> Iterator[FakeEndpoint]:
    endpoint = FakeEndpoint()
    thread = threading.Thread(target=endpoint.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield endpoint
    finally:
        endpoint.released.set()
        endpoint.server.shutdown()
        thread.join()
        endpoint.server.server_close()


def sends(body: bytes, *, status: int = 200, headers: dict[str, str] | None = None) -> Behaviour:
    def behave(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | (headers or {})).items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(body)

    return behave


def says(content: Any) -> Behaviour:
    """As a model does that answers with this."""
    return sends(json.dumps({"choices": [{"message": {"content": content}}]}).encode())


def groups(*items: dict[str, Any]) -> Behaviour:
    return says(json.dumps({"items": list(items)}))
