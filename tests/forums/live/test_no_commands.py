"""Whatever is said to the socket of a session that is no command ends it, and harms nothing."""

import json

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from exchange.live.consumer import NOT_A_COMMAND
from tests.factories import make_session
from tests.forums.live.sockets import connected, rooms

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def session():
    return make_session(is_moderated=True)


DEEP = "[" * 8000
NO_COMMANDS = [
    *(
        "",
        " ",
        "{",
        "resume",
        "null",
        "true",
        "NaN",
        "7",
        '"command"',
        "[]",
        '["command"]',
        "{}",
        "\x00",
        DEEP,
    ),
    *('{"command": null}', '{"command": []}', '{"command": {}}', '{"command": "RESUME"}', '{"command": ""}'),
    *('{"command": "connect"}', '{"command": "disconnect"}', '{"command": "__class__"}', '{"after": 3}'),
    *('{"command": "vote", "id": "x"}', '{"command": 1e999}', "9" * 8000, '{"command": %s}' % ("9" * 5000)),
]


@pytest.mark.parametrize("text", NO_COMMANDS, ids=lambda text: text[:30] or "nothing")
async def test_what_is_no_command_closes_the_socket(session, text):
    async with connected(session) as socket:
        await socket.hear()
        await socket.wire.send_input({"type": "websocket.receive", "text": text})
        assert await socket.closed_with() == NOT_A_COMMAND == 4400
        assert rooms() == []
        await socket.wire.send_input({"type": "websocket.receive", "text": text})
        await socket.say(command="resume", after=-1)
        assert await socket.wire.receive_nothing()  # whoever was closed is not answered again


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b'{"command":"resume","after":0}'])
async def test_bytes_close_the_socket(session, data):
    async with connected(session) as socket:
        await socket.wire.send_input({"type": "websocket.receive", "bytes": data})
        assert await socket.closed_with() == NOT_A_COMMAND


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["resume", "after"]),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(["command", "after"]), inner),
    max_leaves=8,
)
FRAMES = st.one_of(
    st.text(),
    st.binary(),
    JSON.map(json.dumps),
    st.builds(json.dumps, st.fixed_dictionaries({"command": st.just("resume"), "after": JSON})),
    st.builds(json.dumps, st.fixed_dictionaries({"command": JSON}, optional={"after": JSON})),
)


@hypothesis_settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(frames=st.lists(FRAMES, min_size=1, max_size=4))
@example(frames=['{"command": "resume", "after": ' + "[" * 900 + "]" * 900 + "}"])
@example(frames=['{"command": "resume", "after": ' + "9" * 4000 + "}"])
async def test_whatever_is_said_is_answered_or_ends_the_socket(session, frames):
    async with connected(session) as socket:
        await socket.hear()
        for frame in frames:
            kind = "text" if isinstance(frame, str) else "bytes"
            await socket.wire.send_input({"type": "websocket.receive", kind: frame})
            if not is_resume(frame):
                assert await socket.closed_with() == NOT_A_COMMAND
                return
            while (await socket.hear())["type"] != "resumed":
                pass


def is_resume(frame: str | bytes) -> bool:
    try:
        return isinstance(frame, str) and json.loads(frame)["command"] == "resume"
    except (ValueError, TypeError, KeyError):
        return False
