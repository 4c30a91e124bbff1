"""Two windows, an old token, a lost connection: what was typed stays, and what was sent counts once."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.people import Attendee
from tests.e2e.visits import OFFLINE, REFUSED, Visits, offline

TYPED = "Who has the key of the kiosk?"
MINE, THEIRS = "What I wrote meanwhile.", "What a colleague saved."

both_ways = pytest.mark.parametrize("script", [True, False], ids=["live", "plain"])


@pytest.fixture
def visits(visits: Visits, places: dict[str, str]) -> Visits:
    visits.tolerate(REFUSED, OFFLINE)
    return visits


def ben_in(visits: Visits, session: str, *, script: bool = True) -> Attendee:
    ben = Attendee(visits.page("ben", script=script), script)
    ben.page.goto(f"/live/{session}/")
    ben.settle()
    return ben


@both_ways
def test_a_stale_item_shows_both_versions_and_saves_when_they_were_brought_together(visits, places, script):
    first = visits.page("amina", phone=False, script=script)
    second = first.context.new_page()
    for window in (first, second):
        window.goto(places["stale" if script else "stale-plainly"])
    save(first, THEIRS)
    save(second, MINE)
    expect(second.get_by_text("A colleague changed this item while you were writing.")).to_be_visible()
    expect(second.get_by_label("In your words")).to_have_value(MINE)
    expect(second.locator("pre")).to_have_text(THEIRS)
    save(second, f"{MINE} {THEIRS}")
    expect(second.get_by_text("A colleague changed this item")).to_have_count(0)
    first.reload()
    expect(first.get_by_label("In your words")).to_have_value(f"{MINE} {THEIRS}")


def save(page: Page, words: str) -> None:
    page.get_by_label("In your words").fill(words)
    with page.expect_response(re.compile("/save/$")):
        page.get_by_role("button", name="Save", exact=True).click()


def test_a_draft_from_before_a_colleagues_change_does_not_overwrite_it(visits, places):
    mine = visits.page("amina", phone=False)
    mine.goto(places["draft"])
    mine.get_by_label("In your words").fill(MINE)
    mine.close()
    theirs = visits.page("amina", phone=False)
    theirs.goto(places["draft"])
    save(theirs, THEIRS)
    mine = visits.opened[-2].new_page()
    mine.goto(places["draft"])
    expect(mine.get_by_label("In your words")).to_have_value(MINE)
    mine.get_by_role("button", name="Save", exact=True).click()
    expect(mine.get_by_text("A colleague changed this item while you were writing.")).to_be_visible()
    expect(mine.locator("pre")).to_have_text(THEIRS)


@both_ways
def test_a_summary_that_was_sent_meanwhile_gives_the_typed_words_back(visits, places, script):
    path = places["sent"] if script else places["sent-plainly"]
    first = visits.page("amina", phone=False, script=script)
    second = first.context.new_page()
    for window in (first, second):
        window.goto(path)
    second.get_by_label("In your words").fill(MINE)
    first.get_by_role("button", name="Send for approval").click()
    save(second, MINE)
    expect(second.get_by_text("This summary has been sent for approval.")).to_be_visible()
    assert MINE in [box.input_value() for box in second.locator("textarea").all()]


@both_ways
def test_a_post_edited_in_two_windows_shows_both_versions(visits, script):
    first = visits.page("ben", script=script)
    first.goto("/threads/new/engagement/demonstration-public-spaces/")
    first.get_by_label("Title").fill("Two windows")
    first.get_by_label("Your post").fill("As it was.")
    first.get_by_role("button", name="Open the thread").click()
    first.get_by_role("link", name="Edit").click()
    first.wait_for_url("**/edit/")
    second = first.context.new_page()
    second.goto(first.url)
    second.get_by_label("Your post").fill(MINE)
    first.get_by_label("Your post").fill(THEIRS)
    first.get_by_role("button", name="Save", exact=True).click()
    expect(first.locator("li.post")).to_contain_text(THEIRS)
    second.get_by_role("button", name="Save", exact=True).click()
    expect(second.get_by_text("This post was changed in another window.")).to_be_visible()
    expect(second.get_by_label("Your post")).to_have_value(MINE)
    second.locator("summary", has_text="Saved version").click()
    expect(second.get_by_text(THEIRS, exact=True)).to_be_visible()


def test_an_expired_token_is_renewed_without_a_word(visits):
    ben = ben_in(visits, "tokens")
    ben.page.context.clear_cookies(name="csrftoken")
    ben.ask(TYPED)
    expect(ben.room_question(TYPED)).to_have_count(1)
    ben.page.context.clear_cookies(name="csrftoken")
    ben.page.evaluate("document.querySelector('live-session').socket.line.say = null")  # by the form, then
    with ben.page.expect_response(lambda answer: answer.ok and answer.url.endswith("/vote/")):
        ben.vote(TYPED)
    ben.page.reload()
    expect(ben.votes(TYPED)).to_have_text("1")


def test_an_expired_token_gives_the_words_back_without_javascript(visits):
    text = "Is that “key” a <key> & whose?"
    ben = ben_in(visits, "tokens", script=False)
    ben.box.fill(text)
    ben.page.context.clear_cookies(name="csrftoken")
    ben.press("Ask")
    expect(ben.page.get_by_role("heading", name="Please send this again")).to_be_visible()
    assert text in [box.input_value() for box in ben.page.get_by_role("textbox").all()]
    ben.press("Send again")
    expect(ben.room_question(text)).to_have_count(1)


def test_a_question_waits_for_the_connection_and_arrives_once(visits):
    ben = ben_in(visits, "cuts")
    with offline(ben.page):
        ben.box.fill(TYPED)
        expect(ben.state).to_have_text("Saved on this device")
        ben.press("Ask")
        expect(ben.state).to_have_text("Waiting for a connection; it will be sent")
        expect(ben.box).to_have_value(TYPED)
    expect(ben.state).to_have_text("Sent")
    expect(ben.room_question(TYPED)).to_have_count(1)
    ben.page.reload()
    expect(ben.room_question(TYPED)).to_have_count(1)


def test_a_question_whose_answer_got_lost_arrives_once(visits):
    text = "Did this arrive before the cut?"
    ben = ben_in(visits, "cuts")
    lose_first_answer(ben.page)
    ben.ask(text)
    ben.page.reload()
    expect(ben.room_question(text)).to_have_count(1)


def lose_first_answer(page: Page) -> None:
    """The server gets the question and answers; the answer never reaches the phone."""

    def lose(route: Route) -> None:
        route.fetch()
        route.abort("connectionreset")

    page.route("**/questions/", lose, times=1)


def test_words_changed_after_a_lost_answer_are_a_question_of_their_own(visits):
    """The first form of the words arrived; the second must not be mistaken for it."""
    ben = ben_in(visits, "cuts")
    lose_first_answer(ben.page)
    with ben.page.expect_event("requestfailed"):
        ben.box.fill("A first thought")
        ben.press("Ask")
    ben.page.close()
    ben.page = visits.opened[-1].new_page()
    ben.page.goto("/live/cuts/")
    ben.settle()
    expect(ben.box).to_have_value("A first thought")
    ben.ask("A second thought, and a better one")
    expect(ben.room_question("A first thought")).to_have_count(1)
    expect(ben.room_question("A second thought, and a better one")).to_have_count(1)


def test_words_added_while_the_first_are_on_their_way_stay_in_the_box(visits):
    ben = ben_in(visits, "cuts")
    with offline(ben.page):
        ben.box.fill("What leaves now")
        ben.press("Ask")
        expect(ben.state).to_have_text("Waiting for a connection; it will be sent")
        ben.box.fill("What is still being written")
    expect(ben.room_question("What leaves now")).to_have_count(1)
    expect(ben.box).to_have_value("What is still being written")


def test_a_page_whose_socket_was_cut_shows_what_it_missed(visits):
    ben, chloe = ben_in(visits, "cuts"), Attendee(visits.page("chloe"))
    ben.page.evaluate("document.querySelector('live-session').socket.line.socket.close()")
    expect(ben.page.locator("[data-connection]")).to_have_text("Connecting again …")
    chloe.page.goto("/live/cuts/")
    chloe.settle()
    chloe.ask("Did you miss this?")
    expect(ben.room_question("Did you miss this?")).to_be_visible()
    expect(ben.page.locator("[data-connection]")).to_have_text("Live")


def test_a_draft_comes_back_with_its_choices_after_the_page_was_closed(visits):
    ben = ben_in(visits, "tab")
    ben.box.fill(TYPED)
    ben.page.get_by_label("Ask anonymously").check()
    ben.page.close()
    ben.page = visits.opened[-1].new_page()
    ben.page.goto("/live/tab/")
    expect(ben.box).to_have_value(TYPED)
    expect(ben.page.get_by_label("Ask anonymously")).to_be_checked()
    expect(ben.state).to_have_text("Saved on this device")
    ben.settle()
    ben.press("Ask")
    expect(ben.room_question(TYPED)).to_contain_text("Anonymous")
    ben.page.reload()
    expect(ben.box).to_have_value("")


def test_a_tick_after_a_selection_quotes_the_ticked_sentence(visits, places):
    page = visits.page("amina", phone=False)
    page.goto(places["picks"])
    source = page.locator("article.source").first
    source.locator(".sentence > span").first.click(click_count=2, delay=100)  # as slow as a hand
    expect(page.locator("[data-picked]")).to_have_text(re.compile("^“\\w+”$"))
    second = source.locator(".sentence").nth(1)
    words = second.inner_text()
    second.click()
    page.get_by_role("button", name="Quote").click()
    expect(page.locator("figure.quoted blockquote")).to_have_text(words)


def test_a_summary_with_unsaved_words_is_not_sent(visits, places):
    page = visits.page("amina", phone=False)
    page.goto(places["unsaved"])
    page.get_by_label("In your words").fill(MINE)
    page.get_by_role("button", name="Send for approval").click()
    expect(page.get_by_text("words that are not saved yet")).to_be_visible()
    expect(page.get_by_label("In your words")).to_be_focused()
    save(page, MINE)
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    page.get_by_role("button", name="Send for approval").click()
    expect(page.get_by_text("In review", exact=True)).to_be_visible()
