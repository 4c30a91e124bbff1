import pytest
from channels.testing import WebsocketCommunicator

from exchange.asgi import application


@pytest.mark.parametrize(
    ("path", "origin"),
    [("/live/", b"http://testserver"), ("/nowhere/", b"http://testserver"), ("/nowhere/", b"http://[")],
)
async def test_a_socket_that_leads_nowhere_is_refused_without_a_traceback(path, origin):
    socket = WebsocketCommunicator(application, path, headers=[(b"origin", origin), (b"host", b"testserver")])
    is_accepted, _code = await socket.connect()
    assert is_accepted is False


async def test_an_origin_that_is_no_address_is_refused_at_a_real_door():
    headers = [(b"origin", b"http://["), (b"host", b"testserver")]
    socket = WebsocketCommunicator(application, "/live/safer-streets/socket/", headers=headers)
    is_accepted, _code = await socket.connect()
    assert is_accepted is False
