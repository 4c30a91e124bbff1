from django.db.models import QuerySet

from forums.live.groups import Audience
from forums.live.parts.base import Part, Payload
from forums.models import Caption, LivePart, LiveSession

LATEST = 20  # a page that opens late does not fetch an hour of speech


class CaptionsPart(Part[Caption]):
    """Speech as text. A new page gets the latest; the whole stands in the record."""

    name = LivePart.CAPTIONS

    def rows(self, session: LiveSession) -> QuerySet[Caption]:
        return Caption.objects.filter(session=session)

    def is_shown_to(self, row: Caption, audience: Audience) -> bool:
        return row.removed_at is None

    def fold(self, session: LiveSession, audience: Audience) -> list[Payload]:
        latest = self.rows(session).filter(removed_at__isnull=True).order_by("-starts_at", "-pk")[:LATEST]
        return [self.payload(row, audience) for row in reversed(latest)]

    def payload(self, row: Caption, audience: Audience) -> Payload:
        return {
            "id": self.id_of(row),
            "at": int(row.starts_at.timestamp()),
            "by": row.speaker,
            "text": row.text,
        }
