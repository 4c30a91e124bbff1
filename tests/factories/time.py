"""The clock that tests pass in."""

from datetime import UTC, datetime, timedelta

NOW = datetime(2027, 9, 15, 10, 0, tzinfo=UTC)


def minutes_later(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)
