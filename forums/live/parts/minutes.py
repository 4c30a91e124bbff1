from collections.abc import Sequence

from django.db.models import QuerySet

from forums.live.groups import Audience
from forums.live.parts.base import Part, Payload
from forums.live.parts.captions import speaker_names
from forums.models import LivePart, LiveSession, Minute, MinuteKind


class MinutesPart(Part[Minute]):
    """What the note-taker writes, as it is written; and what stood in a meeting's chat."""

    name = LivePart.MINUTES

    def rows(self, session: LiveSession) -> QuerySet[Minute]:
        return Minute.objects.filter(session=session)

    def is_shown_to(self, row: Minute, audience: Audience) -> bool:
        return row.removed_at is None

    def payloads(self, rows: Sequence[Minute], audience: Audience) -> list[Payload]:
        told = [self.payload(row, audience) for row in rows]
        names = speaker_names(rows[0].session) if any(row.speaker for row in rows) else {}
        for payload, row in zip(told, rows, strict=True):
            if row.kind == MinuteKind.CHAT:
                payload["chat"] = True
                payload |= {"by": names[row.speaker]} if row.speaker in names else {}
        return told

    def payload(self, row: Minute, audience: Audience) -> Payload:
        return {
            "id": self.id_of(row),
            "at": int(row.noted_at.timestamp()),
            "text": row.text,
            "revision": row.revision,
            "item": str(row.agenda_item_id or ""),
        }
