"""The first view of a page on a phone that was never here: every byte that Chromium fetches, as it came."""

import sys

import pytest

GOAL = 60_000
PAGES = {
    "home": ("", "/"),
    "case study": ("", "/case-studies/demonstration-kingfisher-street/"),
    "thread with 50 posts": ("", "{thread}"),
    "live page with 50 questions": ("ben", "/live/full/"),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_first_view_is_light(visits, places, capsys, name):
    who, path = PAGES[name]
    page = visits.page(who)
    network = page.context.new_cdp_session(page)
    fetched: list[float] = []
    network.on("Network.loadingFinished", lambda event: fetched.append(event["encodedDataLength"]))
    network.send("Network.enable")

    page.goto(path.format_map(places), wait_until="networkidle")

    encoded = sum(fetched)
    result = "met" if encoded <= GOAL else "short"
    figure = f"bench: first view of {name} {encoded / 1000:.1f} KB (goal {GOAL // 1000}) {result}"
    with capsys.disabled():
        sys.stdout.write(f"\n{figure}, {len(fetched)} requests\n")
    assert len(fetched) > 3
    assert encoded <= GOAL, figure
