"""Taking part in a live session: before it opens, asking, one's own words, orders, and its end.

Ben and Chloé are members; Sipho is a guest; Zola is one whose browser has no script.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.people import Attendee
from tests.e2e.soundness import what_axe_finds, what_is_wider_than_the_screen
from tests.e2e.visits import REFUSED, Visits
from tests.site import Site

LIGHTS = "Who keeps the street lights on at the taxi rank?"
ALIKE = "Who keeps the street lights at the rank on?"
COST = "What does a night of light cost the municipality?"


def expect_sound(page: Page) -> None:
    assert (what_axe_finds(page), what_is_wider_than_the_screen(page)) == ([], [])


class Desk:
    """What a facilitator does to the session, by the site's own actions."""

    def __init__(self, site: Site, slug: str) -> None:
        self.site, self.slug = site, slug
        self._run("session(SLUG, by, is_open=False)")

    def open(self) -> None:
        self._run("open_session(session=here(), by=by)")

    def close(self) -> None:
        self._run("close_session(session=here(), by=by)")

    def answer(self, text: str) -> None:
        self._run(f"answer_question(question=here().questions.get(text={text!r}), by=by)")

    def turn(self, **settings: object) -> None:
        self._run(f"turn({settings!r})")

    def _run(self, act: str) -> None:
        """Settings are turned with an event, as the desk does it."""
        code = f"{PRELUDE}\n{act}".replace("SLUG", repr(self.slug))
        self.site.manage("shell", "-v0", "-c", code)


PRELUDE = """
from django.db import transaction
from django.utils import timezone
from forums.actions.live.desk import answer_question
from forums.actions.live.log import append_event, lock_session
from forums.actions.live.sessions import close_session, open_session
from forums.models import EventKind, LiveSession
from tests.e2e.stored import person, session
by = person("amina")
def here(): return LiveSession.objects.get(slug=SLUG)
def turn(settings):
    with transaction.atomic():
        locked = lock_session(here())
        LiveSession.objects.filter(pk=locked.pk).update(**settings)
        locked.refresh_from_db()
        append_event(session=locked, kind=EventKind.SESSION_CHANGED, now=timezone.now())
"""


@pytest.fixture
def desk(site: Site, request: pytest.FixtureRequest) -> Desk:
    return Desk(site, re.sub(r"\W+", "-", request.node.name)[5:60].strip("-").replace("_", "-"))


