import pytest

from exchange.live import hub
from exchange.live.hub import Hub
from tests.exchange.live.room import NEVER, Log


@pytest.fixture
def log():
    return Log()


@pytest.fixture
async def room(log):
    """A hub that reads the log, and is silent again at the end."""
    made = Hub(log)
    yield made
    for room in [*made.rooms.values(), *made.calm_rooms.values()]:
        for phone in list(room.listeners):
            made.leave(room.name, phone)
    assert made.is_silent


@pytest.fixture
def only_rings(monkeypatch):
    """Nobody looks at the log by themselves."""
    monkeypatch.setattr(hub, "LOOK_AGAIN_SECONDS", NEVER)
