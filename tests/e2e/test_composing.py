"""Writing a post: signs by keyboard, a preview in place, and drafts that no lost connection costs."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.visits import OFFLINE, REFUSED, Visits
from tests.factories.pictures import picture_file

TYPED, MORE, ELSEWHERE = "We count them", " every Friday.", "Words of another device."


@pytest.fixture
def visits(visits: Visits, places: dict[str, str]) -> Visits:
    visits.tolerate(REFUSED, OFFLINE)
    return visits


def thread_of(visits: Visits, places: dict[str, str], *, script: bool = True) -> Page:
    page = visits.page("ben", script=script)
    page.goto(places["thread"])
    if script:
        expect(page.get_by_role("toolbar", name="Formatting")).to_be_visible()
    return page


def state_of(page: Page):
    return page.locator(".composer .write-state")


def test_signs_by_keyboard_can_be_undone_and_the_preview_shows_them(visits, places):
    page = thread_of(visits, places)
    box = page.get_by_label("Your post")
    box.fill("hello world")
    box.press("Home")
    for _ in range(5):
        box.press("Shift+ArrowRight")
    box.press("Control+b")
    expect(box).to_have_value("**hello** world")
    box.press("Control+z")
    expect(box).to_have_value("hello world")
    box.press("Shift+Tab")
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(box).to_have_value("> hello world")
    box.fill("**strong** <img src=x onerror=alert(1)>")
    page.get_by_role("button", name="Preview").press("Enter")
    preview = page.locator("post-preview")
    expect(preview.locator("strong")).to_have_text("strong")
    expect(preview.locator("img")).to_have_count(0)
    expect(box).to_have_value("**strong** <img src=x onerror=alert(1)>")
    page.get_by_role("button", name="Save as draft").click()
    expect(state_of(page)).to_contain_text("Saved on the server at")
    page.reload()
    page.get_by_role("button", name="Discard the draft").click()
    expect(box).to_have_value("")


def test_words_typed_without_a_connection_are_found_again_and_two_devices_lose_nothing(visits, places):
    page = thread_of(visits, places)
    box = page.get_by_label("Your post")
    box.fill(TYPED)
    expect(state_of(page)).to_contain_text("Saved on the server at")
    page.context.set_offline(True)
    box.press_sequentially(MORE)
    expect(state_of(page)).to_have_text("Saved on this device")
    page.close(run_before_unload=False)
    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(places["thread"])
    box = again.get_by_label("Your post")
    expect(box).to_have_value(TYPED + MORE)
    expect(state_of(again)).to_contain_text("Saved on the server at")
    other = thread_of(visits, places)
    other.get_by_label("Your post").fill(ELSEWHERE)
    expect(state_of(other)).to_contain_text("Saved on the server at")
    box.fill(f"{TYPED}.")
    note = again.locator(".draft-note")
    expect(note).to_contain_text(ELSEWHERE)
    note.get_by_role("button", name="Keep what is below").click()
    expect(state_of(again)).to_contain_text("Saved on the server at")
    again.get_by_text("Add pictures or a PDF").click()
    file = {"name": "rank.png", "mimeType": "image/png", "buffer": picture_file().read()}
    again.get_by_label("Picture or PDF").first.set_input_files(file)
    again.get_by_role("button", name="Post", exact=True).click()
    expect(state_of(again)).to_contain_text("Say what the picture shows")
    again.get_by_label("What the picture shows").first.fill("Lights at the rank")
    again.get_by_role("button", name="Post", exact=True).click()
    again.wait_for_url(re.compile("#post-"))
    again.get_by_role("link", name="Show the picture").last.click()
    expect(again.get_by_alt_text("Lights at the rank")).to_be_visible()
    again.goto("/drafts/")
    expect(again.get_by_role("heading", name="Your drafts")).to_be_visible()
    expect(again.get_by_text(TYPED)).to_have_count(0)


def test_a_draft_and_a_preview_need_no_script(visits, places):
    page = thread_of(visits, places, script=False)
    page.get_by_label("Your post").fill("**strong**")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("post-preview strong")).to_have_text("strong")
    page.get_by_role("button", name="Save as draft").click()
    expect(page.get_by_label("Your post")).to_have_value("**strong**")
    page.goto("/drafts/")
    expect(page.get_by_text("**strong**")).to_have_count(1)
    page.get_by_role("button", name="Discard").first.click()
    expect(page.get_by_text("The draft was discarded.")).to_be_visible()
    expect(page.get_by_text("**strong**")).to_have_count(0)


@pytest.mark.parametrize("script", [True, False], ids=["live", "plain"])
def test_ticked_sentences_come_behind_what_was_typed_and_chosen(visits, places, script):
    page = visits.page("ben", script=script)
    page.goto(f"{places['posts']}2/reply/?quote=1")
    box = page.get_by_label("Your post")
    box.fill(TYPED)
    page.get_by_text("Add pictures or a PDF").click()
    file = {"name": "gate.png", "mimeType": "image/png", "buffer": picture_file().read()}
    page.get_by_label("Picture or PDF").first.set_input_files(file)
    page.get_by_label("What the picture shows").first.fill("The gate")
    for _ in range(2):
        sentence = page.locator(".sentence").first
        sentence.click()
        words = sentence.inner_text()
        page.get_by_role("button", name="Put them into my reply").click()
        expect(page.get_by_text("kept for this post: gate.jpg")).to_be_visible()
        expect(box).to_have_value(re.compile(f"^{TYPED}\\n\\n> {re.escape(words)}"))
    assert box.input_value().count(f"> {words}") == 2
    page.get_by_role("button", name="Post the reply").click()
    expect(page.locator(".post").filter(has_text=TYPED).locator("blockquote").first).to_contain_text(words)
