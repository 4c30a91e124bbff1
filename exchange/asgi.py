"""One door for pages and sockets."""

import os
from typing import Any

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "exchange.settings")
django_application = get_asgi_application()

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402 - after the apps are loaded
from channels.security.websocket import AllowedHostsOriginValidator  # noqa: E402
from django.urls import re_path  # noqa: E402

import exchange.urls  # noqa: E402, F401 - whole, before two first requests import half of it each
from exchange.live.doors import NotHere, RefuseBrokenOrigins  # noqa: E402
from forums.routing import stream_urlpatterns, websocket_urlpatterns  # noqa: E402

sockets = URLRouter([*websocket_urlpatterns, re_path(r"", NotHere.as_asgi())])

everything_else: Any = django_application  # an ASGI application, where re_path's types know views alone
application = ProtocolTypeRouter(
    {
        "http": URLRouter([*stream_urlpatterns, re_path(r"", everything_else)]),
        "websocket": RefuseBrokenOrigins(AllowedHostsOriginValidator(sockets)),
    }
)
