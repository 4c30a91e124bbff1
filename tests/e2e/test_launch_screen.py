"""The launch on a projector that has no login, part by part; and on paper."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.soundness import what_axe_finds, what_is_wider_than_the_screen

WALL = {"width": 1920, "height": 1080}
LINK = "Screen for the projector"
SMALLEST = 1080 / 50  # pixels of the letters: read from ten metres, as on the live screen
SMALLEST_LETTERS = """() => Math.min(...[...document.querySelectorAll("main :is(h1, h2, strong, time, p)")]
  .filter((element) => element.innerText.trim() && element.checkVisibility())
  .map((element) => parseFloat(getComputedStyle(element).fontSize)))"""


@pytest.fixture
def link(visits) -> str:
    amina = visits.page("amina", phone=False)
    amina.goto("/engagements/demonstration-launch/")
    return str(amina.get_by_role("link", name=LINK).get_attribute("href"))


def on_the_wall(page: Page, link: str) -> Page:
    page.set_viewport_size(WALL)
    page.goto(link)
    return page


@pytest.mark.parametrize("script", [True, False], ids=["with a script", "without a script"])
def test_page_down_brings_part_after_part_onto_the_wall(visits, link, script):
    wall = on_the_wall(visits.page(phone=False, script=script), link)
    cover, programme, brief = (wall.locator(part) for part in ("#cover", "#programme", "#brief-1"))
    fills_the_wall(cover)
    for key, part in (("PageDown", programme), ("PageDown", brief), ("PageUp", programme)):
        wall.keyboard.press(key)
        fills_the_wall(part)
    wall.get_by_role("link", name="Cover").click()
    fills_the_wall(cover)


def fills_the_wall(part: Locator) -> None:
    expect(part).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_read_from_ten_metres_and_by_everybody(visits, link, scheme):
    wall = on_the_wall(visits.page(phone=False, scheme=scheme), link)
    assert wall.evaluate(SMALLEST_LETTERS) >= SMALLEST
    assert what_axe_finds(wall) == []
    codes = wall.get_by_role("img", name="QR code")
    expect(codes.first).to_be_visible()
    phone = visits.page(scheme=scheme)
    phone.goto(link)
    assert what_axe_finds(phone) == []
    assert what_is_wider_than_the_screen(phone) == []


def test_on_paper_each_brief_has_its_code_and_its_address(visits, link):
    paper = visits.page(phone=False)
    paper.goto(link)
    paper.emulate_media(media="print")
    briefs = paper.get_by_role("region", name="What we learned, and where the talk goes on")
    expect(briefs.get_by_role("img", name="QR code")).to_be_visible()
    expect(briefs.get_by_text("/engagements/demonstration-public-spaces/")).to_be_visible()
    expect(paper.get_by_role("navigation")).to_be_hidden()
    assert paper.locator("#brief-1").is_hidden()
