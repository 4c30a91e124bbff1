"""The desk: by keyboard alone, by two facilitators at once, and without JavaScript."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import story
from tests.e2e.people import Attendee, Facilitator
from tests.e2e.visits import REFUSED, Visits

LIGHTS = "Who pays for the street lights here?"
LAMPS = "Who pays the street lights?"
GATE = "How do you keep the gate open after dark?"
EDITED = "Who pays for the lights in this street?"


class Gathering:
    """Amina's session with a member and a guest; ``script`` is whether Amina's browser runs scripts."""

    def __init__(self, visits: Visits, *, script: bool = True) -> None:
        self.visits = visits
        self.amina = Facilitator(visits.page("amina", phone=False, script=script), is_live=script)
        self.amina.plan(story.ENGAGEMENT, f"The desk {uuid4().hex[:6]}")
        self.amina.open()
        self.ben = Attendee(visits.page("ben"))
        self.guest = Attendee(visits.page())
        self.ben.join(self.path)
        self.guest.join(self.path, name="Sipho")

    @property
    def path(self) -> str:
        return f"/live/{self.amina.slug}/"

    def ask(self) -> None:
        self.ben.ask(LIGHTS)
        self.guest.ask(LAMPS)
        self.guest.ask(GATE)
        self.amina.look()
        expect(self.amina.lane("waiting")).to_have_count(3)


def focused(page: Page, words: str):
    own_words = page.locator(".question-text", has_text=words)
    return expect(page.locator(".desk-question:focus-within").filter(has=own_words))


def test_the_queue_is_worked_by_keyboard_alone(visits):
    room = Gathering(visits)
    room.ask()
    page, keys = room.amina.page, room.amina.page.keyboard
    keys.press("j")
    focused(page, LIGHTS).to_be_visible()
    keys.press("l")  # the next in the lane has the focus
    expect(room.amina.lane("published").filter(has_text=LIGHTS)).to_be_visible()
    focused(page, LAMPS).to_be_visible()
    keys.press("m")
    dialog = page.get_by_role("dialog", name="Merge questions")
    dialog.get_by_role("radio", name=re.compile(re.escape(LIGHTS))).focus()
    keys.press("Space")
    keys.press("Enter")
    expect(room.amina.lane("waiting")).to_have_count(1)
    expect(room.amina.question(LIGHTS).locator("[data-merged]")).to_contain_text("Merged into this: 1")
    expect(room.guest.own_question(LAMPS)).to_contain_text(LIGHTS)  # led to what was kept
    focused(page, LIGHTS).to_be_visible()
    for key, mark in (("p", "Pinned"), ("s", "For the summary")):
        keys.press(key)
        expect(room.amina.question(LIGHTS).locator(".question-marks")).to_contain_text(mark)
    keys.press("e")
    keys.press("Control+a")
    keys.type(EDITED)  # no key does anything while one types
    keys.press("Tab")
    keys.press("Enter")
    expect(room.ben.page.get_by_text("A facilitator edited your question")).to_be_visible()
    room.ben.press("Put my words back")
    expect(room.ben.room_question(LIGHTS)).to_be_visible()
    expect(room.amina.lane("published").filter(has_text=LIGHTS)).to_be_visible()
    keys.press("a")
    expect(room.amina.lane("answering").filter(has_text=LIGHTS)).to_be_visible()
    focused(page, LIGHTS).to_be_visible()
    keys.press("d")
    expect(room.amina.lane("answered").filter(has_text=LIGHTS)).to_be_visible()
    keys.press("z")
    expect(room.amina.lane("answering").filter(has_text=LIGHTS)).to_be_visible()
    keys.press("Control+z")
    expect(room.amina.lane("published").filter(has_text=LIGHTS)).to_be_visible()
    keys.press("h")
    keys.type("It was asked before.")
    keys.press("Enter")
    expect(room.amina.lane("hidden").filter(has_text=LIGHTS)).to_be_visible()
    expect(room.ben.own_question(LIGHTS)).to_contain_text("It was asked before.")
    assert page.evaluate("document.activeElement !== document.body")


def test_single_keys_can_be_switched_off(visits):
    room = Gathering(visits)
    room.ask()
    page = room.amina.page
    page.keyboard.press("?")
    page.get_by_role("checkbox", name=re.compile("Single keys")).uncheck()
    page.keyboard.press("Escape")
    room.amina.question(LIGHTS).focus()
    page.keyboard.press("l")
    page.reload()
    expect(room.amina.lane("waiting")).to_have_count(3)


def test_two_facilitators_do_not_tread_on_each_other(visits):
    visits.tolerate(REFUSED)
    room = Gathering(visits)
    room.ask()
    other = Facilitator(visits.page("admin", phone=False))
    other.page.goto(room.amina.page.url)
    other.settle()
    room.amina.let_through(LIGHTS)
    for facilitator in (room.amina, other):
        facilitator.question(LIGHTS).locator("details.desk-answer > summary").click()
    room.amina.question(LIGHTS).get_by_label("The answer in words").fill("The traders do.")
    held = other.question(LIGHTS).locator("[data-held]")
    expect(held).to_contain_text(re.compile("is editing this"))
    other.question(LIGHTS).get_by_label("The answer in words").fill("The city does.")
    room.amina.press("Mark as answered", within=room.amina.question(LIGHTS))
    expect(other.lane("answered").filter(has_text=LIGHTS)).to_be_visible()
    other.press("Mark as answered", within=other.question(LIGHTS))
    expect(other.page.locator("p[data-error]")).to_contain_text("“The traders do.”")
    expect(other.question(LIGHTS).get_by_label("The answer in words")).to_have_value("The city does.")
    other.press("Mark as answered", within=other.question(LIGHTS))  # knowing the colleague's words
    expect(room.amina.question(LIGHTS).locator("[data-field=answer]")).to_have_text("The city does.")


def test_an_answer_that_was_taken_back_is_written_anew_without_a_quarrel(visits):
    room = Gathering(visits)
    room.ask()
    room.amina.let_through(LIGHTS)
    room.amina.answer(LIGHTS, "The city does.")
    room.amina.page.keyboard.press("Control+z")
    expect(room.amina.lane("published").filter(has_text=LIGHTS)).to_be_visible()
    room.amina.answer(LIGHTS, "The traders do.")
    expect(room.amina.question(LIGHTS).locator("[data-field=answer]")).to_have_text("The traders do.")


@pytest.mark.parametrize("script", [True, False])
def test_what_was_asked_aloud_is_entered_and_undone(visits, script):
    room = Gathering(visits, script=script)
    page = room.amina.page
    page.locator("summary", has_text="Enter a question").click()
    page.get_by_label("The question", exact=True).fill(GATE)
    page.get_by_label("Who asked").fill("Mrs Mokoena")
    room.amina.press("Enter the question")
    expect(room.amina.lane("published").filter(has_text=GATE)).to_contain_text("Asked aloud")
    expect(room.ben.room_question(GATE)).to_contain_text("Mrs Mokoena")
    page.get_by_role("button", name=re.compile("^Undo")).click()
    expect(room.ben.room_question(GATE)).to_have_count(0)


def test_the_desk_works_without_javascript(visits):
    room = Gathering(visits, script=False)
    room.ask()
    page = room.amina.page
    room.amina.let_through(LIGHTS)
    room.amina.press(re.compile("^Merge into it"), within=room.amina.question(LAMPS))  # type: ignore[arg-type]
    expect(room.amina.question(LIGHTS)).to_contain_text("Merged into this: 1")
    room.amina.question(GATE).locator("details.desk-more > summary").click()
    room.amina.press("★ For the summary", within=room.amina.question(GATE))
    page.get_by_role("button", name=re.compile("^Undo ?: starred")).click()
    page.get_by_role("button", name=re.compile("^Undo ?: merged")).click()
    expect(room.amina.lane("waiting")).to_have_count(2)
    page.get_by_role("link", name="Close the session …").click()
    expect(page.get_by_text("1 question goes to the discussion")).to_be_visible()
    page.get_by_role("link", name="Back to the desk").click()
