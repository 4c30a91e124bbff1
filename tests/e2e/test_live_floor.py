"""Agenda, hands, minutes and captions: Amina at her desk, two members, a guest without script, the wall."""

import json
import re
import urllib.request
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.people import Attendee, Facilitator
from tests.e2e.story import ENGAGEMENT
from tests.e2e.visits import Visits

AGENDA = ("Welcome", "The taxi rank")
PASTED = "Amina: Welcome, all of you."
FIRST, SECOND, TURN = (
    "Your hand is up. You are number 1 in the queue.",
    "Your hand is up. You are number 2 in the queue.",
    "It is your turn to speak.",
)


@pytest.fixture
def amina(visits: Visits) -> Facilitator:
    """Her session is open, with an agenda of two parts."""
    facilitator = Facilitator(visits.page("amina", phone=False))
    facilitator.plan(ENGAGEMENT, "On the floor")
    facilitator.open()
    facilitator.page.get_by_role("link", name="Change the agenda").click()
    for title in AGENDA:
        facilitator.page.get_by_label("Title", exact=True).last.fill(title)
        facilitator.press("Add this part")
    facilitator.page.get_by_role("link", name="Back to the desk").click()
    facilitator.settle()
    return facilitator


def named(name: str) -> re.Pattern[str]:
    """The name of a button that goes on for those who hear it: "Call: Sipho"."""
    return re.compile(f"^{name.replace(':', ' ?:')}$")


def press(person: Facilitator, name: str) -> None:
    person.page.get_by_role("button", name=named(name)).click()


def now_line(page: Page) -> Locator:
    return page.locator("live-agenda [data-field=now]")


def own_line(person: Attendee) -> Locator:
    return person.page.locator("[data-own-line]")


def send_captions(url: str, token: str, *captions: dict[str, str]) -> int:
    """As a captioning service does; returns how many were new."""
    request = urllib.request.Request(  # noqa: S310 - our own site
        url,
        json.dumps({"captions": captions}).encode(),
        {"Content-Type": "application/json", "Authorization": f"Bearer {token}"},
    )
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        return int(json.load(answer)["added"])


@dataclass
class Room:
    amina: Facilitator
    ben: Attendee
    chloe: Attendee
    sipho: Attendee  # a guest, on a phone without script
    wall: Page
    path: str


@pytest.fixture
def room(visits: Visits, amina: Facilitator) -> Room:
    wall = visits.page(phone=False)
    wall.goto(amina.screen_link)
    ben, chloe = Attendee(visits.page("ben")), Attendee(visits.page("chloe"))
    sipho = Attendee(visits.page(script=False), is_live=False)
    room = Room(amina, ben, chloe, sipho, wall, path=f"/live/{amina.slug}/")
    for member in (ben, chloe):
        member.join(room.path)
    sipho.join(room.path, name="Sipho")
    return room


def test_what_is_on_is_on_every_page(room: Room):
    room.amina.page.locator("desk-screen").get_by_role("button", name="Agenda", exact=True).click()
    for title in AGENDA:
        room.amina.press("Start the next part")
        for phone in (room.ben, room.chloe):
            expect(now_line(phone.page)).to_have_text(title)
            expect(phone.page.locator(".agenda-now gentle-timer")).to_contain_text("left")
        expect(room.wall.locator("screen-agenda [aria-current=step] [data-title]")).to_have_text(title)
    room.sipho.look()
    expect(now_line(room.sipho.page)).to_have_text(AGENDA[-1])
    expect(room.sipho.page.locator(".agenda-now gentle-timer")).to_contain_text("since")


def test_who_raises_a_hand_is_called_and_has_a_turn(room: Room):
    amina, ben, chloe, sipho = room.amina, room.ben, room.chloe, room.sipho
    sipho.press("Raise my hand")
    expect(own_line(sipho)).to_have_text(FIRST)
    ben.press("Raise my hand")
    expect(own_line(ben)).to_have_text(SECOND)
    press(amina, "Call: Sipho")
    expect(own_line(ben)).to_have_text(FIRST)
    expect(room.wall.locator("[data-speaking]")).to_have_text("Sipho")
    expect(room.wall.locator("[data-waiting]")).to_have_text("1 more hand is up")
    chloe.page.locator("live-hands summary").click()
    expect(chloe.page.locator(".hand").first).to_contain_text("Sipho")
    timer = amina.page.locator(".hand gentle-timer:visible")
    expect(timer).to_contain_text("left")
    press(amina, "2 minutes more: Sipho")
    expect(timer).to_contain_text(re.compile("[34]:[0-5][0-9]"))
    sipho.look()
    expect(own_line(sipho)).to_have_text(TURN)
    press(amina, "Done: Sipho")
    expect(amina.page.locator(".hand")).to_have_count(1)
    press(amina, "Call: Ben")
    expect(own_line(ben)).to_have_text(TURN)
    ben.press("Take my hand down")
    expect(amina.page.locator(".hand")).to_have_count(0)
    expect(room.wall.locator("[data-turn]")).to_be_hidden()


