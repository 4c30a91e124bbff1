"""A case study from its first word to its second version, through the pages alone."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from casestudies.content import FIELDS, Field, Kind, Step
from tests.e2e.visits import Visits
from tests.factories.pictures import picture_file
from tests.site import Site

TITLE = "Demonstration: from the first word"
FULL = (
    "import json, sys; from tests.factories import full_content; sys.stdout.write(json.dumps(full_content()))"
)
CORRECTED = "Told again, *better*."
TICKED = frozenset({Kind.TERMS, Kind.CHOICES, Kind.THEMES})
CHOSEN = frozenset({Kind.TERM, Kind.CHOICE, Kind.THEME, Kind.MUNICIPALITY, Kind.BUILDING_BLOCK})


@pytest.fixture
def content(site: Site):
    """Every field of a case study, with what it names made in the site's own database."""
    full = json.loads(site.manage("shell", "-v0", "-c", FULL))
    related = {"uid": "r", "relation": "contrasts", "case_study": "demonstration-kingfisher-street"}
    return {
        **full,
        "title": TITLE,
        "places": [{"uid": "place", "municipality": "DEMO1", "role": "lead"}],
        "relations": [related],
        "content_notes": ["gender_based_violence"],
        "other_themes": ["data"],
    }


def fill(page: Page, field: Field, name: str, value) -> None:
    if field.kind in TICKED:
        for key in value:
            page.locator(f"[name='{name}'][value='{key}']").check()
    elif field.kind in CHOSEN:
        page.locator(f"[name='{name}']").select_option(value)
    elif field.kind == Kind.TICK:
        page.locator(f"[name='{name}']").set_checked(value)
    else:
        page.locator(f"[name='{name}']").fill(value)


def fill_rows(page: Page, field: Field, rows: list[dict]) -> None:
    for number, row in enumerate(rows):
        if number:
            page.locator(f"#{field.key}-rows").get_by_role("button", name="Add another").click()
        for folded in page.locator(f"#{field.key}-rows details.write-more:not([open]) > summary").all():
            folded.click()
        for column in field.columns:
            if row.get(column.key):
                fill(page, column, f"{field.key}-{number}-{column.key}", row[column.key])


def add_picture(page: Page) -> None:
    file = {"name": "rank.png", "mimeType": "image/png", "buffer": picture_file().read()}
    page.locator("#id_file").set_input_files(file)
    page.get_by_role("button", name="Upload").click()
    page.locator("[name='pictures-0-alt']").fill("A rank at night, lit by six lamps")


def write_all_steps(page: Page, url: str, content: dict) -> None:
    page.goto(f"{url}identity/")
    for step in Step:
        expect(page.get_by_role("heading", level=1, name=step.label, exact=True)).to_be_visible()
        for field in (field for field in FIELDS if field.step == step):
            if field.key == "pictures":
                add_picture(page)
            elif field.kind == Kind.ROWS:
                fill_rows(page, field, content.get(field.key, []))
            elif content.get(field.key):
                fill(page, field, field.key, content[field.key])
        page.locator(".write-buttons .button.main").click()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def submit_and_ask(editor: Page, review: str) -> None:
    editor.goto(review)
    press(editor, "Submit")
    expect(editor.get_by_text("Submitted. An editor asks reviewers")).to_be_visible()
    editor.get_by_role("group", name="Reviewers").get_by_text("Amina", exact=True).click()
    editor.get_by_label("E-mail address of another member").fill("chloe@demo.example")
    press(editor, "Ask")
    expect(editor.get_by_text("0 of 2 needed have passed this text.")).to_be_visible()


def pass_it(page: Page, title: str, *, comment: str = "") -> None:
    page.goto("/case-studies/mine/")
    page.get_by_role("link", name=title).click()
    if comment:
        box = page.locator("#field-how")
        box.locator("summary").click()
        box.get_by_label("Comment").fill(comment)
        box.get_by_role("button", name="Comment").click()
        expect(page.locator("#field-how .comment")).to_contain_text(comment)
    page.get_by_text("Pass: it can be published as it stands").click()
    press(page, "Send my review")
    expect(page.get_by_text("Thank you. The editor has been told.")).to_be_visible()


def expect_version(page: Page, url: str, number: str, words: str, other: str) -> None:
    """It answers at its own address with its own words and its own citation."""
    page.goto(f"{url}v/{number}/")
    main = page.get_by_role("main")
    expect(main).to_contain_text(words)
    expect(main).not_to_contain_text(other)
    expect(main).to_contain_text(
        re.compile(rf"version {re.escape(number)}\).*/v/{re.escape(number)}/", re.DOTALL)
    )
    cited = page.request.get(f"{url}v/{number}/cite.bib").text()
    assert f"/v/{number}/" in cited


@pytest.mark.timeout(400)  # some hundred boxes are filled, one after the other
def test_what_an_editor_writes_is_passed_published_and_corrected_and_both_versions_stay(
    visits: Visits, content
):
    editor, amina, chloe = (visits.page(who, phone=False) for who in ("dineo", "amina", "chloe"))
    editor.goto("/case-studies/new/")
    editor.get_by_label("Title").fill(TITLE)
    editor.get_by_label("Theme").select_option("public-spaces")
    press(editor, "Begin")
    expect(editor.get_by_role("heading", name=TITLE)).to_be_visible()
    writing = editor.url
    url = writing.removesuffix("write/")
    write_all_steps(editor, writing, content)
    editor.goto(f"{url}review/")
    expect(editor.get_by_text("Nothing is missing.")).to_be_visible()

    submit_and_ask(editor, f"{url}review/")
    pass_it(amina, TITLE, comment="Who paid for the lamps?")
    editor.reload()
    expect(editor.get_by_text("1 of 2 needed have passed this text.")).to_be_visible()
    expect(editor.locator("#field-how .comment")).to_contain_text("Who paid for the lamps?")
    pass_it(chloe, TITLE)
    editor.reload()
    press(editor, "Publish")
    expect(editor.get_by_text("Published as version 1.0.")).to_be_visible()
    assert editor.url == f"{url}v/1.0/"

    editor.goto(f"{writing}story/")
    editor.locator("[name=how]").fill(CORRECTED)
    press(editor, "Save")
    editor.goto(f"{url}history/")
    editor.get_by_role("link", name=re.compile("^Revision")).first.click()
    expect(editor.locator("#field-how ins").first).to_have_text("Told again")
    submit_and_ask(editor, f"{url}review/")
    for reviewer in (amina, chloe):
        pass_it(reviewer, TITLE)
    editor.reload()
    editor.get_by_label("What changed since the last version?").fill("How it was done, told better")
    press(editor, "Publish")
    expect(editor.get_by_text("Published as version 1.1.")).to_be_visible()

    visitor = visits.page()
    first, second = "About how, in plain words.", "Told again, better."
    expect_version(visitor, url, "1.0", first, second)
    expect_version(visitor, url, "1.1", second, first)
    visitor.goto(url)
    expect(visitor.get_by_role("main")).to_contain_text(second)
