"""The doors through which a session's audiences listen. Writes go by plain POST (docs/live-protocol.md)."""

from exchange.live.consumer import RoomConsumer
from forums.live.payloads import SessionReader
from forums.live.presence import note_presence
from forums.live.threads import ThreadReader


class LiveSessionConsumer(RoomConsumer):
    """One socket of one audience; the ticket of its page says which."""

    reader = SessionReader()
    counter = staticmethod(note_presence)


class ThreadConsumer(RoomConsumer):
    """One open page of a thread. It hears that something changed, and never a word of what."""

    reader = ThreadReader()
