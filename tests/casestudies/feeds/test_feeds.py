"""What a feed reader makes of each feed."""

import html
import re
from datetime import date, timedelta

import feedparser
import pytest
from django.urls import reverse

from casestudies.models import CaseStudy, CaseStudyStatus, Lesson
from tests.factories import (
    NOW,
    make_case_study,
    make_engagement,
    make_full_case_study,
    make_municipality,
    make_terms,
    make_theme,
)
from tests.pages import queries_of

pytestmark = pytest.mark.django_db
FEEDS = ("feed_case_studies", "feed_lessons", "feed_learnings", "feed_engagements")


def feed_of(client, name="feed_case_studies", **query):
    answer = client.get(reverse(name), query)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    feed = feedparser.parse(answer.content)
    assert (feed.bozo, feed.version) == (False, "atom10")
    return feed


@pytest.fixture
def everything():
    """Something new of each kind, with characters that XML and HTML stumble over."""
    make_full_case_study(
        "lights",
        municipalities=[make_municipality()],
        content={"abstract": "Lights & traders: <b>half</b> were “stolen”. !Kheis."},
    )
    make_case_study("draft", status=CaseStudyStatus.DRAFT)
    make_case_study("gone", status=CaseStudyStatus.WITHDRAWN)
    make_engagement(starts_on=date(2027, 9, 5), summary="Come & see <all>.")


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize("name", FEEDS)
def test_every_feed_is_sound_full_or_empty(client, name):
    feed = feed_of(client, name)
    assert (feed.feed.author, bool(feed.feed.id)) == ("Municipal Safety Exchange", True)
    assert feed.feed.links[1] == {
        "href": f"http://127.0.0.1:8000{reverse(name)}",
        "rel": "self",
        "type": "application/atom+xml",
    }
    Lesson.objects.all().delete()
    CaseStudy.objects.exclude(status=CaseStudyStatus.DRAFT).update(status=CaseStudyStatus.WITHDRAWN)
    assert len(feed_of(client, "feed_lessons").entries) == 0
    assert feed_of(client).feed.updated == "2023-08-01T00:00:00+00:00"


@pytest.mark.usefixtures("everything")
def test_a_case_study_is_an_entry_with_its_words_as_they_are_meant(client):
    (entry,) = feed_of(client).entries
    case = CaseStudy.objects.get(slug="lights")
    assert (entry.id, entry.title, entry.link) == (
        f"tag:127.0.0.1,2026:case-study/{case.pk}",
        "Lights and traders at a taxi rank",
        "http://127.0.0.1:8000/case-studies/lights/",
    )
    assert entry.summary == "Lights &amp; traders: &lt;b&gt;half&lt;/b&gt; were “stolen”. !Kheis."
    assert (entry.published, entry.updated) == ("2027-09-15T10:00:00+00:00",) * 2
    assert [tag.term for tag in entry.tags] == ["Public spaces"]


@pytest.mark.usefixtures("everything")
def test_an_entry_keeps_its_id_when_its_address_changes_and_comes_first_when_it_changed(client):
    make_case_study("dunes")
    ids = {entry.title: entry.id for entry in feed_of(client).entries}
    assert list(ids) == ["Dunes", "Lights and traders at a taxi rank"]
    CaseStudy.objects.filter(slug="lights").update(
        slug="lights-at-a-rank", record_changed_at=NOW + timedelta(days=3)
    )
    feed = feed_of(client)
    assert [(entry.title, entry.id) for entry in feed.entries] == list(reversed(ids.items()))
    assert feed.entries[0].link == "http://127.0.0.1:8000/case-studies/lights-at-a-rank/"
    assert (feed.feed.updated, feed.entries[0].published) == (
        "2027-09-18T10:00:00+00:00",
        "2027-09-15T10:00:00+00:00",
    )


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize(
    ("name", "query", "count"),
    [
        ("feed_case_studies", {"setting": "township"}, 1),
        ("feed_case_studies", {"setting": ["park", "transport"], "province": "Eastern Cape"}, 1),
        ("feed_case_studies", {"setting": "park"}, 0),
        ("feed_case_studies", {"q": "taxi"}, 1),
        ("feed_lessons", {"kind": "did_not_work"}, 1),
        ("feed_lessons", {"kind": "worked"}, 0),
        ("feed_lessons", {"theme": "public-spaces", "audience": "planners"}, 1),
    ],
)
def test_there_is_a_feed_for_each_choice_of_facets(client, name, query, count):
    assert len(feed_of(client, name, **query).entries) == count


