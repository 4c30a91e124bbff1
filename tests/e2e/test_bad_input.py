"""Bad input at the ask box and elsewhere: a clear message where the person is, and nothing typed is lost."""

import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.people import Attendee, Facilitator
from tests.e2e.visits import REFUSED, Visits

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"
TYPED = "Who has the key of the kiosk?"

both_ways = pytest.mark.parametrize("script", [True, False], ids=["live", "plain"])


@pytest.fixture
def visits(visits: Visits, places: dict[str, str]) -> Visits:
    visits.tolerate(REFUSED)
    return visits


def attendee(visits: Visits, who: str, session: str, *, script: bool = True) -> Attendee:
    person = Attendee(visits.page(who, script=script), script)
    person.page.goto(f"/live/{session}/")
    person.settle()
    return person


def expect_refusal(person: Attendee, words: str, typed: str) -> None:
    expect(person.page.get_by_text(words)).to_be_visible()
    expect(person.box).to_have_value(typed)


@both_ways
def test_an_empty_question_is_refused_beside_the_box(visits, script):
    ben = attendee(visits, "ben", "words", script=script)
    ben.box.fill("   ")
    ben.press("Ask")
    expect(ben.page.get_by_text("Please write your question first.")).to_be_visible()


@both_ways
def test_an_over_long_question_is_refused_whole(visits, script):
    pasted = "What about the light? " * 30
    ben = attendee(visits, "ben", "words", script=script)
    ben.box.focus()
    ben.page.keyboard.insert_text(pasted)
    ben.press("Ask")
    expect_refusal(ben, "A question can have 500 characters; yours has 659", pasted)


def test_script_in_a_question_is_only_text_in_every_browser(visits):
    chloe = attendee(visits, "chloe", "words")
    ben = attendee(visits, "ben", "words")
    ben.ask(SCRIPT)
    expect(chloe.room_question(SCRIPT).locator(".question-text")).to_have_text(SCRIPT)
    assert chloe.page.locator(".question script, .question img").count() == 0


def test_script_in_a_thread_is_only_text(visits):
    page = visits.page("ben")
    page.goto("/threads/new/case-study/demonstration-kingfisher-street/")
    page.get_by_label("Title").fill(SCRIPT)
    page.get_by_label("Your post").fill(f"{SCRIPT} [press](javascript:alert(3)) <b onclick=alert(4)>bold</b>")
    page.get_by_role("button", name="Open the thread").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(SCRIPT)
    post = page.locator("li.post .prose")
    expect(post).to_contain_text(SCRIPT)
    assert post.locator("script, img, a, b").count() == 0


def test_script_in_a_guests_name_is_only_text(visits):
    thandi = Attendee(visits.page())
    thandi.join("/live/words/", name=SCRIPT)
    thandi.ask("Is my name my own?")
    expect(thandi.question("Is my name my own?")).to_contain_text(SCRIPT)
    assert thandi.page.locator(".question script, .question img").count() == 0


@pytest.mark.parametrize(
    ("path", "box"),
    [("/live/words/questions/", "Your question"), ("/threads/{thread}/reply/", "Your post")],
    ids=["question", "post"],
)
def test_bytes_that_are_not_utf_8_come_back_to_be_corrected(visits, places, path, box):
    page = visits.page("ben", script=False)
    page.goto("/live/words/")
    number = places["thread"].split("/")[2]
    body = b"text=caf%E9+or+caf%FF&" + urlencode({"csrfmiddlewaretoken": token_of(page)}).encode()
    answer = page.request.post(
        path.format(thread=number),
        data=body,
        headers={"Content-Type": "application/x-www-form-urlencoded", "Referer": page.url},
    )
    assert answer.status == 400
    page.set_content(answer.text())
    expect(page.get_by_text("Some characters arrived broken")).to_be_visible()
    expect(page.get_by_role("textbox", name=box)).to_have_value("caf� or caf�")


def token_of(page: Page) -> str:
    return page.locator("[name=csrfmiddlewaretoken]").first.input_value()


