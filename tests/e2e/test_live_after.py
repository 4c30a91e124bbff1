"""After a live session: Amina asks a presenter to answer what was left, Chloé does, and a
visitor, who has no script, reads what came of it and takes it along."""

import csv
import io

from playwright.sync_api import Page, expect

from tests.e2e.soundness import what_axe_finds, what_is_wider_than_the_screen
from tests.e2e.visits import Visits
from tests.site import Site

SLUG = "looking-back"
ROOM = f"/live/{SLUG}/"
HELD = f"""
from uuid import uuid4
from forums.actions.live.desk import answer_question
from forums.actions.live.questions import ask_question
from forums.actions.live.sessions import close_session
from forums.models import Presenter
from tests.e2e.stored import join_all, person, session
amina = person("amina")
room = session({SLUG!r}, amina)
ben, chloe = join_all(room)
Presenter.objects.create(session=room, name="Chloé", user=person("chloe"))
for text in ("Who pays for the lights?", "Who counts them?"):
    asked = ask_question(session=room, asker=ben, text=text, client_id=uuid4())
    if "pays" in text:
        answer_question(question=asked, by=amina, answer="The traders do.")
close_session(session=room, by=amina)
"""


def expect_sound(page: Page) -> None:
    assert (what_axe_finds(page), what_is_wider_than_the_screen(page)) == ([], [])


def test_what_was_left_is_answered_and_everybody_reads_what_came_of_it(visits: Visits, site: Site):
    site.manage("shell", "-v0", "-c", HELD)
    amina, chloe, ben = (visits.page(who) for who in ("amina", "chloe", "ben"))
    visitor = visits.page(script=False)

    # A visitor without script
    visitor.goto(ROOM)
    visitor.get_by_role("link", name="What came of it").click()
    still_open = visitor.locator("section", has=visitor.get_by_role("heading", name="Still open"))
    expect(still_open).to_contain_text("Who counts them?")
    expect(visitor.locator("#answered-title")).to_contain_text("1")

    # Amina gives it to a presenter
    amina.goto(f"{ROOM}desk/")
    amina.get_by_role("navigation", name="After the session").get_by_role("link", name="Follow up").click()
    expect_sound(amina)
    amina.get_by_label("Who answers").select_option(label="Chloé")
    amina.get_by_role("button", name="Save").click()
    expect(amina.get_by_text("1 question changed.")).to_be_visible()
    amina.goto(f"{ROOM}report/")
    expect_sound(amina)

    # Chloé finds it under her notices, and her reply is the answer
    chloe.goto("/notices/")
    mine = chloe.locator("section", has=chloe.get_by_role("heading", name="you were asked to answer"))
    expect_sound(chloe)
    mine.get_by_role("link", name="Who counts them?").click()
    question = chloe.locator("article, li.post").filter(has_text="Who counts them?").first
    question.get_by_role("link", name="Reply").click()
    chloe.get_by_label("Your post", exact=True).fill("Ben counts them every Friday.")
    chloe.get_by_role("button", name="Post the reply", exact=True).click()
    expect(chloe.get_by_text("Ben counts them every Friday.").first).to_be_visible()

    # Whoever asked is told, and everybody reads it
    answered = visitor.locator("section", has=visitor.get_by_role("heading", name="Answered"))
    for _ in range(20):
        visitor.goto(f"{ROOM}outcome/")
        if answered.get_by_text("Ben counts them every Friday.").count():
            break
        visitor.wait_for_timeout(500)
    expect(answered).to_contain_text("Ben counts them every Friday.")
    expect(still_open).to_have_count(0)
    ben.goto("/notices/")
    expect(ben.get_by_text("Your question was answered").first).to_be_visible()
    ben.goto(f"{ROOM}outcome/")
    expect_sound(ben)

    # And takes it along
    with visitor.expect_download() as download:
        visitor.get_by_role("link", name="CSV").click()
    table = download.value.path().read_text(encoding="utf-8-sig")
    rows = {row["question"]: row["answer"] for row in csv.DictReader(io.StringIO(table))}
    assert rows == {
        "Who pays for the lights?": "The traders do.",
        "Who counts them?": "Ben counts them every Friday.",
    }
