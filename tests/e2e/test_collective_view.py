"""The collective view: forty people vote on statements, the result is shown, a late vote is refused."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.soundness import WIDER_THAN_SCREEN, what_axe_finds
from tests.e2e.stored_votes import SAID
from tests.e2e.visits import REFUSED, Visits
from tests.factories.statements import SENTENCES

DRAWN = "Traders should be paid for seeing."


@pytest.fixture
def talk(site) -> str:
    made = site.manage("shell", "-v0", "-c", "from tests.e2e.stored_votes import seed; seed()")
    return f"/conversations/{json.loads(made)['slug']}/"


def vote_through(page: Page, choose) -> None:
    """Vote on one after the other, until all are voted on."""
    for _each in range(len(SENTENCES) + 2):
        card = page.locator(".ballot-card")
        words = card.locator(".ballot-statement").inner_text()
        if "Thank you" in words:
            return
        done = page.locator("progress").get_attribute("value")
        press(page, choose(words))
        expect(page.locator("progress")).not_to_have_attribute("value", done)
    raise AssertionError("there is no end")


def press(page: Page, name: str) -> None:
    page.locator(".ballot-card").get_by_role("button", name=name, exact=True).click()


def as_the_first_camp(words: str) -> str:
    if DRAWN in words:
        return "Agree"
    at = next(place for place, text in enumerate(SENTENCES) if text in words)
    return "Agree" if at == 0 or at % 2 == 0 else "Disagree"


def as_the_other_camp(words: str) -> str:
    if DRAWN in words:
        return "Pass, or unsure"
    at = next(place for place, text in enumerate(SENTENCES) if text in words)
    return "Agree" if at == 0 or at % 2 == 1 else "Disagree"


def draws_from_what_was_said(amina: Page, talk: str) -> None:
    amina.goto(f"{talk}prepare/")
    amina.get_by_role("link", name="Draw statements and put them to the vote").click()
    amina.get_by_role("link", name=f"Draw from this: {SAID[:20]}").click()
    amina.get_by_label("Statement", exact=True).fill(DRAWN)
    amina.get_by_label("It rests on these words").fill("nobody pays them for it")
    assert what_axe_finds(amina) == []
    amina.get_by_role("button", name="Draw it").click()
    expect(amina.locator("#statement-11")).to_contain_text("Put to the vote")


def test_forty_people_vote_and_the_conversation_shows_what_they_think(visits: Visits, talk: str):
    visits.tolerate(REFUSED)
    amina = visits.page("amina", phone=False)
    draws_from_what_was_said(amina, talk)
    ben, guest, late = visits.page("ben"), visits.page(script=False), visits.page()
    for page in (ben, guest, late):
        page.goto(f"{talk}statements/")
    assert ben.evaluate(WIDER_THAN_SCREEN) == []
    assert what_axe_finds(ben) == []
    vote_through(ben, as_the_first_camp)
    vote_through(guest, as_the_other_camp)
    # a vote changes until the close
    guest.get_by_role("link", name="Change your vote on statement 11").click()
    press(guest, "Disagree")
    expect(guest.locator("li[value='11']")).to_contain_text("You disagree")
    amina.goto(f"{talk}prepare/statements/")
    expect(amina.locator("main")).to_contain_text("40 people have voted")
    amina.get_by_role("button", name="Close the voting and show the result").click()
    # one who kept the page open is told
    press(late, "Agree")
    expect(late.get_by_role("alert")).to_contain_text("this vote was not counted")
    the_result_is_shown(amina, talk)
    the_files_are_there(amina, talk)


def the_result_is_shown(page: Page, talk: str) -> None:
    view = page.locator(".collective")
    for _try in range(20):
        page.goto(talk)
        if "being worked out" not in view.inner_text():
            break
        page.wait_for_timeout(300)
    expect(view).to_contain_text("They form 2 groups by how they voted.")
    expect(view).to_contain_text("These groups are stable")
    shared = view.locator("h3:has-text('What all groups share') + ul")
    expect(shared).to_contain_text(SENTENCES[0])
    expect(view.locator("h3:has-text('What divides') + ul li")).not_to_have_count(0)
    expect(view.locator("article.card")).to_have_text([re.compile("Group A"), re.compile("Group B")])
    assert view.locator("svg .dot").count() == 40
    assert what_axe_finds(page) == []


def the_files_are_there(amina: Page, talk: str) -> None:
    votes = amina.request.get(f"{talk}statements.participants-votes.csv")
    lines = votes.text().splitlines()
    assert (votes.status, len(lines)) == (200, 41)
    assert lines[0].startswith("participant,group-id,n-comments,n-votes,n-agree,n-disagree,1,2,3")


def test_an_insight_is_moved_on_the_board_by_drag_and_by_keyboard(visits: Visits, talk: str):
    amina = visits.page("amina", phone=False)
    board = f"{talk}insights/"
    amina.goto(board)
    for title in ("Who sees", "Who pays"):
        amina.locator("#new-title").fill(title)
        amina.get_by_role("button", name="Add the cluster").click()
        expect(amina.locator("#board")).to_contain_text(f"{title} (0)")
    amina.get_by_role("link", name="Insight from this:").click()
    amina.locator("#id_words").fill("nobody pays them for it")
    amina.locator("#id_text").fill("The work is unpaid.")
    amina.get_by_role("button", name="Keep it").click()
    amina.goto(f"{board}?still")  # without a place in the address, to which the page would scroll
    insight, columns = amina.locator("[data-insight]"), amina.locator("[data-cluster]")
    insight.locator(".board-handle").drag_to(columns.nth(2).locator("ul"))
    expect(columns.nth(2)).to_contain_text("The work is unpaid.")
    insight.locator("select").first.select_option(label="Who sees")
    insight.get_by_role("button", name="Move", exact=True).press("Enter")
    expect(columns.nth(1)).to_contain_text("The work is unpaid.")
    assert what_axe_finds(amina) == []
