"""The launch on the projector: who may look, and what it shows."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from casestudies.access import launch_key
from casestudies.actions.volumes import publish_volume
from casestudies.models import (
    CaseStudy,
    Engagement,
    EngagementKind,
    ProgrammeSlot,
    RecordedLearning,
    Volume,
    VolumeEntry,
)
from casestudies.presentation.launch import launch_address, launch_of
from casestudies.queries.volumes import municipalities_in
from forums.models import Summary
from tests.casestudies.actions.test_volumes import filled
from tests.factories import (
    NOW,
    amina,
    ben,
    dineo,
    make_engagement,
    make_municipality,
    make_theme,
    make_thread,
)
from tests.pages import Page, queries_of

pytestmark = pytest.mark.django_db
BEGINS = datetime(2027, 4, 15, 7, 30, tzinfo=UTC)


@pytest.fixture
def launch() -> Engagement:
    engagement = make_engagement(
        "launch", kind=EngagementKind.IN_PERSON, theme=None, place="The tram shed", starts_at=BEGINS
    )
    slots = {"Welcome": "Amina, facilitator", "What did not work": ""}
    for order, (title, presenters) in enumerate(slots.items()):
        ProgrammeSlot.objects.create(engagement=engagement, order=order, title=title, presenters=presenters)
    return engagement


@pytest.fixture
def volume(launch) -> Volume:
    return filled(launch=launch)


def path(engagement: Engagement, key: str = "") -> str:
    return reverse("launch_screen", args=[engagement.slug]) + (f"?key={key}" if key else "")


def test_the_signed_link_shows_programme_cover_and_briefs_without_a_login(client, launch, volume):
    page = Page(client.get(path(launch, launch_key(launch))))
    programme = ("09:30", "Welcome", "Amina, facilitator", "09:50", "What did not work")
    for words in ("What nine cities learned", "The tram shed", *programme):
        assert words in page.text
    assert "Brief 1" in page.text


def test_the_link_on_the_engagements_page_is_the_projectors(client, launch):
    for person, is_there in ((None, False), (ben(), False), (amina(), True), (dineo(), True)):
        if person:
            client.force_login(person)
        page = Page(client.get(reverse("engagement", args=[launch.slug])))
        assert (person, launch_address(launch) in page.links) == (person, is_there)
    client.logout()
    assert client.get(launch_address(launch)).status_code == 200


@pytest.mark.parametrize("key", ["", "forged", "x" * 9000])
def test_without_its_link_nobody_else_learns_of_it(client, launch, volume, key):
    assert client.get(path(launch, key)).status_code == 404
    client.force_login(ben())
    assert client.get(path(launch, key)).status_code == 404


def test_the_link_of_one_launch_opens_no_other(client, launch):
    other = make_engagement("another-launch", kind=EngagementKind.IN_PERSON)
    assert client.get(path(other, launch_key(launch))).status_code == 404


def test_a_virtual_engagement_has_no_launch(client):
    virtual = make_engagement()
    client.force_login(dineo())
    assert client.get(path(virtual, launch_key(virtual))).status_code == 404
    assert "On the day" not in Page(client.get(reverse("engagement", args=[virtual.slug]))).text


def test_each_brief_leads_to_the_discussion_it_came_from_or_to_the_page_with_its_threads(launch, volume):
    (brief,) = launch_of(launch).briefs
    learning = RecordedLearning.objects.get()
    summary = Summary.objects.get(learning=learning)
    (thread,) = summary.threads.all()
    assert brief.title == learning.title
    assert brief.link.url.endswith(reverse("thread", args=[thread.pk, thread.slug]))
    summary.threads.add(make_thread(title="Another"))
    (brief,) = launch_of(launch).briefs
    assert brief.link.url.endswith(reverse("case_study", args=[learning.case_study.slug]))
    RecordedLearning.objects.update(case_study=None)
    (brief,) = launch_of(launch).briefs
    assert brief.link.url.endswith(reverse("learning", args=[learning.slug]))


def test_the_volumes_code_comes_once_everybody_may_read_it(launch, volume):
    assert launch_of(launch).link is None
    publish_volume(volume=volume)
    shown = launch_of(launch)
    assert shown.link is not None
    assert shown.link.url.endswith(reverse("volume", args=[volume.slug]))


def test_its_map_marks_where_the_cases_and_the_briefs_are_from(launch, volume):
    assert [one.name for one in municipalities_in(volume)] == ["Mbali Bay"]
    VolumeEntry.objects.filter(brief__isnull=False).delete()
    assert municipalities_in(volume) == []
    patrols = CaseStudy.objects.get(slug="patrols")
    patrols.places.create(municipality=make_municipality("DM2", "Aloe Coast"), role="lead")
    assert [one.name for one in municipalities_in(volume)] == ["Aloe Coast"]


def test_what_is_published_goes_before_a_newer_draft(launch, volume):
    publish_volume(volume=volume)
    newer = Volume.objects.create(slug="newer", title="Newer", launch=launch, opened_at=NOW)
    assert launch_of(launch).volume == volume
    Volume.objects.filter(pk=volume.pk).update(launch=None)
    assert launch_of(launch).volume == newer


def test_without_a_volume_it_is_the_days_programme(client, launch):
    page = Page(client.get(path(launch, launch_key(launch))))
    assert (page.title, "Programme of the day" in page.text) == (launch.title, True)
    assert "Brief" not in page.text


def test_it_asks_as_often_for_three_briefs_as_for_one(client, launch, volume):
    address = path(launch, launch_key(launch))
    cost = queries_of(client, address)
    for number in range(2):
        learning = RecordedLearning.objects.create(
            slug=f"more-{number}",
            title=f"More {number}",
            source_key=f"more:{number}",
            published_at=NOW,
            theme=make_theme(),
            engagement=launch,
        )
        VolumeEntry.objects.create(volume=volume, brief=learning, position=10 + number)
    assert queries_of(client, address) == cost
    assert "Brief 3" in Page(client.get(address)).text
