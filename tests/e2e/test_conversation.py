"""A written conversation over three rounds: Amina hosts it, Ben and Chloé speak (Chloé without script),
Sipho comes by a link without an account, Gugu listens, and in the end a visitor reads it."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.soundness import what_axe_finds, what_is_wider_than_the_screen
from tests.e2e.visits import Visits

TITLE = "Who keeps watch after dark"
QUESTIONS = ("Who is there after dark?", "Who pays them?", "What would you ask for in writing?")
MOVED = 40_000  # an open page that has had nothing to show for long asks every half minute
MEMBERS = (("Ben", "Speaker"), ("Chloé", "Speaker"), ("Gugu", "Listener"))


def expect_sound(page: Page) -> None:
    assert (what_axe_finds(page), what_is_wider_than_the_screen(page)) == ([], [])


def press(page: Page | Locator, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def prepare(amina: Page) -> str:
    """From the list to a conversation with three rounds; returns its address."""
    amina.goto("/conversations/")
    amina.get_by_role("link", name="Prepare a conversation").click()
    amina.get_by_label("Title").fill(TITLE)
    amina.get_by_label("What it is for").fill("To hear each other.")
    amina.get_by_label("Guiding questions").fill("\n".join(QUESTIONS))
    amina.get_by_label("Nomsa Zulu").check()
    for format in ("Round table", "None: I write the questions"):
        amina.get_by_label("Begin from a format").select_option(label=format)
        press(amina, "Take this format")
        expect(amina.get_by_label("Title")).to_have_value(TITLE)
    expect(amina.get_by_label("Nomsa Zulu")).to_be_checked()
    expect_sound(amina)
    press(amina, "Prepare it")
    expect(amina.get_by_role("heading", name="Preparing and running it")).to_be_visible()
    expect_sound(amina)
    return amina.url.removesuffix("prepare/")


def invite_members(amina: Page, base: str) -> None:
    for name, part in MEMBERS:
        amina.goto(f"{base}prepare/people/")
        amina.get_by_label("Find a member by name").fill(name)
        press(amina, "Find")
        amina.get_by_role("link", name=re.compile(f"^{name},")).click()
        amina.get_by_label("Part in it").select_option(label=part)
        press(amina, "Invite")
        expect(amina.get_by_text(f"{name} is invited.")).to_be_visible()


def invite_by_name(amina: Page, base: str, name: str) -> str:
    """Somebody without an account; returns their own link."""
    amina.goto(f"{base}prepare/people/")
    amina.locator("#invite").get_by_label("Name").fill(name)
    amina.get_by_label("Affiliation").fill("Street Traders' Forum")
    press(amina, "Invite")
    expect(amina.get_by_text(f"{name} is invited.")).to_be_visible()
    link = amina.locator(".own-link").inner_text()
    expect(amina.get_by_role("button", name="Copy the link")).to_be_visible()
    expect_sound(amina)
    amina.get_by_role("link", name=f"Their link, and changes: {name}").click()
    expect(amina.locator(".own-link")).to_have_text(link)
    expect_sound(amina)
    return link


def take_place(page: Page, where: str) -> None:
    page.goto(where)
    page.get_by_label("I take part in this conversation").check()
    press(page, "Take my place")


def say(page: Page, text: str) -> None:
    page.get_by_label("Your words").fill(text)
    press(page, "Say it")
    expect(said(page, text)).to_be_visible()


def said(page: Page, text: str) -> Locator:
    return page.locator("li.said-words", has_text=text)


def open_round(amina: Page, room: str, number: int) -> None:
    amina.goto(room)
    press(amina, f"Open the round Round {number}")
    expect(amina.get_by_role("heading", name=f"Round {number}", exact=True)).to_be_visible()


def close_round(amina: Page, room: str) -> None:
    amina.goto(room)
    amina.locator(".host-acts > summary").click()
    press(amina, "Close the round")
    expect(amina.get_by_text("No round is open just now.")).to_be_visible()


@pytest.mark.timeout(420)  # six browsers, three rounds
def test_five_people_talk_over_three_rounds_with_and_without_script(visits: Visits):
    amina = visits.page("amina", phone=False)
    base = prepare(amina)
    room = f"{base}take-part/"
    invite_members(amina, base)
    link = invite_by_name(amina, base, "Sipho Mabaso")
    amina.goto(f"{base}prepare/")
    press(amina, "Open the conversation")
    open_round(amina, room, 1)
    expect_sound(amina)

    # Everybody takes their place: by account, by link, with script and without
    ben, gugu, sipho = visits.page("ben"), visits.page("gugu"), visits.page()
    chloe = visits.page("chloe", script=False)
    for page in (ben, gugu, chloe):
        take_place(page, room)
    take_place(sipho, link)
    expect(sipho.get_by_role("heading", name="Round 1")).to_be_visible()
    expect_sound(sipho)

    # The first round: what one says the others see, those with script without loading again
    say(ben, "The wardens leave at five.")
    expect(said(sipho, "The wardens leave at five.")).to_be_visible()
    say(sipho, "After that it is us traders.")
    expect(said(sipho, "After that it is us traders.")).to_contain_text("Sipho Mabaso, Street Traders' Forum")
    chloe.goto(room)
    expect(said(chloe, "After that it is us traders.")).to_be_visible()
    say(chloe, "Our shopkeepers pay a guard.")
    chloe.go_back()
    say(chloe, "Our shopkeepers pay a guard.")
    expect(said(chloe, "Our shopkeepers pay a guard.")).to_have_count(1)
    press(said(chloe, "After that it is us traders."), "This holds for us too")
    expect(said(chloe, "After that it is us traders.")).to_contain_text("This holds for us too 1")
    expect(gugu.get_by_label("Your words")).to_have_count(0)
    press(said(gugu, "The wardens leave at five."), "Say more")
    expect(said(ben, "The wardens leave at five.").get_by_role("button", name="Say more 1")).to_be_visible()
    expect(ben.get_by_text("Not heard yet in this round: Amina")).to_be_visible()

    # Somebody changes what they said; the host notes what came of it and closes the round
    sipho.get_by_role("link", name=re.compile("^Change or take back")).click()
    sipho.get_by_label("Your words").fill("After that it is us traders, unpaid.")
    press(sipho, "Save")
    expect(said(sipho, "After that it is us traders, unpaid.")).to_be_visible()
    close_round(amina, room)
    amina.get_by_role("link", name="Note what came of it: Round 1").click()
    amina.get_by_label("What this round came to").fill("Nobody is paid after five.")
    expect_sound(amina)
    press(amina, "Save")
    expect(amina.get_by_text("Sent", exact=True)).to_be_visible()

    # The second round, in turns: Ben's open page moves on by itself
    open_round(amina, room, 2)
    expect(ben.get_by_role("heading", name="Round 2")).to_be_visible(timeout=MOVED)
    amina.locator(".host-acts > summary").click()
    amina.get_by_label("Give the turn to").select_option(label="Ben")
    press(amina, "Give")
    expect(ben.locator(".turn-of").get_by_text("It is your turn.")).to_be_visible(timeout=MOVED)
    say(ben, "The municipality pays until five.")
    chloe.goto(room)
    expect(chloe.get_by_text("It is your turn.")).to_be_visible()
    press(chloe, "Pass my turn on")
    expect(sipho.get_by_role("heading", name="Round 2")).to_be_visible(timeout=MOVED)
    expect(sipho.locator(".turn-of").get_by_text("It is your turn.")).to_be_visible(timeout=MOVED)
    say(sipho, "Nobody pays us.")
    close_round(amina, room)

    # The third round; words typed for a round that closes meanwhile stay on the device
    open_round(amina, room, 3)
    for page in (sipho, ben):
        expect(page.get_by_role("heading", name="Round 3")).to_be_visible(timeout=MOVED)
    say(sipho, "A number to phone, in writing.")
    ben.get_by_label("Your words").fill("A budget line.")
    close_round(amina, room)
    expect(ben.get_by_role("link", name="Show the round that is open now")).to_be_visible(timeout=MOVED)
    expect(ben.get_by_label("Your words")).to_have_value("A budget line.")

    # It closes, and only then its words are opened: a visitor reads them question by question
    visitor = visits.page(script=False)
    visitor.goto(base)
    expect(visitor.get_by_text("Nobody pays us.")).to_have_count(0)
    amina.goto(f"{base}prepare/")
    press(amina, "Close the conversation")
    amina.get_by_role("link", name="Who reads the words …").click()
    expect_sound(amina)
    press(amina, "Open the words to everybody")
    visitor.goto(base)
    for words in ("The wardens leave at five.", "unpaid.", "Our shopkeepers pay a guard.", "Nobody pays us."):
        expect(said(visitor, words)).to_be_visible()
    expect(visitor.get_by_text("Nobody is paid after five.")).to_be_visible()
    expect(visitor.locator(".facts")).to_contain_text("Sipho Mabaso, Street Traders' Forum")
    expect(visitor.locator(".facts")).not_to_contain_text("Gugu")
    sound = visits.page(phone=True)
    sound.goto(base)
    expect_sound(sound)

    # Sipho, who has no account, takes words back after everybody could read them
    sipho.goto(base)
    sipho.get_by_role("link", name="Your own words").click()
    expect_sound(sipho)
    sipho.get_by_role("link", name="See or take back: A number to phone").click()
    sipho.get_by_text("Take these words back").click()
    expect_sound(sipho)
    press(sipho, "Take them back")
    visitor.goto(base)
    expect(said(visitor, "A number to phone")).to_have_count(0)
    visitor.locator(".export-menu > summary").click()
    with visitor.expect_download() as file:
        visitor.locator(".export-choices a[href$='.txt']").click()
    assert "Nobody pays us." in file.value.path().read_text()
