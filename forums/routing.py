"""Where sockets connect, and what takes their place where they are blocked."""

from django.urls import path

from exchange.live.events import RoomEvents, RoomState
from forums.live.consumers import LiveSessionConsumer, ThreadConsumer

SESSIONS = (LiveSessionConsumer.reader, LiveSessionConsumer.counter)

stream_urlpatterns = [
    path("live/<slug:slug>/events/", RoomEvents(*SESSIONS), name="live_events"),
    path("live/<slug:slug>/state/", RoomState(*SESSIONS), name="live_state"),
]

websocket_urlpatterns = [
    path("live/<slug:slug>/socket/", LiveSessionConsumer.as_asgi(), name="live_socket"),
    path("threads/socket/", ThreadConsumer.as_asgi(), name="thread_socket"),
]
