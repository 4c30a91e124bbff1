"""Filtering the library on a phone: a form that is sent, and, with JavaScript, a page that follows."""

import pytest
from playwright.sync_api import Page, expect


def pick(page: Page, facet: str, value: str) -> None:
    """Open the filters and the facet as far as they are closed, and tick."""
    box = page.locator(f"[data-facet={facet.lower()}]").get_by_label(value)
    for closed in (
        page.locator(".facets-toggle summary"),
        page.locator(f"[data-facet={facet.lower()}] > summary"),
    ):
        if not box.is_visible():
            closed.click()
    box.check()


@pytest.mark.parametrize("script", [True, False], ids=["live", "plain"])
def test_a_filter_is_chosen_shared_and_taken_away(visits, script):
    page = visits.page(script=script)
    page.goto("/case-studies/")
    everything = page.locator("#found-count").inner_text()

    pick(page, "Province", "KwaZulu-Natal")
    if not script:
        page.get_by_role("button", name="Apply").click()

    chip = page.get_by_role("link", name="Province: KwaZulu-Natal")
    expect(chip).to_be_visible()
    expect(page.get_by_role("link", name="KwaDukuza urban regeneration")).to_be_visible()
    expect(page.locator("#found-count")).not_to_have_text(everything)
    address = page.url
    assert "province=KwaZulu-Natal" in address

    if script:
        expect(page.locator("[name=province][value=KwaZulu-Natal]")).to_be_focused()
        expect(page.get_by_role("status")).to_have_text(page.locator("#found-count").inner_text())
        page.go_back()
        expect(page.locator("#found-count")).to_have_text(everything)
    page.goto(address)
    page.get_by_role("link", name="Province: KwaZulu-Natal").click()
    expect(page.locator("#found-count")).to_have_text(everything)


def test_words_are_sent_from_the_keyboard_and_stay_in_the_box(visits):
    page = visits.page(phone=False)
    page.goto("/case-studies/")
    page.get_by_label("Words to look for").fill("Galeshewe")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Words: “Galeshewe”")).to_be_visible()
    expect(page.get_by_role("link", name="Galeshewe Active Box")).to_be_visible()
    expect(page.get_by_label("Words to look for")).to_have_value("Galeshewe")
    assert page.get_by_label("Order").evaluate("box => box.selectedOptions[0].label") == "Best match"
