"""Text that tries to be code, in a real Chromium: on every page that shows it, and in every file."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Error, Page, Route, expect

from tests.e2e.canary import Canary
from tests.e2e.visits import WAIT, Visits
from tests.forums.payloads import PAYLOADS
from tests.site import Site, served_site

SEED = """
import json, sys
from exchange.people.models import User
from tests.e2e.payload_story import seed_payloads
story = seed_payloads(reader=User.objects.get(email="amina@demo.example"))
json.dump({"thread": f"/threads/{story.thread.pk}/", "paths": story.paths, "files": story.files,
           "own": story.own}, sys.stdout)
"""
ANOTHER = """
from uuid import uuid4
from exchange.people.models import User
from forums.actions.posts import add_post
from forums.models import Thread
from tests.forums.payloads import PAYLOADS
thread = Thread.objects.get(network__slug="payloads")
add_post(thread=thread, author=User.objects.get(email="mallory@people.example"), client_id=uuid4(),
         text="It came later.\\n\\n" + "\\n\\n".join(PAYLOADS[::2]))
"""
SAVED = re.compile("^asked another host: file:")  # a file that was saved, and is opened again
TYPES = {
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "posts": "application/json; charset=utf-8",
}


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """One of its own: nobody else's lists should be full of this."""
    with served_site(env={"EMBED_ORIGINS": "https://www.example.org"}) as site:
        yield site


@pytest.fixture(scope="module")
def story(site: Site) -> dict[str, list[str]]:
    said = site.manage("shell", "-v0", "-c", SEED)
    return json.loads(said.splitlines()[-1])  # above it stands what was logged


@pytest.fixture
def visits(browser: Browser, site: Site) -> Iterator[Visits]:
    expect.set_options(timeout=WAIT)
    visits = Visits(browser, site)
    yield visits
    assert visits.close() == []


@pytest.fixture
def watched(visits: Visits) -> tuple[Page, Canary]:
    """Amina's page, where no policy of the site stops what should never have been there."""
    visits.tolerate(SAVED)
    page = visits.page("amina", phone=False, bypass_csp=True)
    return page, Canary(page.context, visits.site.url)


def test_the_canary_sings_where_a_payload_stands_raw(browser: Browser, site: Site):
    """And what does not sing is an address in Markdown, or a trick on browsers that are gone."""
    context = browser.new_context()
    canary, page = Canary(context, site.url), context.new_page()
    page.route(re.compile(r"/raw/\d+$"), _raw)
    ran, silent = 0, 0
    for number in range(len(PAYLOADS)):
        page.goto(f"{site.url}/raw/{number}")
        heard = canary.heard(page)
        ran += any(song.startswith("called") for song in heard)
        silent += not heard
    context.close()
    assert ran >= 90
    assert silent <= len(PAYLOADS) * 0.42


def _raw(route: Route) -> None:
    payload = PAYLOADS[int(route.request.url.rpartition("/")[2])]
    page = f"<!doctype html><meta charset=utf-8><title>x</title>{payload}"
    route.fulfill(body=page, content_type="text/html")


def test_no_page_runs_what_is_stored(watched, story):
    page, canary = watched
    heard = {}
    for path in (*story["paths"], *story["own"]):
        answer = page.goto(path)
        assert answer is not None
        assert (answer.status, "pwned" in page.content()) == (200, True), path
        heard[path] = canary.heard(page)
    assert {path: songs for path, songs in heard.items() if songs} == {}


def test_no_mail_runs_it_where_it_is_read_on_the_site(visits):
    page = visits.page("admin", phone=False, bypass_csp=True)
    canary = Canary(page.context, visits.site.url)
    page.goto("/development/mail/")
    mails = [link.get_attribute("href") for link in page.locator("a[href*='/development/mail/2']").all()]
    assert len(mails) >= 2
    for path in mails:
        page.goto(path)
        assert canary.heard(page) == []


@pytest.mark.parametrize("ending", TYPES)
def test_no_file_runs_it_when_a_browser_shows_it(watched, story, ending, tmp_path):
    page, canary = watched
    for path in [path for path in story["files"] if path.rpartition("/")[2].endswith(ending)]:
        answer = page.request.get(path)
        assert (answer.status, answer.headers["content-type"]) == (200, TYPES[ending])
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert b"pwned" in answer.body()
        page.route(f"**{path}", _shown_and_not_saved)
        _open(page, path)
        assert canary.heard(page) == []
        saved = tmp_path / f"thread.{'html' if ending == 'html' else 'txt'}"
        saved.write_bytes(answer.body())
        page.goto(saved.as_uri())
        assert canary.heard(page) == []


def _open(page: Page, path: str) -> None:
    if path.endswith(".csv"):  # a table is shown by no browser: it is only ever saved
        with pytest.raises(Error, match="Download is starting"):
            page.goto(path)
    else:
        page.goto(path)


def _shown_and_not_saved(route: Route) -> None:
    """As served, but for the header by which the browser would only save it."""
    answer = route.fetch()
    headers = {name: value for name, value in answer.headers.items() if name != "content-disposition"}
    route.fulfill(response=answer, headers=headers)


def test_what_comes_while_a_page_is_open_and_what_is_typed_never_runs(watched, story, site):
    page, canary = watched
    page.goto(f"{story['thread']}?unread=1")
    site.manage("shell", "-v0", "-c", ANOTHER)
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator("li.post").filter(has_text="It came later.")).to_be_visible()
    assert canary.heard(page) == []

    reply = page.locator("#reply")
    box = reply.get_by_label("Your post", exact=True)
    for half in (PAYLOADS[::2], PAYLOADS[1::2]):
        box.fill("\n\n".join(half))
        reply.get_by_role("button", name="Preview", exact=True).click()
        expect(reply.locator("[data-shown]")).to_contain_text("pwned")
        assert canary.heard(page) == []
