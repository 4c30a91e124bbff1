"""What scripts add to the pages that are read: a quick way out, and a reference copied by a press."""

import re

import pytest
from playwright.sync_api import Page, expect

QUIET = "/case-studies/demonstration-the-quiet-room/"
ELSEWHERE = "https://www.google.co.za/"
LEFT = re.compile("asked another host: https://www.google.co.za/")


@pytest.fixture
def page(visits) -> Page:
    """A hard page, with the page before it; the search page is played by us."""
    visits.tolerate(LEFT)
    page = visits.page()
    page.context.route(ELSEWHERE, lambda route: route.fulfill(body="<title>A search page</title>"))
    page.goto("/")
    page.goto(QUIET)
    return page


def expect_gone(page: Page) -> None:
    expect(page).to_have_url(ELSEWHERE)
    page.go_back()
    expect(page).not_to_have_url(re.compile(QUIET))


def test_the_way_out_replaces_the_page(page):
    page.get_by_role("link", name="Exit this page").click()
    expect_gone(page)


def test_esc_three_times_is_the_way_out_and_twice_is_not(page):
    expect(page.get_by_text("or press Esc three times")).to_be_visible()
    for _time in range(2):
        page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(QUIET))
    for _time in range(2):
        page.keyboard.press("Escape")
    expect_gone(page)


def test_the_way_out_stays_in_sight_and_needs_no_script(visits):
    visits.tolerate(LEFT)
    page = visits.page(script=False)
    page.context.route(ELSEWHERE, lambda route: route.fulfill(body="<title>A search page</title>"))
    page.goto(QUIET)
    expect(page.get_by_text("or press Esc three times")).to_be_hidden()
    page.get_by_role("heading", name="Cite this").scroll_into_view_if_needed()
    exit_link = page.get_by_role("link", name="Exit this page")
    expect(exit_link).to_be_in_viewport()
    exit_link.click()
    expect(page).to_have_url(ELSEWHERE)


def test_a_reference_is_copied_by_a_press(visits):
    page = visits.page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/case-studies/demonstration-incident-book/")
    page.get_by_role("button", name="Copy", exact=True).first.click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator(".to-copy").first.inner_text()
