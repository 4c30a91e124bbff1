"""The real server, and bodies that are too large for a page."""

import contextlib
import http.client
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.site import Site, served_site

pytestmark = pytest.mark.servers
MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module", params=["daphne", "uvicorn"])
def site(request) -> Iterator[Site]:
    with served_site(load=(), server=request.param) as served:
        yield served


def connect(site: Site) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=30)


def most_memory(site: Site) -> int:
    """The most that the process ever had."""
    status = Path(f"/proc/{site.process.pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) * 1024


def test_a_large_upload_costs_the_server_hardly_more_memory_than_its_size(site):
    body = b'--x\r\nContent-Disposition: form-data; name="a"; filename="a.png"\r\n\r\n'
    body += bytes(40 * MEGABYTE) + b"\r\n--x--\r\n"
    before = most_memory(site)
    connection = connect(site)
    connection.request("POST", "/accounts/login/", body, {"Content-Type": "multipart/form-data; boundary=x"})
    assert connection.getresponse().status == 403  # Django has read all of it and found no token
    connection.close()
    assert most_memory(site) - before < 80 * MEGABYTE  # it was 500 when Twisted parsed forms as well


def test_a_body_that_no_form_can_have_is_refused_before_it_is_sent(site):
    connection = connect(site)
    connection.putrequest("POST", "/accounts/login/")
    connection.putheader("Content-Type", "multipart/form-data; boundary=x")
    connection.putheader("Content-Length", str(128 * MEGABYTE + 1))
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()


def test_a_body_that_never_says_how_long_it_is_ends_at_the_same_limit(site):
    connection = connect(site)
    connection.putrequest("POST", "/accounts/login/")
    connection.putheader("Transfer-Encoding", "chunked")
    connection.endheaders()
    chunk = b"%x\r\n" % MEGABYTE + bytes(MEGABYTE) + b"\r\n"
    sent = 0
    with contextlib.suppress(ConnectionError):
        for _megabyte in range(200):
            connection.sock.sendall(chunk)
            sent += 1
    connection.close()
    assert 128 <= sent < 160
