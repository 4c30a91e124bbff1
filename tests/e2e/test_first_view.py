"""The first view of a page on a phone that was never here: every byte that Chromium fetches, as it came."""

import sys

import pytest

from tests.first_view import fetched_by

GOAL = 60_000
PAGES = {
    "home": ("", "/"),
    "library": ("", "/case-studies/"),
    "case study": ("", "/case-studies/demonstration-kingfisher-street/"),
    "thread with 50 posts": ("", "{thread}"),
    "live page with 50 questions": ("ben", "/live/full/"),
    "live page with polls": ("ben", "/live/demonstration-ask-us/"),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_first_view_is_light(visits, places, capsys, name):
    who, path = PAGES[name]
    fetched = fetched_by(visits.page(who), path.format_map(places))
    encoded = sum(fetched)
    result = "met" if encoded <= GOAL else "short"
    figure = f"bench: first view of {name} {encoded / 1000:.1f} KB (goal {GOAL // 1000}) {result}"
    with capsys.disabled():
        sys.stdout.write(f"\n{figure}, {len(fetched)} requests\n")
    assert len(fetched) > 3
    assert encoded <= GOAL, figure
