from collections.abc import Collection
from typing import ClassVar

from django.db.models import QuerySet

from forums.live.groups import Audience
from forums.live.parts.base import Part, Payload
from forums.models import Caption, LivePart, LiveSession

LATEST = 20  # a page that opens late does not fetch an hour of speech


class CaptionsPart(Part[Caption]):
    """Speech as text. A new page gets the latest; the whole stands in the record.

    A phone is told no words, which would cost everybody's data: only that there are more, for pages
    whose reader has opened the captions to fetch. The desk has the source's own name of a voice, but
    not under Chatham House.
    """

    name = LivePart.CAPTIONS
    with_words: ClassVar[frozenset[Audience]] = frozenset({Audience.FACILITATORS, Audience.SCREENS})

    def rows(self, session: LiveSession) -> QuerySet[Caption]:
        return Caption.objects.filter(session=session)

    def is_shown_to(self, row: Caption, audience: Audience) -> bool:
        return row.removed_at is None

    def fold(self, session: LiveSession, audience: Audience) -> list[Payload]:
        latest = self.rows(session).filter(removed_at__isnull=True).order_by("-starts_at", "-pk")[:LATEST]
        return self._told(session, list(reversed(latest)), audience)

    def changes(
        self, session: LiveSession, audience: Audience, pks: Collection[int]
    ) -> tuple[list[Payload], list[str]]:
        rows = list(self.rows(session).filter(pk__in=pks))
        gone = [self.id_of(row) for row in rows if row.removed_at]
        shown = [row for row in rows if row.removed_at is None][-LATEST:]
        return self._told(session, shown, audience), gone

    def _told(self, session: LiveSession, rows: list[Caption], audience: Audience) -> list[Payload]:
        if audience not in self.with_words:
            return [{"id": self.id_of(row)} for row in rows]
        names = speaker_names(session) if rows else {}
        told = [words_of(row, names) for row in rows]
        if audience is Audience.FACILITATORS and not session.is_chatham_house:
            for payload, row in zip(told, rows, strict=True):
                payload["label"] = row.speaker
        return told


def speaker_names(session: LiveSession) -> dict[str, str]:
    """What each voice is called, by the name that its source gave it."""
    speakers = session.speakers.select_related("participant__user")
    return {speaker.label: speaker.name for speaker in speakers}


def words_of(row: Caption, names: dict[str, str]) -> Payload:
    """A caption as everybody may read it."""
    return {
        "id": str(row.pk),
        "at": int(row.starts_at.timestamp()),
        "by": names.get(row.speaker, ""),
        "text": row.text,
    }
