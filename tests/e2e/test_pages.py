"""Each page by itself, on a phone of 360 pixels, in light and in dark."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.people import Attendee
from tests.e2e.soundness import tab_to, what_axe_finds, what_is_wider_than_the_screen
from tests.e2e.visits import REFUSED, Visits

LIVE = "/live/demonstration-ask-us/"
COMPARED = (
    "/case-studies/compare/?case=demonstration-incident-book"
    "&case=demonstration-the-quiet-room&case=demonstration-women-walking-home"
)
# who, where, what one comes there to do
PAGES = {
    "home": ("", "/", "Join"),
    "mail that was not sent": ("ben", "/development/mail/", "Mail that was not sent"),
    "programme": ("", "/programme/", ""),
    "theme": ("", "/themes/public-spaces/", ""),
    "case studies": ("", "/case-studies/", "Kingfisher Street"),
    "case studies, filtered": ("", "/case-studies/?q=rank&language=en&like=JHB&x=1", "remove this filter"),
    "case studies, none": ("", "/case-studies/?q=xylophnoe&language=en", "Write a case study"),
    "map of case studies": ("", "/case-studies/map/", "KwaDukuza"),
    "case study": ("", "/case-studies/demonstration-kingfisher-street/", "New thread"),
    "case study with a content note": ("", "/case-studies/demonstration-the-quiet-room/", "Exit this page"),
    "case study with a public note": ("", "/case-studies/demonstration-incident-book/", "RIS"),
    "superseded version": (
        "",
        "/case-studies/demonstration-women-walking-home/v/1.0/",
        "Read the current version",
    ),
    "comparison": ("", COMPARED, "Choose others"),
    "choosing what to compare": (
        "",
        "/case-studies/compare/?case=njoli-square-precinct",
        "Search case studies",
    ),
    "nothing to compare": ("", "/case-studies/compare/?case=nowhere", "Search case studies"),
    "building blocks": ("", "/building-blocks/", "safety audit walk"),
    "building block": ("", "/building-blocks/demonstration-safety-audit-walk/", "Building blocks"),
    "read API": ("", "/api/v1/", "openapi.json"),
    "open data": ("", "/open-data/", "cases.csv"),
    "stub": ("", "/case-studies/njoli-square-precinct/", "New thread"),
    "begin a case study": ("ben", "/case-studies/new/", "Begin"),
    "writing": ("ben", "{writing}write/", "Preview"),
    "writing, one line and several": ("ben", "{writing}write/identity/", "Save and next"),
    "writing, ticks and rows": ("ben", "{writing}write/places/", "Save and next"),
    "writing, prose": ("ben", "{writing}write/learning/", "Save and next"),
    "writing, rows": ("ben", "{writing}write/outcomes/", "Add another"),
    "writing, what is missing": ("ben", "{writing}write/outcomes/?check", "Remove"),
    "writing, pictures": ("ben", "{writing}write/pictures/", "Upload"),
    "writing, authors": ("ben", "{writing}write/authors/", "Invite"),
    "bring in a thread": ("amina", "/threads/import/case-study/njoli-square-precinct/", "Look at it"),
    "bring in a document": ("ben", "{writing}import/", "Look at it"),
    "preview": ("ben", "{writing}preview/", "Show the picture"),
    "own case studies": ("chloe", "/case-studies/mine/", "Demonstration: on its way"),
    "own case studies, to edit": ("dineo", "/case-studies/mine/", "Write a case study"),
    "review page": ("chloe", "{on_its_way}review/", "Send my review"),
    "review page, to edit": ("dineo", "{on_its_way}review/", "Ask"),
    "history of a case study": ("ben", "{on_its_way}history/", "Revision 2"),
    "difference of two revisions": ("ben", "{on_its_way}history/1/?with=2", "Compare"),
    "withdrawn": ("", "{withdrawn}", "All case studies"),
    "words to take out": ("dineo", "{on_its_way}redact/", "Look where they stand"),
    "still true": (
        "dineo",
        "/case-studies/demonstration-kingfisher-street/still-true/",
        "Still true as it stands",
    ),
    "engagements": ("", "/engagements/", "Demonstration: an engagement"),
    "engagement": ("", "/engagements/demonstration-public-spaces/", "New thread"),
    "engagement, to facilitate": ("amina", "/engagements/demonstration-public-spaces/", "Plan a session"),
    "municipalities": ("", "/municipalities/", "Limpopo"),
    "municipality": ("", "/municipalities/DEMO1/", "Kingfisher Street"),
    "municipality without a case study": ("", "/municipalities/JHB/", "Write a case study"),
    "threads": ("", "/threads/", "Fifty posts"),
    "threads, filtered": ("ben", "/threads/?q=lamps&kind=tried&state=mine&x=1", "remove this filter"),
    "threads, none": ("", "/threads/?q=xylophone&kind=question", "All threads"),
    "networks": ("", "/networks/", "Stations and ranks after dark"),
    "networks, mine": ("ben", "/networks/", "People who run safety offices"),
    "network": ("ben", "/networks/demonstration-stations-and-ranks-after-dark/", "New thread"),
    "network, by request": ("chloe", "/networks/demonstration-people-who-run-safety-offices/", "Ask to join"),
    "room": (
        "",
        "/networks/demonstration-stations-and-ranks-after-dark/rooms/lamps-and-cables/",
        "Log in to join",
    ),
    "members": ("amina", "/networks/demonstration-people-who-run-safety-offices/members/", "Let in"),
    "settings of a network": (
        "amina",
        "/networks/demonstration-people-who-run-safety-offices/settings/",
        "Save",
    ),
    "rooms of a network": (
        "amina",
        "/networks/demonstration-stations-and-ranks-after-dark/rooms/lamps-and-cables/edit/",
        "Save",
    ),
    "new room": (
        "amina",
        "/networks/demonstration-stations-and-ranks-after-dark/rooms/new/",
        "Make the room",
    ),
    "start a network": ("amina", "/networks/new/", "Start the network"),
    "thread": ("", "{thread}", "Log in to reply"),
    "thread, to reply": ("ben", "{thread}", "Your post"),
    "reply": ("ben", "{posts}2/reply/", "Post the reply"),
    "thread, to facilitate": ("amina", "{at_thread}facilitate/", "Pin"),
    "log of a thread": ("amina", "{at_thread}log/", ""),
    "post, to facilitate": ("amina", "{posts}2/facilitate/", "Split off with its replies"),
    "flag": ("chloe", "{posts}2/flag/", "Send"),
    "review queue": ("amina", "/moderation/", "Show"),
    "log": ("amina", "/moderation/log/", ""),
    "reply that quotes": ("ben", "{posts}2/reply/?quote=1", "Put them into my reply"),
    "reactions to a post": ("ben", "{posts}2/reactions/", ""),
    "bookmark": ("ben", "{posts}2/bookmark/", "Save the bookmark"),
    "bookmarks": ("ben", "/bookmarks/", "Filter"),
    "edit": ("ben", "{posts}2/edit/", "Save"),
    "take back": ("ben", "{posts}2/withdraw/", "Take it back"),
    "history": ("", "{posts}2/history/", ""),
    "new thread": ("ben", "/threads/new/case-study/demonstration-kingfisher-street/", "Open the thread"),
    "drafts": ("ben", "/drafts/", ""),
    "notices": ("ben", "/notices/", "When I am told"),
    "notice settings": ("ben", "/notices/settings/", "Save"),
    "following a thread": ("ben", "{at_thread}watch/", "Every post"),
    "broken link to unsubscribe": ("", "/mail/unsubscribe/broken/", "Notice settings"),
    "join": ("", LIVE, "Join the session"),
    "join by code": ("", "/j/", "Session code"),
    "wrong code": ("", "/j/?code=NOBODY", "Session code"),
    "live": ("ben", LIVE, "Ask"),
    "live with 50 questions": ("ben", "/live/full/", "Your question"),
    "live, closed": ("ben", "/live/demonstration-kingfisher-street-live/", "Live questions"),
    "desk": ("amina", f"{LIVE}desk/", "Let through"),
    "desk with 50 questions": ("amina", "/live/full/desk/", "Answering now"),
    "screen": ("amina", f"{LIVE}screen/", ""),
    "plan a session": ("amina", "/live/new/engagement/demonstration-public-spaces/", "Plan the session"),
    "summaries": ("amina", "/summaries/", "Summary draft"),
    "workbench": ("amina", "{draft}", "Quote"),
    "published summary": ("dineo", "{published}", "Published as recorded learning"),
    "recorded learnings": ("", "/learning/", "what we learned at Kingfisher Street"),
    "recorded learning": ("", "{learning}", "see these words in context"),
    "lessons": ("", "/lessons/", "kiosk"),
    "lessons that failed": ("", "/lessons/?kind=did_not_work", "What worked"),
    "no lessons": ("", "/lessons/?q=xylophone", "All lessons"),
    "lesson": ("", "{lesson}", "Log in to report"),
    "lesson, to report": ("ben", "{lesson}", "We tried this"),
    "wishes": ("dineo", "/lessons/wishes/", ""),
    "wishes for a case study": ("dineo", "/case-studies/demonstration-kingfisher-street/wishes/", ""),
    "words": ("", "{words}", "Demonstration: "),
    "conversations": ("", "/conversations/", "ribbon"),
    "conversation": ("", "/conversations/demonstration-after-the-ribbon/", "Open a thread"),
    "search": ("", "/search/", "Search"),
    "search with results": ("", "/search/?q=light", "Kingfisher Street"),
    "search without results": ("", "/search/?q=xylophone", "All case studies"),
    "log in": ("", "/accounts/login/", "Log in"),
    "sign up": ("", "/accounts/signup/", "Your name"),
    "forgotten password": ("", "/accounts/password/reset/", "Email"),
    "log out": ("ben", "/accounts/logout/", "Log out"),
    "e-mail": ("ben", "/accounts/email/", ""),
    "password": ("ben", "/accounts/password/change/", "Current Password"),
    "person": ("ben", "{ben}", "Change how you appear"),
    "profile": ("ben", "/people/me/", "Save"),
    "not found": ("", "/nowhere/", "Search"),
    "not allowed": ("ben", "/live/new/engagement/demonstration-public-spaces/", "Home"),
}


@pytest.fixture
def visits(visits: Visits, places: dict[str, str]) -> Visits:
    visits.tolerate(REFUSED)
    return visits


def expect_sound(page: Page, act: str = "") -> None:
    assert what_axe_finds(page) == []
    assert what_is_wider_than_the_screen(page) == []
    if act:
        tab_to(page, act)
    page.emulate_media(color_scheme="dark")
    assert what_axe_finds(page, only="color-contrast") == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_sound(visits, places, name):
    who, path, act = PAGES[name]
    page = visits.page(who)
    answer = page.goto(path.format_map(places))
    assert answer is not None
    assert answer.status == {
        "nothing to compare": 404,
        "not found": 404,
        "not allowed": 403,
        "wrong code": 404,
        "broken link to unsubscribe": 404,
        "withdrawn": 410,
    }.get(name, 200)
    expect_sound(page, act)


def test_the_page_that_gives_words_back_is_sound(visits):
    page = visits.page()
    page.goto(LIVE)
    page.get_by_label("Your name").fill("Thandi")
    page.locator("[name=take_part]").check()
    page.context.clear_cookies()
    page.get_by_role("button", name="Join the session").click()
    expect(page.get_by_role("heading", name="Please send this again")).to_be_visible()
    expect_sound(page, "Send again")


def test_a_form_that_came_back_is_sound(visits):
    page = visits.page()
    page.goto(LIVE)
    page.get_by_text("I take part in this exchange.").click()
    page.get_by_role("button", name="Join the session").click()
    expect(page.get_by_text("Please give a name")).to_be_visible()
    expect_sound(page, "Your name")


def test_asking_and_voting_need_only_the_keyboard(visits):
    ben = Attendee(visits.page("ben"))
    ben.page.goto("/live/keys/")
    ben.settle()
    tab_to(ben.page, "Your question")
    ben.page.keyboard.type("Who sweeps the rank?")
    tab_to(ben.page, "Ask")
    tab_to(ben.page, "Ask")
    ben.page.keyboard.press("Enter")
    expect(ben.room_question("Who sweeps the rank?")).to_be_visible()
    tab_to(ben.page, "Vote")
    ben.page.keyboard.press("Enter")
    voted = ben.question("Who sweeps the rank?").get_by_role("button", name=re.compile("Voted$"))
    expect(voted).to_be_focused()
    expect(ben.votes("Who sweeps the rank?")).to_have_text("1")
