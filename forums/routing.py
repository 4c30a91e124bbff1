"""Where sockets connect."""

from django.urls import path

from forums.live.consumers import LiveSessionConsumer, ThreadConsumer

websocket_urlpatterns = [
    path("live/<slug:slug>/socket/", LiveSessionConsumer.as_asgi(), name="live_socket"),
    path("threads/socket/", ThreadConsumer.as_asgi(), name="thread_socket"),
]
