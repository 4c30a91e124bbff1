"""From the close of the demonstration's session to a published brief: told once, on the site's own data.

A quotation is refused, with the difference shown; one is corrected and one agreed to by somebody without an
account, who is asked by mail.
"""

import json
from collections.abc import Iterator

import docx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.letters import link_sent_to
from tests.e2e.people import Facilitator
from tests.e2e.soundness import what_axe_finds, what_is_wider_than_the_screen
from tests.e2e.visits import REFUSED, WAIT, Visits
from tests.e2e.workbench import Workbench, download
from tests.site import served_site

SESSION = "demonstration-ask-us"
CONVERSATION = "Demonstration: who looks after a place once the ribbon is cut?"
THANDI = "thandi@kingfisher.example"
ASKED = "Who is at the rank between eight and ten in the evening now, and who pays them?"
UNMARKED = "Who is at the rank now, and who pays them?"
MARKED = "Who is at the rank […] now, and who pays them?"
INVENTED = "we were promised it in writing"
INCOME = "Two have no other income."
CORRECTED = "Two of us have no other income at all."
STIPEND = "The stipend ended in the second year and we went on, because the children still cross there."
SLOWEST = 30_000


@pytest.fixture
def visits(browser: Browser) -> Iterator[Visits]:
    """A site of its own: the demonstration's session is closed for good."""
    expect.set_options(timeout=WAIT)
    with served_site() as site:
        visits = Visits(browser, site)
        visits.tolerate(REFUSED)
        yield visits
        assert visits.close() == []


def test_the_demonstrations_session_becomes_a_brief_that_nobody_is_misquoted_in(visits: Visits):
    amina = visits.page("amina", phone=False)
    bench = Workbench(amina, is_live=True)
    a_draft_opens_as_the_session_closes(amina)
    address = amina.url
    a_conversation_is_added_to_its_sources(amina)
    pick(bench, INCOME)
    bench.quote("A new item: What did not work")
    pick(bench, STIPEND)
    bench.quote("A new item: Open questions")
    a_shortened_question_is_refused_with_the_difference(bench)
    words_that_nobody_said_are_not_sent(bench)
    whoever_spoke_is_asked_by_mail(amina, address)
    thandi = visits.page()
    thandi.goto(link_sent_to(THANDI, visits.site.var_dir / "mail"))
    she_corrects_one_and_agrees_to_the_other(thandi)
    the_workbench_says_so_and_the_summary_is_sent(amina, bench, address)
    dineo = visits.page("dineo", phone=False)
    the_editor_approves_and_publishes(dineo, address)
    every_reader_sees_her_words_as_she_corrected_them(visits.page(), dineo.url)


def a_draft_opens_as_the_session_closes(amina: Page) -> None:
    amina.goto(f"/live/{SESSION}/desk/")
    Facilitator(amina).close()
    amina.get_by_role("button", name="Make a first draft").click()
    expect(amina.locator(".item.suggested").first).to_be_visible(timeout=SLOWEST)
    sections = amina.get_by_role("button", name="Take over all")
    while sections.count():
        before = amina.locator(".item.suggested").count()
        sections.first.click()
        expect(amina.locator(".item.suggested")).not_to_have_count(before)
    expect(amina.locator(".item").first).to_be_visible()


def a_conversation_is_added_to_its_sources(amina: Page) -> None:
    amina.get_by_role("link", name="Add a thread").click()
    assert what_axe_finds(amina) == []
    assert what_is_wider_than_the_screen(amina) == []
    conversation = amina.locator("#others > li").filter(has_text=CONVERSATION)
    conversation.get_by_role("button", name="Add").click()
    expect(amina.get_by_text("Added. What was said in")).to_be_visible()
    expect(amina.locator(".source-group")).to_have_count(1)


def pick(bench: Workbench, sentence: str) -> None:
    bench.source(sentence).locator(".sentence").filter(has_text=sentence).click()


def a_shortened_question_is_refused_with_the_difference(bench: Workbench) -> None:
    figure = bench.page.locator("figure.quoted").filter(has_text=ASKED).first
    shorten(bench.page, figure, UNMARKED)
    figure = bench.page.locator("figure.quoted").filter(has_text=ASKED).first
    expect(figure.get_by_role("alert")).to_contain_text("is not in the quotation at that place")
    expect(figure.locator("del")).to_contain_text("between eight and ten in the evening")
    expect(figure.get_by_label("As printed")).to_have_value(UNMARKED)
    assert what_axe_finds(bench.page) == []
    shorten(bench.page, figure, MARKED)
    expect(bench.page.locator("blockquote").get_by_text(MARKED)).to_be_visible()


def shorten(page: Page, figure: Locator, words: str) -> None:
    details = figure.locator("details.shorten")
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    figure.get_by_label("As printed").fill(words)
    figure.get_by_role("button", name="Print it like this").click()


