"""The demonstration's engagements in full: their programme by the minute, on a day that fits."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from casestudies.models import CaseStudy, Engagement, ProgrammeSlot

Row = Mapping[str, Any]
HERE = ZoneInfo("Africa/Johannesburg")
THURSDAY = 3


def dated(row: Row) -> dict[str, Any]:
    """The row of an engagement with its date: one that is ahead is so many days ahead of today."""
    if not row.get("days_ahead"):
        return dict(row)
    day = next_thursday(timezone.localdate() + timedelta(days=row["days_ahead"]))
    if day.month == 12:  # when nobody holds an engagement
        day = next_thursday(date(day.year + 1, 1, 15))
    return {**row, "starts_on": day.isoformat(), "month": f"{day:%Y-%m}"}


def next_thursday(day: date) -> date:
    return day + timedelta(days=(THURSDAY - day.weekday()) % 7)


def load_meeting(row: Row) -> None:
    """Its hours, its link, its questions and its slots, on the day that it has by now."""
    engagement = Engagement.objects.get(slug=row["slug"])
    day = engagement.starts_on or engagement.month
    begins = datetime.combine(day, time.fromisoformat(row["begins"]), HERE).astimezone(UTC)
    engagement.starts_at = begins
    engagement.ends_at = begins + timedelta(minutes=sum(slot["minutes"] for slot in row["slots"]))
    engagement.place = row.get("place", "")
    engagement.join_url = row.get("join_url", "")
    engagement.recording_url = row.get("recording_url", "")
    engagement.guiding_questions = "\n".join(row["guiding_questions"])
    engagement.save()
    for order, slot in enumerate(row["slots"], start=1):
        case_study = CaseStudy.objects.filter(slug=slot.get("case_study", "")).first()
        ProgrammeSlot.objects.create(
            engagement=engagement,
            starts_at=begins,
            minutes=slot["minutes"],
            order=order,
            title=slot["title"],
            case_study=case_study,
            presenters="\n".join(slot.get("presenters", ())),
            slides_url=slot.get("slides_url", ""),
        )
        if case_study:
            engagement.case_studies.add(case_study)
        begins += timedelta(minutes=slot["minutes"])
