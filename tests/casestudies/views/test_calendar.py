from datetime import UTC, date, datetime

import icalendar
import pytest

from casestudies.models import DateStatus, ProgrammeSlot
from tests.factories import make_case_study, make_engagement
from tests.pages import Page

pytestmark = pytest.mark.django_db

TEN = datetime(2027, 9, 15, 8, tzinfo=UTC)  # ten o'clock in South Africa


def events(client, path="/engagements.ics") -> list[icalendar.Event]:
    response = client.get(path)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = icalendar.Calendar.from_ical(response.content)
    assert not calendar.errors
    return list(calendar.walk("VEVENT"))


def test_a_known_time_is_an_entry_in_south_african_time_with_all_that_one_needs(client):
    engagement = make_engagement(
        title="Lights; traders, and taxis",
        starts_at=TEN,
        ends_at=datetime(2027, 9, 15, 10, tzinfo=UTC),
        date_status=DateStatus.CONFIRMED,
        join_url="https://meet.example/room",
        guiding_questions="Who keeps the lights on?\nWho pays?",
        sequence=3,
    )
    (event,) = events(client, f"/engagements/{engagement.slug}.ics")
    assert event["UID"] == f"engagement-{engagement.pk}@127.0.0.1"
    assert (event["SUMMARY"], event["SEQUENCE"], event["STATUS"]) == (
        "Lights; traders, and taxis",
        3,
        "CONFIRMED",
    )
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (engagement.starts_at, engagement.ends_at)
    assert event["DTSTART"].params["TZID"] == "Africa/Johannesburg"
    assert event["URL"].endswith(f"/engagements/{engagement.slug}/")
    assert "- Who pays?" in event["DESCRIPTION"]
    assert "https://meet.example/room" in event["DESCRIPTION"]


def test_a_known_day_is_a_whole_day_and_an_expected_one_is_tentative(client):
    make_engagement(starts_on=date(2027, 9, 15))
    (event,) = events(client)
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2027, 9, 15), date(2027, 9, 16))
    assert event["STATUS"] == "TENTATIVE"


def test_a_mere_month_is_no_entry(client):
    engagement = make_engagement()
    assert events(client) == []
    assert client.get(f"/engagements/{engagement.slug}.ics").status_code == 404
    assert "Put it into my calendar" not in Page(client.get(f"/engagements/{engagement.slug}/")).text


def test_the_programme_tells_when_each_part_begins_and_links_only_what_is_public(client):
    draft = make_case_study("a-draft", status="draft")
    public = make_case_study()
    engagement = make_engagement(starts_at=TEN, guiding_questions="Who pays?")
    ProgrammeSlot.objects.create(engagement=engagement, order=1, title="Welcome", minutes=10)
    ProgrammeSlot.objects.create(
        engagement=engagement,
        order=2,
        title="The rank",
        case_study=public,
        presenters="Ben, Mbali Bay\n\nThandi",
    )
    ProgrammeSlot.objects.create(engagement=engagement, order=3, title="Secret", case_study=draft)
    page = Page(client.get(f"/engagements/{engagement.slug}/"))
    begins = [
        slot.begins.strftime("%H:%M")
        for slot in client.get(f"/engagements/{engagement.slug}/").context["slots"]
    ]
    assert begins == ["10:00", "10:10", "10:30"]
    assert "/case-studies/the-taxi-rank/" in page.links
    assert "/case-studies/a-draft/" not in page.links
    assert "Ben, Mbali Bay Thandi" in page.text
    assert "Who pays?" in page.text


def test_the_meeting_is_joined_before_and_its_recording_found_after(client):
    meeting, video = "https://meet.example/room", "https://video.example/1"
    links = {"join_url": meeting, "recording_url": video}
    coming = make_engagement("coming", starts_at=TEN.replace(year=2099), **links)
    past = make_engagement("past", starts_at=TEN.replace(year=2020), **links)
    found = [Page(client.get(f"/engagements/{one.slug}/")).links for one in (coming, past)]
    assert [{meeting, video} & set(links) for links in found] == [{meeting}, {video}]