@pytest.mark.parametrize(
    ("name", "query", "what", "page"),
    [
        ("feed_case_studies", {"colour": "red"}, "colour", "case-studies"),
        ("feed_case_studies", {"setting": "moon"}, "setting=moon", "case-studies"),
        ("feed_case_studies", {"theme": "a\x00b"}, "theme=ab", "case-studies"),
        ("feed_lessons", {"kind": "brilliant"}, "kind=brilliant", "lessons"),
        ("feed_lessons", {"province": "Atlantis"}, "province=Atlantis", "lessons"),
        ("feed_engagements", {"theme": "data"}, "theme", "engagements"),
        ("feed_learnings", {"x": "1"}, "x", "learning"),
    ],
)
def test_the_feed_of_an_unknown_facet_says_what_to_do(client, name, query, what, page):
    make_terms()
    make_theme()
    answer = client.get(reverse(name), query)
    assert (answer.status_code, answer["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert answer.content.decode() == (
        f"This feed can't be filtered by “{what}”. "
        f"Choose on http://127.0.0.1:8000/{page}/; the feed takes the same address.\n"
    )


@pytest.mark.usefixtures("everything")
def test_a_lesson_is_announced_with_its_kind_failures_as_readily(client):
    (entry,) = feed_of(client, "feed_lessons").entries
    assert entry.title == "Did not work: A light without a keeper goes out."
    assert entry.summary == "A light without a keeper goes out. Held when: Where copper is stolen."
    assert entry.author == "Urban safety officer, Mbali Bay"


@pytest.mark.usefixtures("everything")
def test_an_engagement_is_announced_with_its_day(client):
    (entry,) = feed_of(client, "feed_engagements").entries
    assert entry.summary == "5 September 2027 (Expected). Come &amp; see &lt;all&gt;."


def test_what_is_made_up_says_so_in_its_title_once(client):
    make_case_study("one", title="Lights", is_demonstration=True)
    make_case_study("two", title="Demonstration: dunes", is_demonstration=True)
    titles = {entry.title for entry in feed_of(client).entries}
    assert titles == {"Demonstration: Lights", "Demonstration: dunes"}


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize("name", FEEDS)
def test_a_reader_that_has_it_gets_nothing_again_and_nobody_a_cookie(client, name):
    answer = client.get(reverse(name))
    again = client.get(reverse(name), headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert (answer.cookies, "Cookie" in answer.get("Vary", "")) == ({}, False)


def test_a_feed_costs_the_same_queries_whatever_its_length(client):
    make_full_case_study("one")
    before = [queries_of(client, reverse(name)) for name in FEEDS]
    for slug in ("two", "three"):
        make_full_case_study(slug)
    assert [queries_of(client, reverse(name)) for name in FEEDS] == before


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize(
    ("page", "query", "feed"),
    [
        ("case_studies", "", "/feeds/case-studies.atom"),
        ("case_studies", "?stage=operating&colour=red", "/feeds/case-studies.atom?stage=operating"),
        ("lessons", "?kind=did_not_work&page=3", "/feeds/lessons.atom?kind=did_not_work"),
        ("learnings", "", "/feeds/recorded-learning.atom"),
        ("engagements", "", "/feeds/engagements.atom"),
    ],
)
def test_a_page_leads_to_the_feed_of_what_it_shows(client, page, query, feed):
    text = client.get(reverse(page) + query).content.decode()
    (link,) = re.findall(
        r'<link rel="alternate" type="application/atom.xml" title="[^"]+" href="([^"]+)">', text
    )
    assert html.unescape(link) == feed
    assert client.get(feed).status_code == 200
