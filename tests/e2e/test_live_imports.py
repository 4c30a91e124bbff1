"""A meeting held elsewhere comes in: looked at, taken in with one press, once, undone; the room reads it."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.e2e.people import Attendee, Facilitator
from tests.e2e.soundness import what_axe_finds
from tests.e2e.story import ENGAGEMENT
from tests.e2e.visits import Visits
from tests.forums.actions.live.meetings import FILES, RECORDED

QUESTION, CHATTED, DISMISSED = "Did a driver complain?", 'Who said "whistle"?', "Ke mang ya lefang? (š ê ô)"
COUNTS = {"questions_en.csv": "6 questions. 4 answers.", RECORDED: "7 captions."}


@pytest.fixture(params=[True, False], ids=["with a script", "without a script"])
def script(request) -> bool:
    return request.param


def test_a_meeting_comes_in_once_and_is_undone(visits: Visits, script: bool):
    amina = Facilitator(visits.page("amina", phone=False, script=script), script)
    guest = Attendee(visits.page(script=script), script)
    amina.plan(ENGAGEMENT, f"Held elsewhere {uuid4().hex[:6]}")
    amina.press("Open the session")
    amina.settle()
    guest.join(f"/live/{amina.slug}/", name="Sipho")
    amina.page.get_by_role("link", name="Import a meeting").click()
    files_are_looked_at(amina)
    more_are_added_and_what_was_chosen_stays(amina)
    if script:
        assert what_axe_finds(amina.page) == []
    amina.page.get_by_role("button", name="Take these 3 files in").click()
    for name, told in COUNTS.items():
        expect(imported(amina, name)).to_contain_text(told)
    the_room_has_it(guest, script)
    the_same_file_again_counts_once(amina)
    a_clock_is_corrected(amina)
    it_is_undone(amina)
    guest.page.goto(f"/live/{amina.slug}/")
    expect(guest.page.get_by_text(QUESTION)).to_have_count(0)


def look_at(amina: Facilitator, *files: object, press: str = "Look at them") -> None:
    amina.page.locator("input[type=file]").set_input_files(list(files))
    amina.page.get_by_role("button", name=press).click()


def files_are_looked_at(amina: Facilitator) -> None:
    transcript = {"name": RECORDED, "mimeType": "text/vtt", "buffer": (FILES / "zoom.vtt").read_bytes()}
    look_at(amina, transcript)
    report = amina.page.locator("section", has=amina.page.get_by_role("heading", name=RECORDED))
    expect(report.get_by_text("no time that can be read")).to_be_visible()
    expect(report.get_by_label("It begins at")).to_have_value("2026-04-16T09:58:41")
    report.get_by_label("Seconds to correct").fill("10")


def more_are_added_and_what_was_chosen_stays(amina: Facilitator) -> None:
    look_at(amina, FILES / "questions_en.csv", FILES / "chat_recorded.txt", press="Look at these too")
    expect(amina.page.get_by_label("Seconds to correct").first).to_have_value("10")
    expect(amina.page.get_by_role("heading", name="Nearly the same")).to_be_visible()
    expect(amina.page.get_by_label(CHATTED)).to_be_checked()
    expect(amina.page.get_by_label("Welcome to the safe route")).not_to_be_checked()


def imported(amina: Facilitator, name: str):
    return amina.page.locator(".meeting-import").filter(has_text=name)


def the_room_has_it(guest: Attendee, script: bool) -> None:
    if not script:
        guest.page.reload()
    for words in (QUESTION, CHATTED):
        expect(guest.page.get_by_text(words, exact=True).first).to_be_visible()
    expect(guest.page.get_by_text(DISMISSED)).to_have_count(0)


def the_same_file_again_counts_once(amina: Facilitator) -> None:
    look_at(amina, FILES / "questions_en.csv")
    expect(amina.page.get_by_text("This very file came in on")).to_be_visible()
    amina.page.get_by_role("button", name="Take this file in").click()
    expect(amina.page.get_by_text("questions_en.csv: all of it was here already.")).to_be_visible()
    expect(imported(amina, "questions_en.csv")).to_have_count(1)


def a_clock_is_corrected(amina: Facilitator) -> None:
    row = imported(amina, RECORDED)
    expect(row.get_by_label("Seconds later than told")).to_have_value("10")
    row.get_by_label("Seconds later than told").fill("25")
    row.get_by_role("button", name="Correct its clock").click()
    expect(amina.page.get_by_text(f"The times of {RECORDED} were corrected.")).to_be_visible()
    expect(imported(amina, RECORDED).get_by_label("Seconds later than told")).to_have_value("25")


def it_is_undone(amina: Facilitator) -> None:
    for name in ("questions_en.csv", "chat_recorded.txt", RECORDED):
        imported(amina, name).get_by_role("button", name="Undo this import").click()
        expect(amina.page.get_by_text(f"The import of {name} was undone.")).to_be_visible()
        expect(imported(amina, name).get_by_text("Undone")).to_be_visible()
