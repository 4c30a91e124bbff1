from django.db.models import QuerySet

from forums.live.groups import Audience
from forums.live.parts.base import Part, Payload
from forums.models import AgendaItem, LivePart, LiveSession


class AgendaPart(Part[AgendaItem]):
    """What the session goes through; ``started`` and ``ended`` are seconds since 1970."""

    name = LivePart.AGENDA

    def rows(self, session: LiveSession) -> QuerySet[AgendaItem]:
        return AgendaItem.objects.filter(session=session).select_related("case_study", "presenter")

    def is_shown_to(self, row: AgendaItem, audience: Audience) -> bool:
        return not row.is_removed

    def payload(self, row: AgendaItem, audience: Audience) -> Payload:
        payload: Payload = {
            "id": self.id_of(row),
            "position": row.position,
            "title": row.title,
            "minutes": row.minutes,
        }
        if row.case_study:
            payload["about"] = row.case_study.title
        if row.presenter and not row.presenter.is_removed:
            payload["presenter"] = row.presenter.name
        if row.started_at:
            payload["started"] = int(row.started_at.timestamp())
        if row.ended_at:
            payload["ended"] = int(row.ended_at.timestamp())
        return payload
