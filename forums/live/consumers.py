"""The doors through which a session's audiences listen. Writes go by plain POST (docs/live-protocol.md)."""

from exchange.live.consumer import RoomConsumer
from forums.live.payloads import SessionReader


class LiveSessionConsumer(RoomConsumer):
    """One socket of one audience; the ticket of its page says which."""

    reader = SessionReader()
