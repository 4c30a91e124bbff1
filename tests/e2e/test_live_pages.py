"""Each page of a live session by itself: on a phone and at a desk, in light and in dark, without script."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.people import Attendee, Facilitator
from tests.e2e.soundness import expect_sound, what_axe_finds, what_is_wider_than_the_screen
from tests.e2e.story import ENGAGEMENT
from tests.e2e.visits import DESKTOP, REFUSED, Visits

OPEN, CLOSED = "/live/demonstration-ask-us/", "/live/demonstration-kingfisher-street-live/"
DIGESTS = {1: "1 new question", 3: "3 new questions"}
LISTEN = """() => {
  window.said = [];
  const hear = ([{ target }]) => {
    const region = target.parentElement?.closest("[role=status], [role=alert], [aria-live]") || target;
    if (region.textContent.trim()) window.said.push(region.textContent.trim());
  };
  const observe = { childList: true, characterData: true, subtree: true };
  const regions = "live-session :is([role=status], [role=alert], [aria-live])";
  const hearing = new MutationObserver(hear);
  for (const region of document.querySelectorAll(regions)) hearing.observe(region, observe);
}"""
# who, where, what one comes there to do
PAGES = {
    "live sessions": ("", "/live/", "ask the Kingfisher Street team"),
    "join": ("", OPEN, "Join the session"),
    "room": ("ben", OPEN, "Ask"),
    "one's part": ("ben", f"{OPEN}you/", "Save"),
    "captions": ("ben", f"{OPEN}captions/read/", ""),
    "desk": ("amina", f"{OPEN}desk/", "Let through"),
    "settings": ("amina", f"{OPEN}desk/settings/", "Save"),
    "people": ("amina", f"{OPEN}desk/people/", "Block"),
    "agenda": ("amina", f"{OPEN}desk/agenda/", "Add this part"),
    "minutes": ("amina", f"{OPEN}minutes/", "Note this"),
    "captions and recording": ("amina", f"{OPEN}desk/record/", "Save the recording"),
    "handover": ("amina", f"{OPEN}desk/handover/", ""),
    "closing": ("amina", f"{OPEN}desk/close/", "Close the session"),
    "screen": ("amina", f"{OPEN}screen/", ""),
    "overlay": ("amina", f"{OPEN}screen/?overlay", ""),
    "closed room": ("ben", CLOSED, ""),
    "closed desk": ("amina", f"{CLOSED}desk/", "Reopen the session"),
    "report": ("amina", f"{CLOSED}report/", "CSV"),
    "outcome": ("", f"{CLOSED}outcome/", ""),
    "follow-up": ("amina", f"{CLOSED}desk/follow-up/", ""),
    "import": ("amina", f"{CLOSED}desk/import/", "Look at them"),
}


@pytest.fixture
def visits(visits: Visits) -> Visits:
    visits.tolerate(REFUSED)
    return visits


def go(page: Page, path: str) -> None:
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200


@pytest.mark.parametrize("name", PAGES)
def test_a_live_page_is_sound(visits: Visits, name):
    who, path, act = PAGES[name]
    page = visits.page(who, reduced_motion="reduce")  # colours that change slowly would be measured between
    go(page, path)
    expect_sound(page, act)
    page.set_viewport_size(DESKTOP["viewport"])
    page.emulate_media(color_scheme="light")
    assert what_axe_finds(page) == []
    assert what_is_wider_than_the_screen(page) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_live_page_without_script_fits_a_phone(visits: Visits, name):
    who, path, _act = PAGES[name]
    page = visits.page(who, script=False)
    go(page, path)
    expect(page.locator("h1").first).to_be_attached()
    assert what_is_wider_than_the_screen(page) == []


def test_a_rehearsal_and_its_end_are_sound(visits: Visits):
    amina = Facilitator(visits.page("amina"))
    amina.page.goto(f"/engagements/{ENGAGEMENT}/")
    amina.page.get_by_role("link", name="Plan a session").click()
    amina.page.get_by_label("Title").fill("To be rehearsed")
    amina.page.get_by_label("This is a rehearsal").check()
    expect_sound(amina.page, "Plan the session")
    amina.press("Plan the session")
    expect(amina.page.locator(".mark.rehearsal")).to_be_visible()
    expect_sound(amina.page, "Open the session")
    amina.page.get_by_role("link", name="End the rehearsal", exact=True).click()
    expect_sound(amina.page, "Copy into a real session")


def test_the_lobby_and_the_desk_before_the_session_are_sound(visits: Visits):
    amina = Facilitator(visits.page("amina"))
    amina.plan(ENGAGEMENT, "Not yet begun")
    expect_sound(amina.page, "Open the session")
    for who, act in (("", "Join the session"), ("ben", "Join the session")):
        page = visits.page(who)
        go(page, f"/live/{amina.slug}/")
        expect_sound(page, act)


def test_a_screen_reader_hears_one_digest_in_ten_seconds_and_no_list_again(visits: Visits):
    amina = Facilitator(visits.page("amina", phone=False))
    amina.plan(ENGAGEMENT, "Heard, not seen")
    amina.open()
    reader, others = Attendee(visits.page()), Attendee(visits.page("ben"))
    reader.page.clock.install()
    reader.join(f"/live/{amina.slug}/", name="Sipho")
    others.join(f"/live/{amina.slug}/")
    reader.page.evaluate(LISTEN)
    for words in (["Who sweeps?", "Who pays?", "Who knows?"], ["Who asks?"]):
        for text in words:
            others.ask(text)
            amina.let_through(text)
            expect(reader.room_question(text)).to_be_visible()
        before = len(said_to(reader))
        reader.page.clock.fast_forward(10_000)
        expect(reader.page.locator("[data-digest]")).to_have_text(DIGESTS[len(words)])
        assert len(said_to(reader)) == before + 1
    assert said_to(reader) == [DIGESTS[3], DIGESTS[1]]
    spoken = reader.page.locator("[aria-live] .question, [role=status] .question, [role=alert] .question")
    expect(spoken).to_have_count(0)


def said_to(reader: Attendee) -> list[str]:
    """What every live region of the page has said since it was listened to."""
    said: list[str] = reader.page.evaluate("window.said")
    return said
