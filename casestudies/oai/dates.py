"""Datestamps: moments in UTC, at the granularity of a second or of a day."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from casestudies.oai.errors import BadArgument

GRANULARITY = "YYYY-MM-DDThh:mm:ssZ"
_STAMP = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d)Z)?", re.ASCII)
LATEST = datetime.max.replace(tzinfo=UTC)


def stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True)
class Span:
    """From the first moment on, until before the other; None is open."""

    start: datetime | None = None
    end: datetime | None = None


def read_span(first: str | None, last: str | None) -> Span:
    """``from`` and ``until`` as moments; both name a second, or both a day, and include it.

    Raises BadArgument.
    """
    start, end = _read("from", first), _read("until", last)
    if first is not None and last is not None:
        if len(first) != len(last):
            raise BadArgument("“from” and “until” must both be days, or both be moments.")
        if start and end and start > end:
            raise BadArgument("“from” is later than “until”.")
    if end:
        step = timedelta(seconds=1) if "T" in (last or "") else timedelta(days=1)
        end = end + step if end < LATEST - step else LATEST
    return Span(start, end)


def _read(name: str, text: str | None) -> datetime | None:
    if text is None:
        return None
    found = _STAMP.fullmatch(text)
    try:
        parts = [int(part) for part in found.groups(default="0")] if found else []
        return datetime(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], tzinfo=UTC)
    except (IndexError, ValueError) as error:
        raise BadArgument(
            f"“{name}” must be a day (2027-09-01) or a moment (2027-09-01T08:00:00Z)."
        ) from error
