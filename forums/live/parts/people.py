from django.db.models import QuerySet

from forums.live.groups import Audience
from forums.live.parts.base import FACILITATORS_ONLY, Part, Payload
from forums.models import LivePart, LiveSession, Participant


class PeoplePart(Part[Participant]):
    """Who was blocked from a session, and why. An anonymous person stays without a name."""

    name = LivePart.PEOPLE
    audiences = FACILITATORS_ONLY

    def rows(self, session: LiveSession) -> QuerySet[Participant]:
        return Participant.objects.filter(session=session).select_related("user").order_by("blocked_at", "pk")

    def is_shown_to(self, row: Participant, audience: Audience) -> bool:
        return row.blocked_at is not None

    def fold(self, session: LiveSession, audience: Audience) -> list[Payload]:
        if audience not in self.audiences:
            return []
        return [self.payload(row, audience) for row in self.rows(session).filter(blocked_at__isnull=False)]

    def payload(self, row: Participant, audience: Audience) -> Payload:
        return {
            "id": self.id_of(row),
            "name": row.room_name,
            "is_guest": row.user_id is None,
            "reason": row.blocked_reason,
        }
