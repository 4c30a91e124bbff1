"""Polls: a facilitator asks, a member and a guest answer, the room sees results once they are shown."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.people import Attendee, Facilitator
from tests.e2e.soundness import what_axe_finds
from tests.e2e.story import ENGAGEMENT
from tests.e2e.visits import Visits

RANKED, CLOUD = "What comes first at a rank?", "One word for your street?"


@pytest.fixture(params=[True, False], ids=["with a script", "without a script"])
def script(request) -> bool:
    return request.param


def test_the_room_answers_polls_and_sees_results_once_they_are_shown(visits: Visits, script: bool):
    amina = Facilitator(visits.page("amina", phone=False, script=script), script)
    ben = Attendee(visits.page("ben", script=script), script)
    guest = Attendee(visits.page(script=script), script)
    amina.plan(ENGAGEMENT, f"Polls {uuid4().hex[:6]}")
    amina.press("Open the session")
    amina.settle()
    ben.join(f"/live/{amina.slug}/")
    guest.join(f"/live/{amina.slug}/", name="Sipho")
    prepare(amina, "Ranking", RANKED, "Light\nPeople\nToilets")
    prepare(amina, "Word cloud", CLOUD, "")
    for title in (RANKED, CLOUD):
        act(amina, title, "Open")
    a_ranking_is_answered_and_changed(ben)
    words_are_answered(ben, "Busy")
    words_are_answered(guest, "busy!")
    words_stay_unseen_until_they_are_shown(amina, ben)
    words_are_taken_out_and_the_act_is_undone(amina, ben)
    if script:
        assert what_axe_finds(ben.page) == []
        assert what_axe_finds(amina.page, only="label") == []


def prepare(amina: Facilitator, kind: str, title: str, options: str) -> None:
    page = amina.page.locator("desk-polls")
    if page.locator("details.poll-new:not([open])").count():
        page.locator("details.poll-new > summary").click()
    page.get_by_label("Kind").select_option(kind)
    page.get_by_label("What you ask").fill(title)
    page.get_by_label("Options").fill(options)
    page.get_by_role("button", name="Keep this poll ready").click()
    expect(poll(amina, title)).to_have_count(1)


def poll(person: Attendee | Facilitator, title: str) -> Locator:
    return person.page.locator("li.poll").filter(has_text=title)


def act(amina: Facilitator, title: str, name: str) -> None:
    poll(amina, title).get_by_role("button", name=re.compile(f"^{name}")).first.click()


def send(person: Attendee, title: str, name: str = "Send my answer") -> None:
    poll(person, title).get_by_role("button", name=name).click()
    expect(poll(person, title).get_by_text("You have answered")).to_be_visible()


def a_ranking_is_answered_and_changed(ben: Attendee) -> None:
    ben.look()
    ranking = poll(ben, RANKED)
    expect(ranking.get_by_label("Place of Light")).to_have_value("")
    if ben.is_live:
        up = ranking.get_by_role("button", name="Up: Toilets")
        up.focus()
        ben.page.keyboard.press("Enter")
        ben.page.keyboard.press("Enter")
        expect(up).to_be_focused()
    else:
        for option, place in (("Toilets", "1"), ("Light", "2"), ("People", "3")):
            ranking.get_by_label(f"Place of {option}").select_option(place)
    send(ben, RANKED)
    ranking.get_by_label("Place of Light").select_option("1")
    if not ben.is_live:
        ranking.get_by_label("Place of Toilets").select_option("2")
    send(ben, RANKED, "Change my answer")
    expect(ranking).to_contain_text("1. Light, 2. Toilets")
    ben.page.reload()
    expect(poll(ben, RANKED).get_by_label("Place of Light")).to_have_value("1")
    expect(poll(ben, RANKED).get_by_label("Place of Toilets")).to_have_value("2")


def words_are_answered(person: Attendee, word: str) -> None:
    person.look()
    poll(person, CLOUD).get_by_label("A word or two").fill(word)
    send(person, CLOUD)


def words_stay_unseen_until_they_are_shown(amina: Facilitator, ben: Attendee) -> None:
    ben.look()
    expect(poll(ben, CLOUD)).to_contain_text("2 people have answered")
    expect(poll(ben, CLOUD).locator("[data-results]")).to_be_empty()
    amina.look()
    expect(poll(amina, CLOUD).locator(".poll-cloud")).to_have_text(re.compile("busy", re.IGNORECASE))
    act(amina, CLOUD, "Show the results")
    expect(poll(amina, CLOUD).get_by_text("The room sees the results")).to_be_visible()
    ben.look()
    expect(poll(ben, CLOUD).locator(".poll-cloud span")).to_have_count(1)
    poll(ben, CLOUD).locator("summary").click()
    expect(poll(ben, CLOUD).get_by_role("row", name=re.compile("Busy 2"))).to_be_visible()


def words_are_taken_out_and_the_act_is_undone(amina: Facilitator, ben: Attendee) -> None:
    amina.look()
    poll(amina, CLOUD).get_by_text("Take words out of the results").click()
    undo = amina.page.locator("form[data-undo] [name=seq]")
    before = undo.input_value()
    act(amina, CLOUD, "Take out")
    expect(undo).not_to_have_value(before)
    ben.look()
    expect(poll(ben, CLOUD).locator(".poll-cloud")).to_have_count(0)
    amina.look()
    amina.page.get_by_role("button", name=re.compile("^Undo")).first.click()
    amina.settle()
    ben.look()
    expect(poll(ben, CLOUD).locator(".poll-cloud span")).to_have_count(1)
