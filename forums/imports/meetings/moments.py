"""Dates and times as programs write them for people, and those in the names of files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from django.conf import settings

from forums.imports.meetings.meeting import Start, Told
from forums.imports.parsed import EARLIEST

LATEST_YEAR = 2200

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero ene janeiro januarie januari gennaio gen jänner janv",
            "february feb februar février fevrier febrero fevereiro fev februarie februari febbraio fév févr",
            "march mar märz maerz mär mars marzo março marco maart mrt mrz",
            "april apr avril avr abril abr aprile",
            "may mai mayo maio mei maggio mag",
            "june jun juni juin junio junho junie giugno giu",
            "july jul juli juillet julio julho julie luglio lug juil",
            "august aug août aout agosto ago augustus",
            "september sep sept septembre septiembre setembro set settembre",
            "october oct oktober okt octobre octubre outubro out ottobre ott",
            "november nov novembre noviembre novembro",
            "december dec dezember dez décembre decembre diciembre dic dezembro desember des dicembre déc",
        ),
        start=1,
    )
    for name in names.split()
}
_TIME = re.compile(
    r"(?<![\d:.])(\d{1,2})[:h](\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(?:([ap])\.?\s?m\.?(?![^\W\d_]))?(?![\d:])",
    re.IGNORECASE,
)
_NUMBERS_FROM_YEAR = re.compile(r"(?<!\d)(\d{4})[-/.年]\s?(\d{1,2})[-/.月]\s?(\d{1,2})日?(?!\d)")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2\s?(\d{4}|\d{2})(?!\d)")
_DAY_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|\.|º|er)?\s+(?:de\s+)?([^\W\d_]{3,})\.?,?\s+(?:de\s+)?(\d{4})"
)
_MONTH_DAY = re.compile(r"([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_ZONE = re.compile(
    r"\s?\(?(?:GMT|UTC)?\s?([+-])(\d{1,2}):?(\d{2})?(?![\d.])|\s?\(?(UTC|GMT|SAST|Z)\b",
)
_NAMED_ZONES = {"UTC": UTC, "GMT": UTC, "Z": UTC, "SAST": timezone(timedelta(hours=2))}

_GMT_NAME = re.compile(r"GMT(\d{8})-(\d{6})")
_LOCAL_NAMES = (
    re.compile(r"(?<!\d)(\d{8})[_-](\d{6})(?!\d)"),  # Teams: Title-20260312_095841-Meeting Recording
    re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})[ _](\d{2}[.:_-]\d{2}[.:_-]\d{2})(?!\d)"),  # Zoom's folders
)
_DURATION = re.compile(
    r"(?:(\d{1,2})\s?(?:h|hrs?|hours?|std|uur|horas?|ore|時間|小时)\.?)?\s*"
    r"(?:(\d{1,3})\s?(?:m|mins?|minutes?|minuten|minutos?|minuti|minute|分钟|分)\.?)?\s*"
    r"(?:(\d{1,2})\s?(?:s|secs?|seconds?|sek|sekunden|segundos?|secondi|秒)\.?)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Read:
    """``zone`` is None where none is written. ``is_unsure``: day and month could change places."""

    local: datetime
    zone: tzinfo | None = None
    is_unsure: bool = False

    @property
    def here(self) -> datetime:
        """In its own zone or, without one, in ours."""
        return self.local.replace(tzinfo=self.zone or zone_here())


def zone_here() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


def read_moment(text: str) -> Read | None:
    """A date with a time; None for anything else."""
    text = " ".join(text.split())[:80]
    clock = _TIME.search(text)
    shown = time_of(*clock.groups()) if clock else None
    if clock is None or shown is None:
        return None
    is_american = clock[4] is not None
    for year, month, day, is_unsure in _dates(text[: clock.start()] + " " + text[clock.end() :], is_american):
        try:
            local = datetime.combine(datetime(year, month, day), shown)  # noqa: DTZ001  its zone is not known yet
        except ValueError:
            continue
        if EARLIEST.year <= year <= LATEST_YEAR:
            return Read(local, _zone(text, clock.end()), is_unsure)
    return None


def time_of(hours: str, minutes: str, seconds: str | None, half: str | None) -> time | None:
    """A time of day from its parts as they are written; ``half`` is the letter of AM or PM."""
    hour, minute, second = int(hours), int(minutes), int(seconds or 0)
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def start_from_name(name: str) -> Start:
    """When the recording began, as the names tell that Zoom and Teams give to files and folders."""
    if found := _GMT_NAME.search(name):
        return _stamp(found[1] + found[2], UTC, Told.FILE_NAME)
    for pattern in _LOCAL_NAMES:
        if found := pattern.search(name):
            digits = re.sub(r"\D", "", found[1] + found[2])
            return _stamp(digits, zone_here(), Told.FILE_NAME_HERE)
    return Start()


def read_duration(text: str) -> timedelta | None:
    """``1h 34m 12s`` and its kin in other languages; None for other words."""
    text = text.strip()
    found = _DURATION.fullmatch(text)
    if not text or found is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _stamp(digits: str, zone: tzinfo, told: Told) -> Start:
    try:
        at = datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=zone)
    except ValueError:
        return Start()
    return Start(at, told) if EARLIEST.year <= at.year <= LATEST_YEAR else Start()


def _dates(text: str, is_american: bool) -> Iterator[tuple[int, int, int, bool]]:
    if found := _NUMBERS_FROM_YEAR.search(text):
        yield int(found[1]), int(found[2]), int(found[3]), False
    if found := _NUMBERS.search(text):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        year += 2000 if year < 100 else 0
        is_unsure = first <= 12 and second <= 12 and first != second and found[2] != "."
        month_first = second > 12 or (is_unsure and is_american)
        month, day = (first, second) if month_first else (second, first)
        yield year, month, day, is_unsure
    for found in _DAY_MONTH.finditer(text):
        if month := _MONTHS.get(found[2].lower(), 0):
            yield int(found[3]), month, int(found[1]), False
    for found in _MONTH_DAY.finditer(text):
        if month := _MONTHS.get(found[1].lower(), 0):
            yield int(found[3]), month, int(found[2]), False


def _zone(text: str, start: int) -> tzinfo | None:
    found = _ZONE.match(text, start)
    if not found:
        return None
    if found[1]:
        hours, minutes = int(found[2]), int(found[3] or 0)
        if hours > 14 or minutes > 59:
            return None
        away = timedelta(hours=hours, minutes=minutes)
        return timezone(away if found[1] == "+" else -away)
    return _NAMED_ZONES[found[4]]
