"""Text that tries to be code stays text: stored in every field, on every page, and in what is exported."""

import pytest

from exchange.text import render
from tests.e2e.payload_story import SHORT, seed_payloads
from tests.factories import amina, ben
from tests.forums.dangers import dangers_in
from tests.forums.payloads import PAYLOADS


def test_the_list_is_long_and_its_probe_sees_what_is_dangerous():
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 120
    seen = [payload for payload in PAYLOADS if payload.startswith("<") and dangers_in(payload)]
    assert len(seen) > 80


@pytest.mark.parametrize(
    "around", ["{}", "x {} y", "> {}", "- {}\n- x", "**{}**", "[{}](https://a.example/)"]
)
def test_what_somebody_writes_is_never_run(around):
    found = {payload: dangers_in(render(around.format(payload)).html) for payload in PAYLOADS}
    assert found == {payload: [] for payload in PAYLOADS}


@pytest.mark.django_db
def test_no_page_runs_what_somebody_stored(client):
    story = seed_payloads()
    client.force_login(amina())
    answers = {path: client.get(path, follow=True) for path in story.paths}
    assert {path: answer.status_code for path, answer in answers.items()} == dict.fromkeys(story.paths, 200)
    pages = {path: answer.content.decode() for path, answer in answers.items()}
    assert {path: dangers_in(page) for path, page in pages.items()} == {path: [] for path in pages}
    escaped = SHORT.split("<")[1].replace("<", "&lt;").replace(">", "&gt;")
    without = {path for path, page in pages.items() if escaped not in page}
    assert without <= {"/notices/"}  # the others do show one
    client.force_login(ben())
    assert dangers_in(client.get("/notices/").content.decode()) == []
