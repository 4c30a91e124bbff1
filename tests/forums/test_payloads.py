"""Text that tries to be code stays text: stored in every field, on every page, and in what is exported."""

import csv
from io import StringIO

import pytest
from django.core import mail

from exchange.text import render
from tests.e2e.payload_story import SHORT, PayloadStory, seed_payloads
from tests.factories import amina, ben
from tests.forums.dangers import dangers_in
from tests.forums.payloads import PAYLOADS


def test_the_list_is_long_and_its_probe_sees_what_is_dangerous():
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 250
    seen = [payload for payload in PAYLOADS if payload.startswith("<") and dangers_in(payload)]
    assert len(seen) > 140


@pytest.mark.parametrize(
    "around", ["{}", "x {} y", "> {}", "- {}\n- x", "**{}**", "[{}](https://a.example/)"]
)
def test_what_somebody_writes_is_never_run(around):
    found = {payload: dangers_in(render(around.format(payload)).html) for payload in PAYLOADS}
    assert found == {payload: [] for payload in PAYLOADS}


@pytest.fixture
def story(db, settings) -> PayloadStory:
    settings.EMBED_ORIGINS = ["https://www.example.org"]
    return seed_payloads()


def words_of(answer) -> str:
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def test_no_page_runs_what_somebody_stored(client, story):
    client.force_login(amina())
    paths = (*story.paths, *story.own)
    answers = {path: client.get(path, follow=True) for path in paths}
    assert {path: answer.status_code for path, answer in answers.items()} == dict.fromkeys(paths, 200)
    pages = {path: answer.content.decode() for path, answer in answers.items()}
    assert {path: dangers_in(page) for path, page in pages.items()} == {path: [] for path in pages}
    escaped = SHORT.split("<")[1].replace("<", "&lt;").replace(">", "&gt;")
    assert [path for path, page in pages.items() if escaped not in page] == []
    client.force_login(ben())
    assert dangers_in(client.get("/notices/").content.decode()) == []


def test_no_cell_of_a_table_is_a_formula(client, story):
    table = next(path for path in story.files if path.endswith(".csv"))
    rows = list(csv.reader(StringIO(words_of(client.get(table)).removeprefix("\ufeff"))))
    begun = {cell.strip()[:1] for row in rows for cell in row}
    assert begun & set("=+-@") == set()
    assert sum(cell.lstrip("'").startswith("=1+pwned") for row in rows for cell in row) >= 2


def test_mail_says_it_as_plain_text(story):
    letters = [letter.message() for letter in mail.outbox]
    assert {part.get_content_type() for letter in letters for part in letter.walk()} == {"text/plain"}
    assert len([letter for letter in letters if SHORT in letter.get_payload(decode=True).decode()]) >= 2
