"""Each page by itself, on a phone of 360 pixels, in light and in dark."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.people import Attendee
from tests.e2e.soundness import expect_sound, tab_to, what_is_wider_than_the_screen
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
    "thread in order": ("ben", "{thread}?order=stream", "Skip to the reply form"),
    "thread where everything happened": ("ben", "{talk}", "Skip to the reply form"),
    "the same in order": ("chloe", "{talk}?order=stream", "Skip to the reply form"),
    "the same, to facilitate": ("amina", "{talk}", "Skip to the reply form"),
    "the same, for a visitor": ("", "{talk}", "Skip the posts"),
    "post by its address": ("ben", "{posts}30/", "Skip to the reply form"),
    "thread that is locked": ("ben", "{locked}", "Skip the posts"),
    "thread that is archived": ("", "{archived}", "Skip the posts"),
    "thread that is hidden": ("amina", "{hidden_thread}", ""),
    "thread of a network": (
        "ben",
        "/threads/new/network/demonstration-stations-and-ranks-after-dark/",
        "Open the thread",
    ),
    "thread on a conversation": (
        "ben",
        "/threads/new/conversation/demonstration-after-the-ribbon/",
        "Open the thread",
    ),
    "log in which much was done": ("amina", "{at_talk}log/", "Undo"),
    "thread, to facilitate after much was done": ("amina", "{at_talk}facilitate/", "Unpin"),
    "post with files, to facilitate": ("amina", "{at_talk}posts/2/facilitate/", "Hide"),
    "post that was hidden, to facilitate": ("amina", "{at_talk}posts/5/facilitate/", ""),
    "post with files, to edit": ("chloe", "{at_talk}posts/2/edit/", "Save"),
    "history of a post that was edited": ("", "{at_talk}posts/2/history/", ""),
    "reactions of several people": ("ben", "{at_talk}posts/2/reactions/", ""),
    "person who is suspended": ("amina", "{elsa}", ""),
    "person, to look after": ("amina", "{chloe_looked_after}", "Warn"),
    "invitation": ("dineo", "{invitation}", "Join the network"),
    "invitation of a member": ("ben", "{invitation}", "To the network"),
    "invitation that is over": ("dineo", "{over}", ""),
    "link to unsubscribe": ("", "{unsubscribe}", ""),
    "room for some": ("amina", "{closed_room}", "New thread"),
    "room for some, its people": ("amina", "{closed_room}edit/", "Save"),
    "bookmarks with notes": ("chloe", "/bookmarks/", "Filter"),
    "drafts that wait": ("chloe", "/drafts/", ""),
    "notices of Amina": ("amina", "/notices/", "When I am told"),
    "bring in a thread of a network": (
        "amina",
        "/threads/import/network/demonstration-stations-and-ranks-after-dark/",
        "Look at it",
    ),
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
    "workbench": ("amina", "{draft}", "Send for approval"),
    "threads of a summary": ("amina", "{draft}threads/", "Back to the workbench"),
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
        "invitation that is over": 404,
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


def test_the_report_on_a_thread_from_elsewhere_is_sound(visits):
    page = visits.page("amina")
    page.goto("/threads/import/case-study/njoli-square-precinct/")
    rows = (
        "number,parent,author,date,text,title\n1,,Thandi,2024-03-01,Who counts?,Lights\n2,9,,never,We do.,\n"
    )
    file = {"name": "thread.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_text("posts are new here")).to_be_visible()
    expect_sound(page, "Title")


def test_a_preview_without_scripts_is_sound(visits, places):
    page = visits.page("chloe", script=False)
    page.goto(f"{places['posts']}2/reply/")
    page.get_by_label("Your post", exact=True).fill("**Lamps**\n\n- one\n- two\n\n> three")
    page.get_by_role("button", name="Preview", exact=True).click()
    expect(page.locator("[data-shown] strong")).to_have_text("Lamps")
    # axe is a script itself: the same page is looked at where scripts run
    assert what_is_wider_than_the_screen(page) == []


def test_an_invitation_link_that_was_made_is_sound(visits):
    page = visits.page("amina")
    page.goto("/networks/demonstration-people-who-run-safety-offices/members/")
    page.get_by_role("button", name="Make a link").click()
    expect(page.get_by_text("/invitations/")).to_be_visible()
    expect_sound(page)


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
