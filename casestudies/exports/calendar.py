"""Engagements as calendar entries (RFC 5545), one value for each, written by icalendar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

CONTENT_TYPE = "text/calendar; charset=utf-8"
JOHANNESBURG = ZoneInfo("Africa/Johannesburg")


@dataclass(frozen=True)
class Entry:
    """A day, or a time with its end; ``uid`` and ``sequence`` let a calendar follow what is moved."""

    uid: str
    title: str
    begins: date | datetime
    ends: datetime | None
    is_confirmed: bool
    changed_at: datetime
    sequence: int
    url: str
    description: str
    location: str


def to_calendar(entries: Iterable[Entry], *, name: str) -> bytes:
    """The entries as one iCalendar file; the same entries give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//Municipal Safety Exchange//Engagements//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=12), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")
    calendar.add_component(Timezone.from_tzinfo(JOHANNESBURG, first_date=date(2020, 1, 1)))
    for entry in entries:
        calendar.add_component(_event(entry))
    content: bytes = calendar.to_ical()
    return content


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("sequence", entry.sequence)
    event.add("summary", entry.title)
    event.add("status", "CONFIRMED" if entry.is_confirmed else "TENTATIVE")
    event.add("dtstart", _local(entry.begins))
    if isinstance(entry.begins, datetime):
        event.add("dtend", _local(entry.ends or entry.begins + timedelta(hours=2)))
    else:
        event.add("dtend", entry.begins + timedelta(days=1))
    event.add("url", entry.url)
    event.add("location", entry.location)
    event.add("description", entry.description)
    return event


def _local(moment: date | datetime) -> date | datetime:
    return moment.astimezone(JOHANNESBURG) if isinstance(moment, datetime) else moment