@pytest.mark.parametrize("path", ["/search/?q=%FF%00", "/j/?code=%FF%00", "/live/%FF/", "/threads/1/%FF/"])
def test_an_address_that_is_not_utf_8_gets_a_page(visits, path):
    answer = visits.page().request.get(path)
    assert answer.status in {200, 404}
    assert "Municipal Safety Exchange" in answer.text()


@both_ways
def test_a_wrong_code_stays_in_the_box_beside_what_a_code_looks_like(visits, script):
    page = visits.page(script=script)
    page.goto("/")
    page.get_by_label("In a live session? Type its code").fill("0O1I")
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_text("No session has the code “0O1I”. A code has six signs")).to_be_visible()
    expect(page.get_by_label("Session code")).to_have_value("0O1I")
    page.goto("/j/nobody/")
    expect(page.get_by_text("No session has the code “NOBODY”")).to_be_visible()


@both_ways
def test_a_question_may_be_sent_before_the_session_opens(visits, script):
    ben = attendee(visits, "ben", "not-yet", script=script)
    expect(ben.page.get_by_text("You can send questions already: they wait for the opening")).to_be_visible()
    ben.box.fill(TYPED)
    ben.press("Ask")
    expect(ben.page.locator(".question", has_text=TYPED).first).to_contain_text("Only you see this")


def test_a_session_that_closes_while_one_types_says_so_and_leaves_the_words(visits):
    ben = attendee(visits, "ben", "closing")
    ben.box.fill(TYPED)
    close("closing", visits)
    expect(ben.page.get_by_text("This session has closed without a question.")).to_be_visible()
    ben.press("Ask")
    expect_refusal(ben, "This session has closed. You can continue in its discussion.", TYPED)
    ben.page.reload()
    expect(ben.page.get_by_label("Your question was not sent")).to_have_value(TYPED)


def test_a_session_that_closes_while_one_types_returns_the_words_without_javascript(visits):
    ben = attendee(visits, "ben", "closing-plainly", script=False)
    ben.box.fill(TYPED)
    close("closing-plainly", visits)
    ben.press("Ask")
    expect(ben.page.get_by_text("This session has closed. You can continue")).to_be_visible()
    expect(ben.page.get_by_label("Your question was not sent")).to_have_value(TYPED)


def close(session: str, visits: Visits) -> None:
    amina = Facilitator(visits.page("amina", phone=False))
    amina.page.goto(f"/live/{session}/desk/")
    amina.close()


def test_closing_in_two_windows_opens_one_summary(visits):
    first = Facilitator(visits.page("amina", phone=False))
    second = Facilitator(first.page.context.new_page())
    for window in (first, second):
        window.page.goto("/live/closing-twice/desk/")
        window.page.get_by_role("link", name="Close the session …").click()
    for window in (first, second):
        window.press("Close the session and open its summary")
        expect(window.page.get_by_role("heading", name="What was said")).to_be_visible()
    assert re.search(r"/summaries/\d+/$", first.page.url)
    assert second.page.url == first.page.url


def test_a_vote_from_two_windows_and_a_double_click_count_once(visits):
    chloe = attendee(visits, "chloe", "votes")
    chloe.ask(TYPED)
    first = attendee(visits, "ben", "votes")
    second = Attendee(first.page.context.new_page())
    second.page.goto("/live/votes/")
    second.settle()
    first.vote(TYPED)
    expect(chloe.votes(TYPED)).to_have_text("1")
    second.question(TYPED).get_by_role("button", name=re.compile("Vote$")).dblclick()
    expect(second.question(TYPED).get_by_role("button", name=re.compile("Voted$"))).to_be_visible()
    for person in (first, second, chloe):
        person.page.reload()
        expect(person.votes(TYPED)).to_have_text("1")


@both_ways
def test_an_empty_reply_is_refused_beside_the_box(visits, places, script):
    page = visits.page("ben", script=script)
    page.goto(places["thread"])
    page.get_by_label("Your post").fill(" \n ")
    page.get_by_role("button", name="Post", exact=True).click()
    expect(page.get_by_text("Please write something first.")).to_be_visible()
