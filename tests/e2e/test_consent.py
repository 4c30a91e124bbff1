"""A meeting that was held elsewhere comes into a conversation; whoever spoke is asked before words travel.

Four people, on their phones, without an account: one agrees, one has her words signed differently and
corrects them, one declines, one takes his words back later.
"""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.letters import link_sent_to
from tests.e2e.soundness import what_axe_finds
from tests.e2e.visits import REFUSED, Visits
from tests.forums.elsewhere import vtt

NAMES = ("Nomsa Dube", "Zanele Khoza", "Pieter Fourie", "Kagiso Molefe")
SAID = tuple(
    zip(
        ("Nomsa", "Zanele K", "Pieter Fourie (Watch)", "Kagiso"),
        (
            "We walk in twos after dark.",
            "The council gave us ten lamps.",
            "Our forum was never told.",
            "The shops lock up at six.",
        ),
        strict=True,
    )
)
CORRECTED = "The council gave us twelve lamps."


@pytest.fixture(params=[True, False], ids=["with a script", "without a script"])
def script(request) -> bool:
    return request.param


def run(visits: Visits, code: str) -> dict[str, object]:
    found = visits.site.manage("shell", "-v0", "-c", f"from tests.e2e.stored_consent import *; {code}")
    return json.loads(found.strip().splitlines()[-1])


def test_words_are_asked_for_answered_and_taken_back(visits: Visits, script: bool):
    visits.tolerate(REFUSED)
    slug = str(run(visits, f"seed({NAMES!r})")["slug"])
    amina = visits.page("amina", phone=False, script=script)
    a_meeting_comes_in(amina, slug)
    number = run(visits, f"summarise({slug!r})")["summary"]
    the_facilitator_asks(visits, number)
    links = letters_of(visits.site.var_dir / "mail", slug)
    assert sorted(links) == ["kagiso", "nomsa", "pieter", "zanele"]
    phones = {who: visits.page(script=script) for who in links}
    for who, phone in phones.items():
        phone.goto(links[who])
    she_agrees(phones["nomsa"], script)
    she_signs_differently_and_corrects(phones["zanele"])
    he_declines(phones["pieter"])
    he_agrees_and_takes_them_back(phones["kagiso"])
    the_link_used_again_shows_what_stands(visits.page(script=script), links["pieter"])
    a_forged_one_says_what_to_do(visits.page(script=script))
    the_record_says_it(amina, slug)


def a_meeting_comes_in(amina: Page, slug: str) -> None:
    amina.goto(f"/conversations/{slug}/prepare/meeting/")
    file = {"name": "meeting.vtt", "mimeType": "text/vtt", "buffer": vtt(SAID)}
    amina.locator("input[type=file]").set_input_files(file)
    amina.get_by_role("button", name="Look at them").click()
    expect(amina.get_by_role("heading", name="Whose voices are these?")).to_be_visible()
    for (label, _words), name in zip(SAID, NAMES, strict=True):  # all of them were suggested
        chosen = amina.get_by_label(label, exact=True)
        expect(chosen.locator("option:checked")).to_have_text(name)
    amina.get_by_label(SAID[1][0], exact=True).select_option(label=NAMES[0])
    amina.get_by_role("button", name="Take this file in").click()
    expect(amina.get_by_role("alert")).to_contain_text("cannot be both")
    amina.get_by_label(SAID[1][0], exact=True).select_option(label=NAMES[1])
    amina.get_by_role("button", name="Take this file in").click()
    expect(amina.get_by_text("4 captions")).to_have_count(2)
    amina.get_by_role("link", name="Read and correct the transcript").click()
    expect(amina.get_by_text(f"{NAMES[0]}, Kasi Watch · 0:00:00")).to_be_visible()


def the_facilitator_asks(visits: Visits, number: object) -> None:
    run(
        visits,
        "from forums.actions.consents import ask_for_consents; from forums.models import Summary; "
        "from exchange.people.models import User; import json; print(json.dumps({'asked': ask_for_consents("
        f"summary=Summary.objects.get(pk={number}), by=User.objects.get(email='amina@demo.example'))}}))",
    )


def letters_of(folder: Path, slug: str) -> dict[str, str]:
    """By the name before the @, the link that came to each of the four."""
    names = [name.split()[0].lower() for name in NAMES]
    return {name: link_sent_to(f"{name}@{slug}.example", folder) for name in names}


def she_agrees(phone: Page, script: bool) -> None:
    expect(phone.locator("mark")).to_have_text(SAID[0][1])
    expect(phone.get_by_text("Signed: Nomsa Dube, Kasi Watch")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    if script:
        assert what_axe_finds(phone) == []
    phone.get_by_role("button", name="Yes, use them as they stand").click()
    expect(phone.locator("section .mark").first).to_have_text("Agreed")


def she_signs_differently_and_corrects(phone: Page) -> None:
    phone.get_by_text("Yes, but correct them").click()
    phone.get_by_label("How the words should read").fill(CORRECTED)
    phone.get_by_role("button", name="Use the corrected words").click()
    expect(phone.locator("mark")).to_have_text(CORRECTED)
    expect(phone.get_by_text("corrected by you")).to_be_visible()


def he_declines(phone: Page) -> None:
    phone.get_by_text("No, leave them out").click()
    phone.get_by_label("A note to the facilitator").fill("It was said in anger.")
    phone.get_by_role("button", name="Leave them out").click()
    expect(phone.get_by_text("This answer stands")).to_be_visible()


def he_agrees_and_takes_them_back(phone: Page) -> None:
    phone.get_by_text("Yes, but sign them differently").click()
    phone.get_by_label("A participant").check()
    phone.get_by_role("button", name="Use them, signed like this").click()
    expect(phone.get_by_text("Signed: A participant")).to_be_visible()
    phone.get_by_text("Take these words back").click()
    phone.get_by_role("button", name="Take them back").click()
    expect(phone.get_by_text("have been taken out of everything")).to_be_visible()
    expect(phone.get_by_text(SAID[3][1])).to_have_count(0)


def the_link_used_again_shows_what_stands(phone: Page, link: str) -> None:
    phone.goto(link)
    expect(phone.get_by_text("This answer stands")).to_be_visible()
    expect(phone.get_by_role("button", name="Yes, use them as they stand")).to_have_count(0)


def a_forged_one_says_what_to_do(phone: Page) -> None:
    phone.goto("/consent/nobody-sent-this-link/")
    expect(phone.get_by_text("Open the link in our letter again")).to_be_visible()


def the_record_says_it(amina: Page, slug: str) -> None:
    amina.goto(f"/conversations/{slug}/prepare/transcript/")
    expect(amina.get_by_text(CORRECTED, exact=True)).to_be_visible()
    expect(amina.get_by_text("[words withdrawn]", exact=True)).to_be_visible()
    expect(amina.get_by_text(SAID[3][1])).to_have_count(0)
