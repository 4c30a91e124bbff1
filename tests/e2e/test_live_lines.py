"""Where sockets are blocked, and where data is dear: the same session by other lines."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import story
from tests.e2e.people import Attendee, Facilitator
from tests.e2e.visits import OFFLINE, Visits

EVENTS, STATE = re.compile(r"/live/[^/]+/events/"), re.compile(r"/live/[^/]+/state/")
NO_SOCKETS = """window.WebSocket = class extends EventTarget {
  constructor() {
    super();
    setTimeout(() => this.dispatchEvent(new CloseEvent("close", { code: 1006 })), 10);
  }
  close() {}
};"""


@pytest.fixture
def amina(visits):
    person = Facilitator(visits.page("amina", phone=False))
    person.plan(story.ENGAGEMENT, "By other lines")
    person.open()
    return person


def on_a_blocked_network(visits: Visits, *, events: bool) -> Attendee:
    """Ben behind a firewall that lets no socket through, and maybe no stream."""
    page = visits.page("ben")
    page.add_init_script(NO_SOCKETS)
    if not events:
        visits.tolerate(OFFLINE)
        page.route(EVENTS, lambda route: route.abort())
    return Attendee(page)


def asked_for(page: Page, pattern: re.Pattern[str]) -> list[str]:
    urls: list[str] = []
    page.on("request", lambda request: pattern.search(request.url) and urls.append(request.url))
    return urls


def take_part(amina: Facilitator, ben: Attendee) -> None:
    """What he asks reaches the desk, and what happens there reaches him, without a reload."""
    ben.ask(story.LIGHTS)
    amina.let_through(story.LIGHTS)
    expect(ben.room_question(story.LIGHTS)).to_be_visible()
    amina.answer_now(story.LIGHTS)
    expect(ben.room_question(story.LIGHTS).get_by_text("Answering now")).to_be_visible(timeout=20_000)
    assert ben.is_still_on_the_same_page()


def test_without_sockets_news_comes_as_events_and_the_visit_remembers_it(visits, amina):
    ben = on_a_blocked_network(visits, events=True)
    ben.join(f"/live/{amina.slug}/")
    take_part(amina, ben)
    assert ben.page.evaluate("sessionStorage['live-line']") == "events"
    events = asked_for(ben.page, EVENTS)
    ben.page.reload()
    ben.settle()
    assert len(events) == 1


def test_without_sockets_and_streams_the_page_asks_again_and_again(visits, amina):
    ben = on_a_blocked_network(visits, events=False)
    states: list[int] = []
    ben.page.on("response", lambda answer: STATE.search(answer.url) and states.append(answer.status))
    expect.set_options(timeout=40_000)
    try:
        ben.join(f"/live/{amina.slug}/")
        take_part(amina, ben)
    finally:
        expect.set_options(timeout=10_000)
    assert ben.page.evaluate("sessionStorage['live-line']") == "asking"
    assert set(states) == {200, 304}


def test_a_session_tells_what_it_costs_and_costs_less_when_asked_to(visits, amina):
    ben = Attendee(visits.page("ben"))
    ben.join(f"/live/{amina.slug}/")
    cost = ben.page.locator("[data-cost-words]")
    expect(cost).to_have_text(re.compile(r"This session has cost you about \d+ KB of data so far"))
    before = kilobytes(cost.inner_text())
    ben.page.get_by_role("button", name="Use less data").click()
    expect(ben.page.get_by_text("You use less data: news comes each five seconds.")).to_be_visible()
    ben.settle()
    frames_before = len(ben.frames)
    take_part(amina, ben)
    expect(cost).to_have_text(re.compile(r"about \d+ KB"))
    assert kilobytes(cost.inner_text()) > before
    assert 0 < len(ben.frames) - frames_before <= 6
    assert ben.page.locator("img[src*=qr]").count() == 0


def kilobytes(words: str) -> int:
    return int(re.search(r"about (\d+) KB", words).group(1))
