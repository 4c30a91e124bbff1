"""Times of day and seconds of a recording, mapped onto one another and corrected."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forums.imports.meetings import Clock, When

HERE = ZoneInfo("Africa/Johannesburg")
BEGAN = datetime(2026, 3, 12, 7, 58, 41, tzinfo=UTC)


def test_what_people_saw_and_the_recording_are_one_time():
    clock = Clock(BEGAN, HERE)
    assert clock.offset(When(time_of_day=time(10, 0))) == timedelta(seconds=79)
    assert clock.moment(When(time_of_day=time(10, 0))) == datetime(2026, 3, 12, 8, 0, tzinfo=UTC)
    assert clock.moment(When(offset=timedelta(seconds=79))) == datetime(2026, 3, 12, 8, 0, tzinfo=UTC)
    assert clock.time_of_day(When(offset=timedelta(seconds=79))) == time(10, 0)
    assert clock.offset(When(moment=datetime(2026, 3, 12, 10, 0, tzinfo=HERE))) == timedelta(seconds=79)
    assert (clock.offset(When()), clock.moment(When()), clock.time_of_day(When())) == (None, None, None)


def test_what_was_said_before_the_recording_has_less_than_zero():
    assert Clock(BEGAN, HERE).offset(When(time_of_day=time(9, 58, 0))) == timedelta(seconds=-41)


def test_a_meeting_goes_past_midnight():
    clock = Clock(datetime(2026, 3, 12, 23, 50, tzinfo=HERE), HERE)
    assert clock.offset(When(time_of_day=time(0, 10))) == timedelta(minutes=20)
    assert clock.moment(When(time_of_day=time(0, 10))) == datetime(2026, 3, 12, 22, 10, tzinfo=UTC)
    early = Clock(datetime(2026, 3, 13, 0, 1, tzinfo=HERE), HERE)
    assert early.offset(When(time_of_day=time(23, 59))) == timedelta(minutes=-2)


def test_a_correction_moves_the_recording_and_not_what_people_saw():
    clock = Clock(BEGAN, HERE).corrected(60)
    assert clock.start == datetime(2026, 3, 12, 7, 59, 41, tzinfo=UTC)
    assert clock.offset(When(time_of_day=time(10, 0))) == timedelta(seconds=19)
    assert clock.moment(When(time_of_day=time(10, 0))) == datetime(2026, 3, 12, 8, 0, tzinfo=UTC)
    assert clock.moment(When(offset=timedelta(0))) == datetime(2026, 3, 12, 7, 59, 41, tzinfo=UTC)
    assert clock.offset(When(offset=timedelta(seconds=5))) == timedelta(seconds=5)
    assert clock.corrected(-60) == Clock(BEGAN, HERE)


def test_a_clock_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        Clock(datetime(2026, 3, 12, 7, 58))  # noqa: DTZ001  that is the point


@given(st.integers(-10_000, 10_000), st.integers(0, 40_000))
def test_there_and_back_is_the_same_second(correction, seconds):
    clock = Clock(BEGAN, HERE, correction)
    offset = timedelta(seconds=seconds)
    assert clock.offset(When(moment=clock.moment(When(offset=offset)))) == offset
    shown = clock.time_of_day(When(offset=offset))
    assert clock.offset(When(time_of_day=shown)) == offset