def test_from_the_lobby_to_the_end(visits: Visits, desk: Desk):
    visits.tolerate(REFUSED)
    room = f"/live/{desk.slug}/"
    ben, sipho = Attendee(visits.page("ben")), Attendee(visits.page())
    zola = Attendee(visits.page(script=False), is_live=False)

    # The lobby: when it begins, and questions that wait
    sipho.page.goto(room)
    expect(sipho.page.locator("count-down")).to_have_text("A facilitator opens it any moment now.")
    expect_sound(sipho.page)
    sipho.join(room, name="Sipho")
    sipho.ask(LIGHTS)
    expect(sipho.own_question(LIGHTS)).to_contain_text("it waits for the facilitator")
    ben.join(room)
    expect(ben.page.locator("[data-lobby]")).to_be_visible()
    ben.box.fill("Half a quest")
    desk.open()
    expect(ben.room_question(LIGHTS)).to_be_visible()
    expect(ben.page.locator("[data-lobby]")).to_be_hidden()
    expect(ben.box).to_have_value("Half a quest")
    assert ben.is_still_on_the_same_page()

    # Asked already: a vote instead, while typing and without script
    ben.box.fill(ALIKE)
    similar = ben.page.locator("similar-questions")
    expect(similar).to_contain_text(LIGHTS)
    expect_sound(ben.page)
    ben.press("Vote for this instead", within=similar)
    expect(ben.votes(LIGHTS)).to_have_text("1")
    ben.ask(COST)
    expect(similar).to_be_hidden()
    ben.page.get_by_role("link", name="See your question on this page").click()
    expect(ben.question(COST)).to_be_in_viewport()
    zola.join(room, name="Zola")
    zola.box.fill(ALIKE)
    zola.press("Ask")
    expect(zola.page.get_by_role("heading", name="Has somebody asked this already?")).to_be_visible()
    zola.press("Vote for this instead")
    expect(zola.votes(LIGHTS)).to_have_text("2")

    # One's own words, where they stand
    own = sipho.question(LIGHTS)
    own.get_by_text("Edit", exact=True).click()
    own.get_by_label("Your question").fill(f"{LIGHTS} And who pays?")
    sipho.press("Save", within=own)
    expect(ben.question(LIGHTS)).to_contain_text("And who pays?")
    expect(ben.question(LIGHTS)).to_contain_text("edited")
    own.get_by_text("Add to it", exact=True).click()
    own.get_by_label("What others need to know").fill("Since June nobody has come.")
    sipho.press("Save", within=own)
    expect(ben.question(LIGHTS)).to_contain_text("Since June nobody has come.")

    # The reader's order, at once and remembered
    items = ben.page.locator("[data-list=room] li.question .question-text")
    expect(items.first).to_contain_text(LIGHTS)
    ben.page.get_by_role("link", name="Newest").click()
    expect(items.first).to_contain_text(COST)
    assert ben.is_still_on_the_same_page()
    ben.page.reload()
    expect(items.first).to_contain_text(COST)
    ben.settle()
    zola.look()
    zola.page.get_by_role("link", name="Newest").click()
    expect(zola.page.locator("[data-list=room] .question-text").first).to_contain_text(COST)

    # Paused, and still nothing lost
    desk.turn(is_asking_paused=True)
    expect(ben.page.locator("[data-asking-paused]")).to_be_visible()
    ben.box.fill("Who sweeps?")
    ben.press("Ask")
    expect(ben.state).to_contain_text("Asking is paused")
    expect(ben.box).to_have_value("Who sweeps?")
    desk.turn(is_asking_paused=False)
    expect(ben.page.locator("[data-asking-paused]")).to_be_hidden()

    # Its end: on the page as it is, with where the talk goes on
    desk.close()
    expect(ben.page.get_by_text("This session has closed. The talk goes on here:")).to_be_visible()
    expect(ben.page.locator("[data-threads] a").first).to_be_visible()
    expect(ben.box).to_have_value("Who sweeps?")
    expect(ben.page.locator("[data-unsent]")).to_be_visible()
    assert ben.is_still_on_the_same_page()
    zola.look()
    expect(zola.page.locator("[data-threads] a").first).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_a_guest_changes_what_they_said_and_comes_back(visits: Visits, desk: Desk, script: bool):
    desk.open()
    room = f"/live/{desk.slug}/"
    sipho = Attendee(visits.page(script=script), is_live=script)
    sipho.join(room, name="Sipho")
    sipho.ask(LIGHTS)
    sipho.page.get_by_role("link", name="Change how you take part").click()
    if script:
        expect_sound(sipho.page)
    link = sipho.page.locator(".return-link").inner_text().strip()
    sipho.page.get_by_label("anonymously").check()
    sipho.press("Save")
    expect(sipho.page.get_by_text("You take part anonymously.")).to_be_visible()
    expect(sipho.question(LIGHTS)).to_contain_text("Anonymous")

    sipho.page.context.clear_cookies()
    sipho.page.goto(room)
    expect(sipho.page.get_by_label("Your name")).to_be_visible()
    sipho.page.goto(link)
    expect(sipho.page.get_by_text("You take part anonymously.")).to_be_visible()
    expect(sipho.question(LIGHTS).get_by_text("Withdraw my question")).to_be_visible()


def test_who_was_heard_least_comes_forward_as_answers_are_given(visits: Visits, desk: Desk):
    desk.open()
    room = f"/live/{desk.slug}/"
    ben, chloe = Attendee(visits.page("ben")), Attendee(visits.page("chloe"))
    ben.join(room)
    ben.ask(LIGHTS)
    ben.ask(COST)
    chloe.join(room)
    chloe.ask("Did you ask the traders?")
    ben.page.get_by_role("link", name="Least heard").click()
    items = ben.page.locator("[data-list=room] li.question .question-text")
    expect(items).to_have_text([LIGHTS, "Did you ask the traders?", COST])
    desk.answer(LIGHTS)
    expect(items).to_have_text(["Did you ask the traders?", LIGHTS, COST])
