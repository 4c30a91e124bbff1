"""The site's settings, and channel layers of its own for each stock consumer."""

from exchange.settings import *  # noqa: F403
from exchange.settings import CHANNEL_LAYERS, REDIS_URL

if REDIS_URL:
    CHANNEL_LAYERS["stock"] = {
        "BACKEND": "channels_redis.core.RedisChannelLayer",
        "CONFIG": {"hosts": [REDIS_URL], "prefix": "stock"},
    }
    CHANNEL_LAYERS["stock-pubsub"] = {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [REDIS_URL], "prefix": "stock-pubsub"},
    }
else:
    CHANNEL_LAYERS["stock"] = {"BACKEND": "channels.layers.InMemoryChannelLayer"}
