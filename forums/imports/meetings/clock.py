"""Between the times that people saw and the seconds of the recording."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta, tzinfo

from forums.imports.meetings.meeting import When

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Clock:
    """Knows when the recording's second 0 was, and in which zone people's times of day are.

    ``correction`` is how many seconds later than told the recording really began. A recording that was
    switched on a minute after the time in its name has one of 60.
    """

    began: datetime  # aware, as a file told it
    zone: tzinfo = UTC
    correction: int = 0

    def __post_init__(self) -> None:
        if self.began.tzinfo is None:
            raise ValueError("a clock needs a moment that knows its zone")

    def corrected(self, seconds: int) -> "Clock":
        """The same clock, this many seconds later still."""
        return replace(self, correction=self.correction + seconds)

    @property
    def start(self) -> datetime:
        return self.began.astimezone(UTC) + timedelta(seconds=self.correction)

    def moment(self, when: When) -> datetime | None:
        """In UTC; None where the file told no time."""
        if when.moment is not None:
            return when.moment.astimezone(UTC)
        if when.offset is not None:
            return self.start + when.offset
        return self._on_its_day(when.time_of_day) if when.time_of_day is not None else None

    def offset(self, when: When) -> timedelta | None:
        """From the recording's start; less than zero for what was said before it."""
        if when.offset is not None:
            return when.offset
        moment = self.moment(when)
        return moment - self.start if moment is not None else None

    def time_of_day(self, when: When) -> time | None:
        """What people's clocks showed."""
        moment = self.moment(when)
        return moment.astimezone(self.zone).time() if moment is not None else None

    def _on_its_day(self, shown: time) -> datetime:
        """The moment with this time of day that is nearest to the start: meetings go past midnight."""
        start = self.start.astimezone(self.zone)
        near = datetime.combine(start.date(), shown, tzinfo=self.zone)
        days = [near - DAY, near, near + DAY]
        return min((day.astimezone(UTC) for day in days), key=lambda day: abs(day - self.start))
