"""A thread as its network lives in it: with the keyboard alone, and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e import discussion
from tests.e2e.hands import Keyboard
from tests.e2e.visits import OFFLINE, offline


def test_people_discuss_by_keyboard_alone(visits):
    talk = discussion.gather(visits, script=True, title="Lights by keyboard")
    discussion.open_a_thread(talk)
    discussion.quote_and_name_somebody(talk)
    discussion.take_the_offered_name(talk)
    discussion.split_off_a_branch_and_merge_it_back(talk)
    discussion.hide_a_post_and_bring_it_back(talk)
    discussion.the_named_one_is_told(talk)


def test_people_discuss_without_javascript(visits):
    talk = discussion.gather(visits, script=False, title="Lights plainly")
    discussion.open_a_thread(talk)
    discussion.quote_and_name_somebody(talk)
    discussion.split_off_a_branch_and_merge_it_back(talk)
    discussion.hide_a_post_and_bring_it_back(talk)
    discussion.the_named_one_is_told(talk)


def test_words_survive_a_lost_connection_and_another_device_finds_them(visits, places):
    visits.tolerate(OFFLINE)
    page = visits.page("ben", phone=False)
    keys = Keyboard(page)
    page.goto(places["thread"])
    box = page.locator("#reply").get_by_label("Your post", exact=True)
    page.keyboard.press("r")  # fifty posts lie before the box
    expect(box).to_be_focused()
    with offline(page):
        page.keyboard.type("Written while the mast was down.")
        expect(page.locator("#reply .write-state")).to_have_text(re.compile("on this device", re.IGNORECASE))
    page.reload()  # the browser crashed, say
    expect(box).to_have_value("Written while the mast was down.")
    expect(page.locator("#reply .write-state")).to_have_text(re.compile("saved on the server", re.IGNORECASE))

    other = visits.page("ben")
    other.goto(places["thread"])
    expect(other.locator("#reply").get_by_label("Your post", exact=True)).to_have_value(
        "Written while the mast was down."
    )
    page.reload()
    page.keyboard.press("r")
    keys.press("Discard the draft", within=page.locator("#reply"))
    expect(box).to_have_value("")


@pytest.mark.parametrize("script", [True, False], ids=["live", "plain"])
def test_fifty_posts_are_one_step_for_who_comes_by_keyboard(visits, places, script):
    page = visits.page("ben", phone=False, script=script)
    keys = Keyboard(page)
    page.goto(places["thread"])
    keys.follow_here("Skip to the reply form")
    expect(page.locator("#reply")).to_be_focused()
    keys.reach(page.locator("#reply").get_by_label("Your post", exact=True), within=10)
    page.goto(f"{places['thread']}#reply")
    keys.follow_here("Back to the first post")
    expect(page.locator("#post-1")).to_be_focused()
    expect(page.locator("#post-1")).to_be_in_viewport()


def test_an_open_page_says_what_came_and_shows_it_when_asked(visits):
    talk = discussion.gather(visits, script=True, title="Lights as they come")
    discussion.open_a_thread(talk)
    chloe, ben = talk.chloe, talk.ben
    chloe.page.goto(talk.address)
    ben.fill("Your post", discussion.ASIDE, within=ben.page.locator("#reply"))
    ben.press("Post", within=ben.page.locator("#reply"))
    news = chloe.page.locator("[data-news]")
    expect(news).to_have_text("1 new post")
    expect(discussion.post(chloe.page, discussion.ASIDE)).to_have_count(0)
    chloe.press("Show")
    expect(discussion.post(chloe.page, discussion.ASIDE)).to_be_visible()
