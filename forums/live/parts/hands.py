from collections.abc import Collection

from django.db.models import QuerySet

from forums.live.groups import Audience
from forums.live.parts.base import Part, Payload
from forums.models import Hand, LivePart, LiveSession, Participant


class HandsPart(Part[Hand]):
    """Who would like to speak, and whose turn it is; ``called`` is seconds since 1970.

    Everybody sees their place: the one who was called, then by ``heard`` (times called before), then
    by whether somebody of the same municipality was called (``place_heard``), then by ``id``.
    """

    name = LivePart.HANDS

    def rows(self, session: LiveSession) -> QuerySet[Hand]:
        hands = Hand.objects.filter(session=session)
        return hands.in_turn().select_related("participant__user")

    def fold(self, session: LiveSession, audience: Audience) -> list[Payload]:
        return [self.payload(row, audience) for row in self.rows(session).filter(ended_at__isnull=True)]

    def changes(
        self, session: LiveSession, audience: Audience, pks: Collection[int]
    ) -> tuple[list[Payload], list[str]]:
        """With the hands of the same municipalities: a turn of one moves the others."""
        places = Participant.objects.filter(hands__in=pks).exclude(municipality_code="")
        near = Hand.objects.up().filter(
            session=session, participant__municipality_code__in=places.values("municipality_code")
        )
        return super().changes(session, audience, {*pks, *near.values_list("pk", flat=True)})

    def is_shown_to(self, row: Hand, audience: Audience) -> bool:
        return row.is_up

    def payload(self, row: Hand, audience: Audience) -> Payload:
        payload: Payload = {
            "id": self.id_of(row),
            "by": row.participant.room_name,
            "at": int(row.raised_at.timestamp()),
            "seconds": row.turn_seconds,
            "heard": row.times_heard,
            "place_heard": row.is_place_heard,
        }
        if row.called_at:
            payload["called"] = int(row.called_at.timestamp())
        return payload
