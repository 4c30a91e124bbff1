from django.db.models import QuerySet

from forums.live.groups import Audience
from forums.live.parts.base import Part, Payload
from forums.models import Hand, LivePart, LiveSession


class HandsPart(Part[Hand]):
    """Who would like to speak, and whose turn it is; ``called`` is seconds since 1970."""

    name = LivePart.HANDS

    def rows(self, session: LiveSession) -> QuerySet[Hand]:
        return Hand.objects.filter(session=session).select_related("participant__user")

    def is_shown_to(self, row: Hand, audience: Audience) -> bool:
        return row.is_up

    def payload(self, row: Hand, audience: Audience) -> Payload:
        payload: Payload = {
            "id": self.id_of(row),
            "by": row.participant.room_name,
            "at": int(row.raised_at.timestamp()),
            "seconds": row.turn_seconds,
        }
        if row.called_at:
            payload["called"] = int(row.called_at.timestamp())
        return payload
