from django.db.models import QuerySet

from forums.live.groups import Audience
from forums.live.parts.base import FACILITATORS_ONLY, Part, Payload
from forums.models import BackstageMessage, LivePart, LiveSession


class BackstagePart(Part[BackstageMessage]):
    """What facilitators tell one another."""

    name = LivePart.BACKSTAGE
    audiences = FACILITATORS_ONLY

    def rows(self, session: LiveSession) -> QuerySet[BackstageMessage]:
        return BackstageMessage.objects.filter(session=session).select_related("by")

    def payload(self, row: BackstageMessage, audience: Audience) -> Payload:
        return {
            "id": self.id_of(row),
            "at": int(row.said_at.timestamp()),
            "by": row.by.display_name if row.by else "",
            "text": row.text,
        }
