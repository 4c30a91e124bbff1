from django.db.models import QuerySet

from forums.live.groups import Audience
from forums.live.parts.base import FACILITATORS_ONLY, Part, Payload
from forums.models import JoinBurst, LivePart, LiveSession


class BurstsPart(Part[JoinBurst]):
    """Guests who came at once from one address; never from which."""

    name = LivePart.BURSTS
    audiences = FACILITATORS_ONLY

    def rows(self, session: LiveSession) -> QuerySet[JoinBurst]:
        return JoinBurst.objects.filter(session=session).order_by("-pk")

    def payload(self, row: JoinBurst, audience: Audience) -> Payload:
        return {
            "id": self.id_of(row),
            "size": row.size,
            "began": int(row.began_at.timestamp()),
            "last": int(row.last_at.timestamp()),
            "counts": row.counts,
        }
