"""The session's controls: two facilitators and a member, on a desktop and on phones."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.people import Attendee, Facilitator, Person
from tests.e2e.story import ENGAGEMENT
from tests.e2e.visits import REFUSED, Visits

REASON = "Names people who are not here."


@pytest.fixture(params=[True, False], ids=["with a script", "without a script"])
def script(request) -> bool:
    return request.param


class Colleague(Person):
    """A second facilitator, on a phone at the same desk."""

    def at_desk(self, slug: str) -> "Colleague":
        self.page.goto(f"/live/{slug}/desk/")
        self.settle()
        return self


def test_facilitators_run_a_session_together(visits: Visits, script: bool):
    visits.tolerate(REFUSED)  # a question that is refused while asking is paused
    amina = Facilitator(visits.page("amina", phone=False, script=script), script)
    ben = Attendee(visits.page("ben", script=script), script)
    amina.plan(ENGAGEMENT, f"Controls {uuid4().hex[:6]}")
    amina.press("Open the session")
    amina.settle()
    ben.join(f"/live/{amina.slug}/")
    admin = Colleague(visits.page("admin", script=script), script).at_desk(amina.slug)
    a_message_is_on_the_other_desk(amina.page, admin)
    asking_is_paused_for_everybody(amina, admin, ben)
    the_colleague_takes_over(amina, admin)
    somebody_is_blocked_and_let_back_in(amina, ben)
    the_desk_is_handed_to_a_phone(amina, admin)


def a_message_is_on_the_other_desk(desk: Page, admin: Colleague) -> None:
    desk.get_by_label("Message to the other facilitators").fill("I take the lights next.")
    desk.locator("live-backstage").get_by_role("button", name="Send").click()
    expect(desk.locator("[data-backstage] li")).to_have_count(1)
    admin.look()
    expect(admin.page.locator("[data-backstage]")).to_contain_text("I take the lights next.")


def asking_is_paused_for_everybody(amina: Facilitator, admin: Colleague, ben: Attendee) -> None:
    amina.press("Pause asking")
    expect(amina.page.get_by_role("button", name="Asking is paused: go on")).to_be_visible()
    admin.look()
    admin.press("Asking is paused: go on")
    expect(admin.page.get_by_role("button", name="Pause asking")).to_be_visible()
    ben.look()
    ben.ask("Who keeps the lights on?")
    amina.look()
    expect(amina.lane("waiting")).to_have_count(1)


def the_colleague_takes_over(amina: Facilitator, admin: Colleague) -> None:
    admin.press("Take over")
    expect(admin.page.get_by_role("button", name="Take over")).to_be_hidden()
    amina.look()
    expect(amina.page.locator("[data-leader]")).not_to_have_text("Nobody leads yet.")
    if amina.is_live:
        expect(amina.page.locator("[data-took]")).to_be_visible()


def somebody_is_blocked_and_let_back_in(amina: Facilitator, ben: Attendee) -> None:
    page = amina.page
    page.get_by_role("link", name="People", exact=True).click()
    person = page.locator("ul.rows li", has_text="Ben")
    person.locator("summary").click()
    person.get_by_label("Reason, for your colleagues").fill(REASON)
    person.get_by_role("button", name="Block from this session").click()
    page.wait_for_url(re.compile("/desk/$"))
    expect(page.locator("[data-list-blocked]")).to_contain_text(REASON)
    expect(amina.lane("waiting")).to_have_count(0)
    ben.look()
    expect(ben.page.get_by_role("heading", level=1)).to_be_visible()
    amina.settle()
    page.get_by_role("button", name="Let back in").click()
    expect(page.locator("[data-list-blocked] li")).to_have_count(0)


def the_desk_is_handed_to_a_phone(amina: Facilitator, admin: Colleague) -> None:
    page = amina.page
    page.get_by_role("link", name="Hand over", exact=True).click()
    page.get_by_label("To", exact=True).select_option(index=1)
    page.get_by_role("button", name="Make a link").click()
    expect(page.get_by_alt_text("QR code of the link")).to_be_visible()
    link = page.get_by_label("Link", exact=True).input_value()
    admin.page.goto(re.sub(r"^https?://[^/]+", "", link))
    admin.press("Take over and open the desk")
    admin.page.wait_for_url(re.compile("/desk/$"))


def test_a_rehearsal_is_planned_marked_and_ended(visits: Visits, script: bool):
    amina = Facilitator(visits.page("amina", phone=False, script=script), script)
    page = amina.page
    title = f"Try-out {uuid4().hex[:6]}"
    page.goto(f"/live/new/engagement/{ENGAGEMENT}/")
    page.get_by_label("Title").fill(title)
    page.get_by_label("This is a rehearsal").check()
    page.get_by_role("button", name="Plan the session").click()
    page.wait_for_url(re.compile("/desk/$"))
    expect(page.locator(".mark.rehearsal")).to_be_visible()
    visitor = visits.page(script=script)
    visitor.goto("/live/")
    assert title not in visitor.content()
    page.get_by_role("link", name="End the rehearsal", exact=True).click()
    page.get_by_role("button", name="End the rehearsal and delete everything").click()
    page.wait_for_url(re.compile("/live/$"))
    expect(page.get_by_text("Nothing of it is left.")).to_be_visible()