@pytest.mark.parametrize("script", [True, False])
def test_a_note_taker_writes_minutes_that_everybody_reads(visits: Visits, room: Room, script):
    desk = Facilitator(visits.page("amina", phone=False, script=script), is_live=False)
    desk.page.goto(f"{room.path}desk/record/")
    desk.page.get_by_label("A member who takes part").select_option("Ben")
    desk.press("Let them take minutes")
    expect(desk.page.get_by_role("button", name=named("No longer: Ben"))).to_be_visible()
    notes = visits.page("ben", script=script)
    notes.goto(f"{room.path}minutes/")
    notes.get_by_label("What was said").fill("The traders pay for the lamps.")
    notes.get_by_role("button", name="Note this").click()
    expect(notes.locator(".minute")).to_contain_text(["The traders pay for the lamps."])
    notes.locator(".minute summary").click()
    notes.locator(".minute").get_by_label("What was said").fill("The traders share the lamps.")
    notes.get_by_role("button", name="Save the correction").click()
    expect(notes.locator(".minute > span")).to_have_text(["The traders share the lamps."])
    for reader in (room.chloe, room.sipho):
        reader.look()
        reader.page.locator("live-minutes summary").click()
        expect(reader.page.locator("live-minutes .minute-list")).to_contain_text(
            "The traders share the lamps."
        )
    press(desk, "No longer: Ben")
    expect(desk.page.get_by_role("button", name=named("No longer: Ben"))).to_have_count(0)


def test_captions_are_pasted_or_sent_and_no_phone_is_told_a_word_before_it_asks(room: Room):
    page, ben, sipho = room.amina.page, room.ben, room.sipho
    page.goto(f"{room.path}desk/record/")
    page.get_by_text("Paste captions").click()
    page.locator("form", has=page.get_by_role("button", name="Add these captions")).locator("textarea").fill(
        PASTED
    )
    room.amina.press("Add these captions")
    page.get_by_text("Let a captioning service send them").click()
    room.amina.press("Make a token")
    page.get_by_text("Let a captioning service send them").click()
    url = page.locator("code.token").first.inner_text()
    token = page.locator("code.token").last.inner_text().split("Bearer ")[1]
    words = {"text": "We counted forty lamps.", "speaker": "Ben J", "key": "1"}
    assert send_captions(url, token, words) == 1
    assert send_captions(url, token, words) == 0
    captions = ben.page.locator("live-captions")
    expect(captions.locator("summary")).to_be_visible()
    assert not any("forty lamps" in frame for frame in ben.frames)
    captions.locator("summary").click()
    expect(captions).to_contain_text("We counted forty lamps.")
    expect(captions).to_contain_text("Welcome, all of you.")
    sipho.look()
    sipho.page.locator("live-captions summary").click()
    sipho.page.get_by_role("link", name="Read the captions on a page of their own").click()
    expect(sipho.page.locator("main")).to_contain_text("We counted forty lamps.")


def test_the_record_keeps_what_was_noted_and_leads_into_the_recording(room: Room):
    page = room.amina.page
    page.goto(f"{room.path}minutes/")
    page.get_by_label("What was said").fill("The traders share the lamps.")
    room.amina.press("Note this")
    page.goto(f"{room.path}desk/record/")
    page.get_by_label("Link of the recording").fill("https://youtu.be/abc")
    page.get_by_label("It begins at").fill("2026-01-01T10:00:00")
    room.amina.press("Save the recording")
    page.goto(f"{room.path}minutes/")
    expect(page.locator("a.moment")).to_have_attribute("href", re.compile(r"^https://youtu\.be/abc\?t=\d+$"))
    page.goto(f"{room.path}desk/")
    room.amina.close()
    page.goto(f"{room.path}desk/record/")
    page.get_by_role("link", name="Record of the session").click()
    expect(page.locator("main")).to_contain_text("The traders share the lamps.")
    expect(page.locator("main")).to_contain_text("In the recording at")


@pytest.mark.parametrize("script", [True, False])
def test_the_desk_goes_through_the_agenda_with_and_without_script(visits: Visits, amina: Facilitator, script):
    desk = Facilitator(visits.page("amina", script=script), is_live=script)
    desk.page.goto(f"/live/{amina.slug}/desk/")
    desk.press("Start the next part")
    expect(desk.page.locator("[data-field=now]")).to_have_text("Welcome")
    press(desk, "5 minutes more: Welcome")
    expect(desk.page.locator(".agenda-item").first).to_contain_text("15 minutes")
    press(desk, "End: Welcome")
    expect(desk.page.locator(".agenda-item").first).to_contain_text("Over")
    desk.page.get_by_role("link", name="Change the agenda").click()
    press(desk, "Down: Welcome")
    expect(desk.page.locator(".agenda-item > p > strong")).to_have_text(["The taxi rank", "Welcome"])
    press(desk, "Remove: Welcome")
    expect(desk.page.locator(".agenda-item > p > strong")).to_have_text(["The taxi rank"])
