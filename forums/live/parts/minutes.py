from django.db.models import QuerySet

from forums.live.groups import Audience
from forums.live.parts.base import Part, Payload
from forums.models import LivePart, LiveSession, Minute


class MinutesPart(Part[Minute]):
    """What the note-taker writes, as it is written."""

    name = LivePart.MINUTES

    def rows(self, session: LiveSession) -> QuerySet[Minute]:
        return Minute.objects.filter(session=session)

    def is_shown_to(self, row: Minute, audience: Audience) -> bool:
        return row.removed_at is None

    def payload(self, row: Minute, audience: Audience) -> Payload:
        return {
            "id": self.id_of(row),
            "at": int(row.noted_at.timestamp()),
            "text": row.text,
            "revision": row.revision,
            "item": str(row.agenda_item_id or ""),
        }
