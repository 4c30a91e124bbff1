"""The workbench in a browser: keys, drawing items, undo, a colleague, a lost connection, a phone."""

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e.soundness import what_axe_finds, what_is_wider_than_the_screen
from tests.e2e.visits import OFFLINE, REFUSED, Visits, offline

SAVED = "As it was saved first."
SAVES_WITHIN = 20_000


@pytest.fixture
def visits(visits: Visits) -> Visits:
    visits.tolerate(REFUSED, OFFLINE)
    return visits


def opened(visits: Visits, path: str, who: str = "amina") -> Page:
    """A draft with one item, on a thread with one post of three sentences."""
    page = visits.page(who, phone=False)
    page.goto(path)
    return page


def part(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def draw(page: Page, handle: Locator, to: Locator) -> None:
    """It is drawn a little before the page scrolls, as a hand does it."""
    handle.hover()
    box = handle.bounding_box() or {}
    page.mouse.down()
    page.mouse.move(box["x"] + 24, box["y"] + 24, steps=3)
    to.hover()
    page.mouse.up()


def prose(page: Page) -> list[str]:
    return [box.input_value() for box in page.get_by_label("In your words").all()]


def test_a_source_is_quoted_by_keys_alone_and_keys_rest_while_one_types(visits, places):
    bench = opened(visits, places["keys-of-bench"])
    expect(bench.locator(".item")).to_have_attribute("aria-current", "true")
    bench.keyboard.press("n")
    expect(bench.locator(".source").first).to_be_focused()
    bench.keyboard.press("c")
    expect(bench.locator("figure.quoted")).to_have_count(1)
    expect(bench.locator(".source").first).to_have_class(re.compile("cited"))
    bench.keyboard.press("e")
    expect(bench.get_by_label("In your words")).to_be_focused()
    bench.keyboard.press("End")
    bench.keyboard.type(" cin?")  # while one types, keys are letters
    expect(bench.get_by_label("In your words")).to_have_value(f"{SAVED} cin?")
    expect(bench.locator(".item .write-state")).to_have_text("Saved", timeout=SAVES_WITHIN)
    expect(bench.locator("figure.quoted")).to_have_count(1)
    bench.locator(".item").focus()
    bench.keyboard.press("?")
    expect(bench.get_by_role("heading", name="Keys at the workbench")).to_be_visible()
    bench.get_by_label("Single keys do these things").uncheck()
    bench.get_by_role("button", name="Close").click()
    bench.locator(".item").focus()
    bench.keyboard.press("e")
    expect(bench.get_by_label("In your words")).not_to_be_focused()
    assert what_axe_finds(bench) == []


def test_what_was_ticked_while_another_list_was_on_its_way_stays_ticked(visits, places):
    bench = opened(visits, places["ticks"])
    held: list[Route] = []
    bench.route("**/*use=unread*", lambda route: held.append(route))
    bench.locator(".source-filter summary").click()
    bench.get_by_label("Use", exact=True).select_option("unread")
    sentence = bench.locator(".source .sentence").first
    sentence.click()
    old = bench.locator(".source").first.element_handle()
    held[0].continue_()
    old.wait_for_element_state("hidden")
    expect(sentence.get_by_role("checkbox")).to_be_checked()
    expect(bench.get_by_text("1 sentence picked")).to_be_visible()


def test_an_item_is_moved_by_keys_and_drawn_taken_out_and_brought_back(visits, places):
    bench = opened(visits, places["moves"])
    next_part = part(bench, "What next")
    next_part.get_by_role("button", name="Add an item").click()
    added = next_part.locator(".item")
    expect(added).to_have_count(1)
    part(bench, "What worked").locator(".item").focus()
    bench.keyboard.press("Alt+ArrowDown")
    moved = part(bench, "What did not work").locator(".item")
    expect(moved).to_have_count(1)
    draw(bench, moved.locator("bench-drag"), added)
    expect(next_part.locator(".item")).to_have_count(2)
    before = prose(bench)
    next_part.locator(".item").first.get_by_role("button", name="Take out").click()
    expect(bench.locator(".item")).to_have_count(1)
    bench.get_by_role("button", name="Bring it back").click()
    expect(bench.locator(".item")).to_have_count(2)
    assert sorted(prose(bench)) == sorted(before)
    bench.reload()
    assert sorted(prose(bench)) == sorted(before)


def test_what_a_colleague_does_comes_by_itself_and_never_over_ones_own_words(visits, places):
    bench, other = (opened(visits, places["colleagues"], who) for who in ("amina", "admin"))
    box = other.get_by_label("In your words").first
    box.fill("By a colleague.")
    expect(other.locator(".item .write-state").first).to_have_text("Saved", timeout=SAVES_WITHIN)
    expect(bench.get_by_label("In your words").first).to_have_value("By a colleague.", timeout=SAVES_WITHIN)
    expect(bench.locator("[data-people]")).to_contain_text("is here", timeout=SAVES_WITHIN)
    own = bench.get_by_label("In your words").first
    own.fill("Mine, and not sent yet.")
    part(other, "What next").get_by_role("button", name="Add an item").click()
    expect(bench.locator(".item")).to_have_count(2, timeout=SAVES_WITHIN)
    expect(own).to_have_value("Mine, and not sent yet.")


def test_words_that_were_typed_without_a_connection_are_saved_once_it_is_back(visits, places):
    bench = opened(visits, places["tunnel"])
    box = bench.get_by_label("In your words").first
    with offline(bench):
        box.fill("Typed in the tunnel.")
        expect(bench.locator(".item .write-state").first).to_contain_text("Waiting", timeout=SAVES_WITHIN)
    expect(bench.locator(".item .write-state").first).to_have_text("Saved", timeout=60_000)
    bench.reload()
    expect(bench.get_by_label("In your words").first).to_have_value("Typed in the tunnel.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_one_side_at_a_time(visits, places, scheme):
    page = visits.page("amina", scheme=scheme)
    page.goto(places["phone"])
    expect(page.locator("#sources")).to_be_hidden()
    assert what_axe_finds(page) == []
    page.get_by_role("link", name="Sources").click()
    expect(page.locator("#draft")).to_be_hidden()
    page.locator(".sentence").first.click()
    expect(page.get_by_text("1 sentence picked")).to_be_visible()
    assert what_axe_finds(page) == []
    assert what_is_wider_than_the_screen(page) == []


def below_its_item(button: Locator) -> float:
    """How far below the top of its item something stands, wherever the page is scrolled to."""
    far: float = button.evaluate(
        "one => one.getBoundingClientRect().top - one.closest('.item').getBoundingClientRect().top"
    )
    return far


def test_nothing_moves_under_a_finger_and_the_first_tap_in_an_item_counts(visits, places):
    page = visits.page("amina")
    page.goto(places["tap"])
    page.get_by_role("link", name="Sources").tap()
    page.locator(".sentence").first.tap()
    page.get_by_role("button", name="Quote", exact=False).first.tap()
    page.get_by_role("link", name="Draft").tap()
    remove = page.get_by_role("button", name="Remove this quotation")
    expect(remove).to_be_visible()
    page.reload()
    remove.scroll_into_view_if_needed()
    height = below_its_item(remove)
    page.locator(".item summary", has_text="Comment").evaluate("one => one.focus({preventScroll: true})")
    assert below_its_item(remove) == height
    page.get_by_label("In your words").fill("Other words.")
    expect(page.locator(".item .write-state")).to_have_text("Not saved yet; kept on this device")
    height = below_its_item(remove)
    page.evaluate("document.activeElement.blur()")
    expect(page.locator(".item .write-state")).to_have_text("Saved")
    assert below_its_item(remove) == height
    remove.tap()
    expect(page.locator("figure.quoted")).to_have_count(0)


def test_without_scripts_each_act_saves_what_was_typed_anywhere(visits, places):
    page = visits.page("amina", phone=False, script=False)
    page.goto(places["plain-words"])
    page.get_by_label("In your words").fill("Typed first.")
    part(page, "What next").get_by_role("button", name="Add an item").click()
    assert prose(page) == ["Typed first.", ""]
    page.get_by_label("In your words").last.fill("Typed second.")
    page.locator(".source .sentence").first.click()
    page.get_by_label("Put the words under").select_option(label="Typed first.")
    page.get_by_role("button", name="Quote", exact=False).first.click()
    expect(page.locator("figure.quoted")).to_have_count(1)
    assert prose(page) == ["Typed first.", "Typed second."]
    page.get_by_label("In your words").last.fill("Typed third.")
    page.get_by_label("This is our own view").last.check()
    page.locator(".item").last.locator(".comment-box summary").click()
    page.locator(".item").last.get_by_label("Comment").fill("Where was that?")
    page.get_by_role("button", name="Remove this quotation").click()
    expect(page.locator("figure.quoted")).to_have_count(0)
    expect(page.get_by_text("Not sent yet: “Where was that?”")).to_be_visible()
    assert prose(page) == ["Typed first.", "Typed third."]
    expect(page.get_by_label("This is our own view").last).to_be_checked()
    page.get_by_label("In your words").first.fill("Typed last.")
    page.get_by_label("This is our own view").first.check()
    page.get_by_role("button", name="Send for approval").click()
    expect(page.get_by_text("Sent. An editor will publish it")).to_be_visible()
    expect(page.locator(".item .prose", has_text="Typed last.")).to_be_visible()


def test_the_words_are_counted_as_the_server_counts_them(visits, places):
    bench = opened(visits, places["counted"])
    part(bench, "What next").get_by_role("button", name="Add an item").click()
    expect(bench.locator(".item")).to_have_count(2)
    total = bench.locator("[data-words-total]")
    before = int(total.inner_text())
    part(bench, "What next").get_by_label("In your words").fill("Four words, no more.")
    expect(total).to_have_text(str(before + 4))
    expect(part(bench, "What next").locator(".write-state")).to_have_text("Saved", timeout=SAVES_WITHIN)
    bench.locator(".source .sentence").first.click()
    bench.get_by_role("button", name="Quote", exact=False).first.click()
    expect(bench.locator("figure.quoted")).to_have_count(1)
    counted = total.inner_text()
    plain = visits.page("amina", phone=False, script=False)
    plain.goto(places["counted"])
    expect(plain.locator("[data-words-total]")).to_have_text(counted)
