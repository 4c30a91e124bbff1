from django.db.models import QuerySet

from forums.live.groups import Audience
from forums.live.parts.base import FACILITATORS_ONLY, Part, Payload
from forums.models import LivePart, LiveSession


class DeskPart(Part[LiveSession]):
    """Who leads the session now."""

    name = LivePart.DESK
    audiences = FACILITATORS_ONLY

    def rows(self, session: LiveSession) -> QuerySet[LiveSession]:
        return LiveSession.objects.filter(pk=session.pk).select_related("led_by")

    def payload(self, row: LiveSession, audience: Audience) -> Payload:
        return {"id": self.id_of(row), "leader": row.led_by.display_name if row.led_by else ""}
