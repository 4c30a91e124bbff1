"""The projector: by its link alone, what the desk chooses, at each stage, read from ten metres."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import story
from tests.e2e.people import Attendee, Facilitator
from tests.e2e.soundness import what_axe_finds
from tests.e2e.visits import REFUSED, Visits

LONG = (
    "Who keeps the lights on at the rank once the project has ended, and who pays the guards who walk with "
    "the women to the last taxi? We tried it for two years, and each December the money stopped and those "
    "who had come to trust the lit path found it dark again, so how did you make it last beyond the first "
    "budget, which line of the municipal budget is it in now, who signs for it, and what would you do "
    "differently if you began tomorrow with the same street and with half of the money that you had?"
)
SIZES = [(1920, 1080), (1280, 720), (1024, 768)]
SMALL_LETTERS = """() => {
  const question = document.querySelector("[data-current]"), style = getComputedStyle(question);
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  return pen.measureText("x").actualBoundingBoxAscent / innerHeight;
}"""
CUT_OFF = """() => [...document.querySelectorAll(".screen-stage:not([hidden])")].filter(
  (stage) => stage.scrollHeight > stage.clientHeight + 1).map((stage) => stage.className)"""


def projector(visits: Visits, desk: Facilitator, *, script: bool = True, query: str = "") -> Page:
    page = visits.page(phone=False, script=script)
    page.goto(desk.screen_link + query)
    return page


@pytest.fixture
def amina(visits):
    person = Facilitator(visits.page("amina", phone=False))
    person.plan(story.ENGAGEMENT, "The wall")
    return person


def choose(amina: Facilitator, view: str) -> None:
    button = amina.page.locator("desk-screen").get_by_role("button", name=view, exact=True)
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")


def test_the_wall_shows_what_the_desk_chooses(visits, amina):
    wall = projector(visits, amina)
    expect(wall.get_by_text("It begins")).to_be_visible()
    code = wall.locator(".screen-code").inner_text()
    assert what_axe_finds(wall) == []

    amina.open()
    expect(wall.get_by_text("Ask from your phone")).to_be_visible()
    ben = Attendee(visits.page("ben"))
    ben.join(f"/live/{amina.slug}/")
    ben.ask(LONG)
    amina.let_through(LONG[:60])
    expect(wall.locator("[data-next] li")).to_have_count(1)
    amina.answer_now(LONG[:60])
    expect(wall.locator("[data-current]")).to_have_text(LONG)
    for width, height in SIZES:
        wall.set_viewport_size({"width": width, "height": height})
        assert wall.evaluate(SMALL_LETTERS) >= 1 / 50
        assert wall.evaluate(CUT_OFF) == []
    assert what_axe_finds(wall) == []

    choose(amina, "Code only")
    expect(wall.locator("[data-for=code] .screen-code")).to_have_text(code)
    expect(wall.locator("[data-current]")).to_be_hidden()
    choose(amina, "Agenda")
    expect(wall.get_by_text("The agenda comes here.")).to_be_visible()
    choose(amina, "Poll")
    expect(wall.get_by_text("A poll opens here in a moment.")).to_be_visible()
    choose(amina, "Blank")
    expect(wall.locator(".screen-code:visible")).to_have_count(0)
    choose(amina, "Question")
    expect(wall.locator("[data-current]")).to_be_visible()
    for key in ("ArrowDown", "ArrowRight", "PageDown", " "):
        wall.keyboard.press(key)
    assert wall.evaluate("scrollY") == 0

    amina.page.goto(f"/live/{amina.slug}/desk/close/")
    amina.page.get_by_role("button", name=re.compile("Close the session")).click()
    expect(wall.get_by_text("The talk goes on", exact=True)).to_be_visible()
    assert what_axe_finds(wall) == []


def test_a_new_link_ends_the_screens_of_the_old_one(visits, amina):
    visits.tolerate(REFUSED)
    amina.open()
    wall = projector(visits, amina)
    expect(wall.get_by_text("Ask from your phone")).to_be_visible()
    desk = amina.page.locator("desk-screen")
    desk.locator("summary").click()
    desk.locator("[data-new-link]").click()
    expect(desk.get_by_text("There is a new link.")).to_be_visible()
    expect(wall.locator("live-screen")).to_have_count(0)
    link = desk.get_by_role("link", name="Open the screen").get_attribute("href")
    wall.goto(str(link))
    expect(wall.get_by_text("Ask from your phone")).to_be_visible()


def test_the_overlay_has_nothing_behind_it_and_leaves_the_picture_free(visits, amina):
    amina.open()
    wall = projector(visits, amina, query="&overlay")
    expect(wall.get_by_text("Ask from your phone")).to_be_visible()
    assert wall.evaluate("getComputedStyle(document.body).backgroundColor") == "rgba(0, 0, 0, 0)"
    top = wall.locator(".screen-stage:visible").evaluate("stage => stage.getBoundingClientRect().top")
    assert top > 0.6 * wall.evaluate("innerHeight")
    assert what_axe_finds(wall) == []


def test_without_script_the_wall_comes_anew_by_itself(visits, amina):
    amina.open()
    wall = projector(visits, amina, script=False)
    expect(wall.get_by_text("Ask from your phone")).to_be_visible()
    choose(amina, "Code only")
    expect(wall.locator("[data-for=code]")).to_be_visible(timeout=30_000)
