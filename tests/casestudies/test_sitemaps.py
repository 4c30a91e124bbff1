"""What a search engine finds: every public page once, and no other."""

from xml.etree import ElementTree

import pytest

from casestudies import sitemaps
from casestudies.models import CaseStudyStatus, Lesson
from tests.factories import make_case_study, make_engagement, make_full_case_study, make_municipality

pytestmark = pytest.mark.django_db
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
LASTMOD = "{http://www.sitemaps.org/schemas/sitemap/0.9}lastmod"
SITE = "http://127.0.0.1:8000"


def entries(client, path):
    answer = client.get(path.removeprefix(SITE))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml; charset=utf-8")
    root = ElementTree.fromstring(answer.content)  # noqa: S314  # our own
    return [(entry.findtext(LOC), entry.findtext(LASTMOD)) for entry in root]


def test_every_address_in_the_sitemap_is_a_page_and_none_is_hidden(client):
    make_full_case_study("lights", municipalities=[make_municipality()])
    make_case_study("draft", status=CaseStudyStatus.DRAFT)
    make_case_study("gone", status=CaseStudyStatus.WITHDRAWN)
    make_engagement()
    parts = entries(client, "/sitemap.xml")
    assert [part.removeprefix(f"{SITE}/sitemaps/") for part, _changed in parts] == [
        "pages-1.xml",
        "case-studies-1.xml",
        "lessons-1.xml",
        "municipalities-1.xml",
        "engagements-1.xml",
        "themes-1.xml",
        "building-blocks-1.xml",
    ]
    assert entries(client, parts[1][0]) == [(f"{SITE}/case-studies/lights/", "2027-09-15T10:00:00Z")]
    pages = [page for part, _changed in parts for page, _when in entries(client, part)]
    assert sorted(pages) == sorted(set(pages))
    assert {client.get(page.removeprefix(SITE)).status_code for page in pages} == {200}


def test_many_pages_come_in_parts_and_a_part_that_is_not_there_is_not_found(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "PART_SIZE", 2)
    for number in range(5):
        Lesson.objects.create(statement=f"Lesson {number}", kind="worked")
    index = [part for part, _changed in entries(client, "/sitemap.xml") if "lessons" in part]
    assert index == [f"{SITE}/sitemaps/lessons-{number}.xml" for number in (1, 2, 3)]
    assert [len(entries(client, part)) for part in index] == [2, 2, 1]
    for part in ("lessons-4", "lessons-0", f"lessons-{10**30}", "secrets-1", "pages-2"):
        assert client.get(f"/sitemaps/{part}.xml").status_code == 404


def test_robots_are_sent_to_the_sitemap_and_away_from_what_is_nothing_for_them(client):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines == [
        "User-agent: *",
        "Disallow: /accounts/",
        "Disallow: /administration/",
        "Disallow: /live/",
        "",
        "Sitemap: http://127.0.0.1:8000/sitemap.xml",
    ]
