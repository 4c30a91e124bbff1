"""The README of an edition: what the files are, under which licence, and what each column means."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from casestudies.dump.library import TABLES
from casestudies.presentation import absolute

OTHERS = (
    ("open-data.zip", "All of these in one file."),
    ("README.txt", "What the files are, under which licence, and what each column means."),
    ("case-studies.json", "Every public case study in full: an array of what the read API says of each."),
    (
        "case-studies.geojson",
        "Every public case study at its municipalities, where readers may know them.",
    ),
    ("SHA256SUMS", "To check that the files arrived whole: sha256sum -c SHA256SUMS"),
)


INTRODUCTION = """\
{site}: open data
Written on {day} ({zone}). A new edition each night.
Newest edition: {url}

Licence. The column "licence" names each case study's own (CC BY-NC-SA 4.0 unless it says otherwise).
Please credit the authors or municipalities named, and this site. Codes and names of municipalities are
public facts.

Rows with "is_demonstration" = yes are made up, to show how the site works: leave them out of findings.
Only what is public is here. What was withdrawn is gone from the next edition on: please follow.

Tables are CSV in UTF-8 with a byte order mark. Several values in a cell stand between semicolons. Text
that a spreadsheet would take for a formula begins with an apostrophe.
"""


def readme(now: datetime) -> str:
    day = f"{timezone.localtime(now):%d %B %Y at %H:%M}"
    url = absolute(reverse("open_data"))
    introduction = INTRODUCTION.format(site=settings.SITE_NAME, day=day, zone=settings.TIME_ZONE, url=url)
    return introduction + "".join(f"\n{line}" for line in _files()) + "\n"


def _files() -> Iterator[str]:
    for table in TABLES:
        yield f"{table.name}\n  {table.about}"
        yield from (f"  {column.name}: {column.meaning}" for column in table.columns)
        yield ""
    for name, about in OTHERS:
        yield f"{name}\n  {about}"
