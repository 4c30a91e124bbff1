"""What was taken into a session from meetings held elsewhere."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from forums.models import ImportedPart, LiveSession, MeetingImport, Participant

AT_ONCE = 500
OF_A_PART = Q(parts__words="")  # an answer belongs to its question


def imports_of(session: LiveSession) -> QuerySet[MeetingImport]:
    """The latest first, each with how many of its parts came and how many are out of the session."""
    rows = session.meeting_imports.select_related("imported_by").order_by("-imported_at", "-pk")
    return rows.annotate(
        brought=Count("parts", filter=OF_A_PART),
        out=Count("parts", filter=OF_A_PART & Q(parts__taken_out_at__isnull=False)),
    )


def keys_here(session: LiveSession, keys: Sequence[str]) -> set[str]:
    """Those keys of parts that came before and were not taken out."""
    here: set[str] = set()
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        parts = ImportedPart.objects.filter(session=session, key__in=some, taken_out_at=None)
        here.update(parts.values_list("key", flat=True))
    return here


def standing_imports(session: LiveSession, digests: Sequence[str]) -> dict[str, MeetingImport]:
    """Files that are here already, by their digests."""
    rows = session.meeting_imports.filter(digest__in=digests, undone_at=None)
    return {row.digest: row for row in rows}


def clock_before(session: LiveSession, began: datetime | None) -> int:
    """How a file that began then was corrected last; the session's other files begin with it."""
    if began is None:
        return session.recording_correction
    row = session.meeting_imports.filter(begins_at=began, undone_at=None).order_by("-pk").first()
    if row:
        return row.correction
    return session.recording_correction if session.recording_starts_at == began else 0


def people_to_match(session: LiveSession) -> list[Participant]:
    """Who takes part and agreed to be named."""
    people: Any = session.participants.filter(is_entered=False).select_related("user")
    return sorted((one for one in people if one.record_name), key=lambda one: str(one.record_name))


def people_remembered(session: LiveSession) -> dict[str, int]:
    """Which participant a name of an earlier file is, by label."""
    speakers = session.speakers.filter(participant__isnull=False)
    return dict(speakers.values_list("label", "participant"))