def words_that_nobody_said_are_not_sent(bench: Workbench) -> None:
    item = bench.section("Open questions").locator("article.item").last
    bench.write(item, f"Who pays for presence is still open: “{INVENTED}”, the volunteers said.")
    bench.page.get_by_role("button", name="Send for approval").click()
    told = bench.page.get_by_role("alert").filter(has_text=f"“{INVENTED}” stands in quotation marks")
    expect(told).to_be_visible()
    bench.write(
        bench.section("Open questions").locator("article.item").last,
        "Who pays for presence is still open.",
    )


def whoever_spoke_is_asked_by_mail(amina: Page, address: str) -> None:
    """The page says whom nobody can write to, and where an address is given."""
    amina.goto(address)
    panel = amina.locator("#consents")
    expect(panel).to_contain_text("cannot be written to")
    panel.get_by_role("link", name="People in the conversation").first.click()
    amina.get_by_role("link", name="Their link, and changes: Thandi").click()
    amina.get_by_label("E-mail address").fill(THANDI)
    amina.get_by_role("button", name="Save", exact=True).click()
    expect(amina.get_by_role("heading", name="Who is invited")).to_be_visible()
    amina.goto(address)
    assert what_axe_finds(amina) == []
    panel.get_by_role("button", name="Ask one person").click()
    expect(amina.get_by_text("1 person is being asked.")).to_be_visible()


def she_corrects_one_and_agrees_to_the_other(thandi: Page) -> None:
    """On her phone, without an account."""
    asked = thandi.locator("section.asked-words")
    expect(asked).to_have_count(2)
    income, stipend = asked.filter(has=mark(thandi, INCOME)), asked.filter(has=mark(thandi, STIPEND))
    income.get_by_text("Yes, but correct them").click()
    income.get_by_label("How the words should read").fill(CORRECTED)
    income.get_by_role("button", name="Use the corrected words").click()
    expect(asked.filter(has=mark(thandi, CORRECTED)).get_by_text("corrected by you")).to_be_visible()
    stipend.get_by_role("button", name="Yes, use them as they stand").click()
    expect(stipend.locator(".mark").get_by_text("Agreed", exact=True)).to_be_visible()
    assert what_axe_finds(thandi) == []
    assert what_is_wider_than_the_screen(thandi) == []


def mark(page: Page, words: str) -> Locator:
    return page.locator("mark").get_by_text(words, exact=True)


def the_workbench_says_so_and_the_summary_is_sent(amina: Page, bench: Workbench, address: str) -> None:
    amina.goto(address)
    expect(amina.get_by_text("Everybody who was to be asked has agreed.")).to_be_visible()
    figure = amina.locator("figure.quoted").filter(has_text=CORRECTED)
    expect(figure).to_contain_text("corrected by the speaker")
    item = bench.section("What did not work").locator("article.item").last
    bench.write(item, "The presence of volunteers outlived what they were paid.")
    bench.send()


def the_editor_approves_and_publishes(dineo: Page, address: str) -> None:
    dineo.goto(address)
    dineo.get_by_role("button", name="Approve: freeze this version").click()
    expect(dineo.get_by_text("Approved: this version is frozen")).to_be_visible()
    dineo.get_by_role("button", name="Publish as recorded learning").click()
    expect(dineo.get_by_text("Version 1.0, published")).to_be_visible()


def every_reader_sees_her_words_as_she_corrected_them(reader: Page, address: str) -> None:
    """A visitor, in the page and in the files."""
    reader.goto(address)
    figure = reader.locator("figure.quoted").filter(has_text=CORRECTED)
    expect(figure).to_contain_text("Thandi")
    expect(figure).to_contain_text("corrected by the speaker")
    expect(reader.locator("blockquote").get_by_text(STIPEND, exact=True)).to_be_visible()
    expect(reader.locator("blockquote").get_by_text(MARKED, exact=True)).to_be_visible()
    assert what_axe_finds(reader) == []
    assert what_is_wider_than_the_screen(reader) == []
    word = docx.Document(str(download(reader, "Word (DOCX)")))
    said = {
        "page": reader.locator("main").inner_text(),
        "Markdown": download(reader, "Markdown").read_text(),
        "JSON": json.dumps(json.loads(download(reader, "JSON").read_text()), ensure_ascii=False),
        "Word": "\n".join(paragraph.text for paragraph in word.paragraphs),
    }
    for where, text in said.items():
        plain = text.replace("\\", "")
        assert (where, CORRECTED in plain, STIPEND in plain) == (where, True, True)
        assert (where, *(words in plain for words in (INCOME, UNMARKED, INVENTED))) == (where, *3 * [False])
