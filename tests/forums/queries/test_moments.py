from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from forums.models import LiveSession
from forums.queries.moments import Moment, clock, link_to, moment_of

BEGAN = datetime(2027, 9, 15, 8, 0, tzinfo=UTC)


def recorded(**options) -> LiveSession:
    return LiveSession(
        **{"recording_starts_at": BEGAN, "recording_url": "https://v.example/a.mp4", **options}
    )


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://www.youtube.com/watch?v=abc&t=5", "https://www.youtube.com/watch?v=abc&t=312"),
        ("https://youtu.be/abc", "https://youtu.be/abc?t=312"),
        ("https://m.youtube.com/watch?v=abc", "https://m.youtube.com/watch?v=abc&t=312"),
        ("https://vimeo.com/123#x", "https://vimeo.com/123#t=312s"),
        ("https://files.example/Meeting.MP4?key=1", "https://files.example/Meeting.MP4?key=1#t=312"),
        ("https://zoom.example/rec/share/abc", ""),
        ("https://notyoutube.com/watch?v=abc", ""),
        ("", ""),
    ],
)
def test_a_second_of_a_recording_by_service(url, link):
    assert link_to(url, 312) == link


def test_a_moment_is_told_from_any_zone_and_by_the_corrected_clock():
    at = datetime(2027, 9, 15, 10, 5, 12, tzinfo=ZoneInfo("Africa/Johannesburg"))
    assert moment_of(recorded(), at) == Moment("0:05:12", "https://v.example/a.mp4#t=312", is_exact=True)
    later = moment_of(recorded(recording_correction=12), at)
    assert later
    assert later.offset == "0:05:00"


def test_where_the_service_has_no_way_the_recording_and_the_offset_are_told():
    found = moment_of(recorded(recording_url="https://zoom.example/r"), BEGAN + timedelta(hours=1, seconds=1))
    assert found == Moment("1:00:01", "https://zoom.example/r", is_exact=False)


def test_there_is_no_moment_before_the_recording_or_without_one():
    assert moment_of(recorded(), BEGAN - timedelta(seconds=1)) is None
    assert moment_of(recorded(recording_starts_at=None), BEGAN) is None
    assert moment_of(recorded(), None) is None


def test_a_clock_has_hours_minutes_and_seconds():
    assert [clock(seconds) for seconds in (0, 59, 3600, 36_000)] == [
        "0:00:00",
        "0:00:59",
        "1:00:00",
        "10:00:00",
    ]
