"""Where sockets connect, and what takes their place where they are blocked."""

from typing import Any

from django.urls import path

from exchange.live.events import RoomEvents, RoomState
from forums.live.consumers import LiveSessionConsumer, ThreadConsumer

SESSIONS = (LiveSessionConsumer.reader, LiveSessionConsumer.counter)
session_events: Any = RoomEvents(*SESSIONS)  # ASGI, which ``path`` does not know
session_state: Any = RoomState(*SESSIONS)

stream_urlpatterns = [
    path("live/<slug:slug>/events/", session_events, name="live_events"),
    path("live/<slug:slug>/state/", session_state, name="live_state"),
]

websocket_urlpatterns = [
    path("live/<slug:slug>/socket/", LiveSessionConsumer.as_asgi(), name="live_socket"),
    path("threads/socket/", ThreadConsumer.as_asgi(), name="thread_socket"),
]
