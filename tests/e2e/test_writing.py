"""Writing a case study as people do it: on a phone that closes, by two at once, and without JavaScript."""

import re
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.visits import OFFLINE, REFUSED, Visits, offline
from tests.factories.pictures import picture_file

SAVED = re.compile(r"^Saved at \d\d:\d\d$")


@pytest.fixture
def visits(visits: Visits) -> Visits:
    visits.tolerate(REFUSED, OFFLINE)
    return visits


def begin(page: Page, title: str) -> str:
    """A new draft; returns where it is written."""
    page.goto("/case-studies/new/")
    page.get_by_label("Title").fill(title)
    page.get_by_label("Theme").select_option("Public Spaces")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    return page.url


def invite(page: Page, url: str, email: str) -> None:
    page.goto(f"{url}authors/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_role("button", name="Invite").click()
    expect(page.get_by_text("If this address has an account")).to_be_visible()


def state(page: Page):
    return page.locator(".write-foot .write-state")


def who(page: Page):
    return page.locator("[name=who]")


def test_what_was_typed_is_there_after_the_page_was_closed_without_saving(visits):
    page = visits.page("ben")
    url = begin(page, "Demonstration: closed too early")
    page.goto(f"{url}story/")
    who(page).fill("Traders, drivers and the night watch.")
    context = page.context
    page.close(run_before_unload=True)

    page = context.new_page()
    page.goto(f"{url}story/")
    expect(who(page)).to_have_value("Traders, drivers and the night watch.")

    with offline(page):
        who(page).fill("Traders alone.")
        expect(state(page)).to_have_text("Not saved: no connection. Your words are kept on this device.")
        page.close()
    page = context.new_page()
    page.goto(f"{url}story/")
    expect(page.get_by_text("Words that this device kept are back in their boxes.")).to_be_visible()
    expect(who(page)).to_have_value("Traders alone.")
    expect(state(page)).to_have_text(SAVED)
    page.get_by_role("button", name="Take what is saved instead").click()
    expect(state(page)).to_have_text(SAVED)
    page.reload()
    expect(who(page)).to_have_value("Traders, drivers and the night watch.")


def test_where_two_authors_cross_both_see_both_texts(visits):
    ben, chloe = visits.page("ben"), visits.page("chloe")
    url = begin(ben, "Demonstration: two hands")
    invite(ben, url, "chloe@demo.example")
    for page in (ben, chloe):
        page.goto(f"{url}story/")
    who(chloe).fill("Chloé’s words.")
    expect(state(chloe)).to_have_text(SAVED)
    ben.locator("[name=how]").fill("By hand.")
    expect(state(ben)).to_have_text(SAVED)  # another box, so nothing crosses
    who(ben).fill("Ben’s words.")
    expect(state(ben)).to_contain_text("Not saved: somebody else changed this meanwhile.")
    ben.get_by_role("button", name="See both texts").click()
    crossed = ben.locator(".crossed")
    expect(crossed).to_contain_text("Chloé saved this on")
    expect(crossed).to_contain_text("Chloé’s words.")
    expect(who(ben)).to_have_value("Ben’s words.")
    who(ben).fill("Ben’s words, and Chloé’s words.")
    ben.get_by_role("button", name="Save", exact=True).click()
    expect(ben.get_by_role("status").get_by_text(SAVED)).to_be_visible()
    chloe.reload()
    expect(who(chloe)).to_have_value("Ben’s words, and Chloé’s words.")
    expect(chloe.locator("[name=how]")).to_have_value("By hand.")


@pytest.mark.parametrize("script", [True, False], ids=["live", "plain"])
def test_rows_are_added_moved_and_removed(visits, script):
    page = visits.page("ben", script=script)
    url = begin(page, f"Demonstration: rows, {script}")
    page.goto(f"{url}means/")
    rows = page.locator("#funders .write-row")

    def name(at: int):
        return rows.nth(at).get_by_role("textbox", name="Funder")

    def press(act: str, at: int) -> None:
        rows.nth(at).get_by_role("button", name=act).click()

    name(0).fill("The city")
    page.locator("#funders").get_by_role("button", name="Add another").click()
    expect(rows).to_have_count(2)
    name(1).fill("A bank")
    press("Move up", 1)
    expect(name(0)).to_have_value("A bank")
    expect(name(1)).to_have_value("The city")
    press("Remove", 0)
    expect(name(0)).to_have_value("The city")
    if script:
        page.get_by_role("button", name="Put it back").click()
        expect(name(0)).to_have_value("A bank")
        press("Remove", 0)
        expect(state(page)).to_have_text(SAVED)
    page.goto(f"{url}means/")
    expect(name(0)).to_have_value("The city")
    expect(name(1)).to_have_value("")


def test_a_picture_is_uploaded_described_and_loads_when_its_reader_asks(visits):
    page = visits.page("ben")
    url = begin(page, "Demonstration: a picture")
    page.goto(f"{url}pictures/")
    choose(page, "drawing.png", BytesIO(b"<svg xmlns='x'><script>alert(1)</script></svg>"))
    expect(page.get_by_text("This is an SVG drawing")).to_be_visible()
    choose(page, "rank.png", picture_file((640, 400)))
    page.get_by_label("Description").fill("A rank at night")
    expect(state(page)).to_have_text(SAVED)

    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/pictures/" in request.url else None)
    page.goto(url.replace("/write/", "/preview/"))
    expect(page.get_by_text("A rank at night")).to_be_visible()
    assert asked == []
    page.get_by_role("link", name="Show the picture").click()
    image = page.get_by_role("img", name="A rank at night")
    expect(image).to_be_visible()
    expect(image).to_have_js_property("naturalWidth", 640)
    assert [address.rsplit(".", 1)[1] for address in asked] == ["avif"]


def choose(page: Page, name: str, file: BytesIO) -> None:
    page.locator("#id_file").set_input_files({"name": name, "mimeType": "image/png", "buffer": file.read()})
    page.get_by_role("button", name="Upload").click()
