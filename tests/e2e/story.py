"""The whole path, told once: a question in a live session becomes recorded learning.

The same story is walked with JavaScript and without; only what differs is left to the tests.
"""

import re
import zipfile
from dataclasses import dataclass

import docx
from playwright.sync_api import Page, expect

from tests.e2e.people import Attendee, Facilitator, Person
from tests.e2e.visits import Visits
from tests.e2e.workbench import Workbench, download

ENGAGEMENT = "demonstration-public-spaces"
CASE_STUDY = "Demonstration: light, trading and company at the Kingfisher Street taxi rank"
LIGHTS = "Who phones whom 🌍 when the lights at Khayelitsha’s rank go out? And who pays for that?"
TRADERS = "Did you ask the traders before you drew their stalls?"
FEAR = "I was robbed there in June. Who do I tell without being seen?"
RUDE = "Is the councillor’s cousin the contractor?"
MISTAKEN = "Sorry, wrong session: where is the catering?"
REASON = "Please ask this without naming a person."
ANSWER = "The ward office phones the contractor. In July nobody did; R40 000 of cable was gone by Monday."
WORDS = "when the lights at Khayelitsha’s rank go out? And who pays"
SENTENCE = "In July nobody did; R40 000 of cable was gone by Monday."
PROSE = "A light is only as good as the phone number beside it."
SECOND_PROSE = "Cable goes first: order aluminium."
LESSON = "A rank’s lights stay on where one named person is phoned the same evening."


@dataclass
class Cast:
    amina: Facilitator
    ben: Attendee
    chloe: Attendee
    thandi: Attendee  # a guest, by name
    dineo: Person
    screen: Page  # the projector: nobody has logged in there
    title: str

    @property
    def attendees(self) -> list[Attendee]:
        return [self.ben, self.chloe, self.thandi]

    @property
    def workbench(self) -> Workbench:
        return Workbench(self.amina.page, is_live=self.amina.is_live)

    def look_at_screen(self) -> Page:
        if not self.amina.is_live:
            self.screen.goto(self.screen.url)
        return self.screen


def gather(visits: Visits, *, script: bool, title: str) -> Cast:
    return Cast(
        amina=Facilitator(visits.page("amina", phone=False, script=script), script),
        ben=Attendee(visits.page("ben", script=script), script),
        chloe=Attendee(visits.page("chloe", script=script), script),
        thandi=Attendee(visits.page(script=script), script),
        dineo=Person(visits.page("dineo", script=script), script),
        screen=visits.page(phone=False, script=script),
        title=title,
    )


def plan_open_and_join(cast: Cast) -> None:
    """Members come by the link, the guest by the code that the screen shows."""
    cast.amina.plan(ENGAGEMENT, cast.title)
    cast.amina.open()
    cast.screen.goto(cast.amina.screen_link)
    code = cast.screen.locator(".screen-code:visible").first.inner_text()
    link = f"/live/{cast.amina.slug}/"
    cast.ben.join(link)
    cast.chloe.join(link)
    cast.thandi.join_by_code(code, name="Thandi")


def a_waiting_question_is_its_askers_alone(cast: Cast) -> None:
    cast.thandi.ask(LIGHTS)
    expect(cast.thandi.own_question(LIGHTS)).to_contain_text("Only you see this: it waits")
    cast.amina.look()
    expect(cast.amina.lane("waiting").filter(has_text=LIGHTS)).to_contain_text("Thandi")
    assert not cast.ben.has_been_told(LIGHTS)
    assert not cast.chloe.has_been_told(LIGHTS)
    assert LIGHTS not in cast.look_at_screen().content()


def the_facilitator_lets_questions_through(cast: Cast) -> None:
    cast.ben.ask(TRADERS, about=CASE_STUDY)
    cast.chloe.ask(FEAR, anonymously=True)
    for text in (LIGHTS, TRADERS, FEAR):
        cast.amina.let_through(text)
    for person in cast.attendees:
        person.look()
        for text in (LIGHTS, TRADERS, FEAR):
            expect(person.room_question(text)).to_be_visible()
    expect(cast.ben.question(LIGHTS)).to_contain_text("Thandi")
    expect(cast.ben.question(FEAR)).to_contain_text("Anonymous")
    expect(cast.amina.question(FEAR)).to_contain_text("Anonymous")
    expect(cast.thandi.question(TRADERS)).to_contain_text(CASE_STUDY)
    expect(cast.thandi.page.locator("[data-list=own] li")).to_have_count(0)


def votes_count_once_everywhere(cast: Cast) -> None:
    cast.ben.vote(LIGHTS)
    cast.chloe.look()
    expect(cast.chloe.votes(LIGHTS)).to_have_text("1")
    cast.chloe.vote(LIGHTS)
    cast.thandi.vote(TRADERS)
    cast.chloe.take_vote_back(LIGHTS)
    expect(cast.chloe.votes(LIGHTS)).to_have_text("1")
    cast.chloe.vote(LIGHTS)
    for person in cast.attendees:
        person.look()
        expect(person.votes(LIGHTS)).to_have_text("2")
        expect(person.votes(TRADERS)).to_have_text("1")
    expect(cast.ben.page.locator("[data-list=room] li").first).to_contain_text(LIGHTS)
    screen = cast.look_at_screen()
    expect(screen.locator("[data-next] li").first).to_have_text(re.compile(rf"2\s+{re.escape(LIGHTS)}"))


def a_hidden_question_tells_its_reason_to_its_asker_alone(cast: Cast) -> None:
    cast.ben.ask(RUDE)
    cast.amina.let_through(RUDE)
    cast.chloe.look()
    expect(cast.chloe.room_question(RUDE)).to_be_visible()
    cast.amina.hide(RUDE, REASON)
    cast.ben.look()
    expect(cast.ben.own_question(RUDE)).to_contain_text(REASON)
    for person in (cast.chloe, cast.thandi):
        person.look()
        expect(person.question(RUDE)).to_have_count(0)
        assert not person.has_been_told(REASON)


def a_withdrawn_question_leaves_every_page(cast: Cast) -> None:
    cast.chloe.ask(MISTAKEN)
    cast.amina.let_through(MISTAKEN)
    cast.ben.look()
    expect(cast.ben.room_question(MISTAKEN)).to_be_visible()
    cast.chloe.look()
    cast.chloe.withdraw(MISTAKEN)
    for person in cast.attendees:
        person.look()
        expect(person.question(MISTAKEN)).to_have_count(0)
    cast.amina.look()
    expect(cast.amina.question(MISTAKEN)).to_have_count(0)


def the_answer_reaches_the_screen_and_the_room(cast: Cast) -> None:
    cast.amina.answer_now(LIGHTS)
    screen = cast.look_at_screen()
    expect(screen.locator("[data-current]")).to_have_text(LIGHTS)
    expect(screen.locator("[data-current-by]")).to_have_text("Thandi")
    cast.ben.look()
    expect(cast.ben.question(LIGHTS).get_by_text("Answering now")).to_be_visible()
    cast.amina.answer(LIGHTS, ANSWER)
    cast.ben.look()
    expect(cast.ben.question(LIGHTS).locator(".answer")).to_have_text(ANSWER)
    expect(cast.look_at_screen().locator("[data-current]")).to_have_text("Ask from your phone")


def closing_opens_threads_and_a_summary_draft(cast: Cast) -> None:
    cast.amina.close()
    for text in (LIGHTS, ANSWER, TRADERS, FEAR):
        expect(cast.workbench.source(text).first).to_be_visible()
    for text in (RUDE, MISTAKEN):
        assert text not in cast.amina.page.content()


def the_talk_goes_on_in_the_thread(cast: Cast) -> None:
    """Ben comes from the closed session, replies, and corrects himself; what he said first is kept."""
    page = cast.ben.page
    cast.ben.look()
    threads = page.locator("li").filter(has=page.get_by_role("link", name=f"Live questions: {cast.title}"))
    threads.filter(has_text="Demonstration: an engagement on public spaces").get_by_role("link").click()
    question = page.locator("li.post").filter(has_text=LIGHTS)
    expect(question).to_contain_text("2 votes")
    expect(question).to_contain_text("Thandi")
    expect(page.locator("li.post.answer")).to_contain_text(ANSWER)
    expect(page.locator("li.post").filter(has_text=FEAR)).to_contain_text("Asked anonymously")
    page.get_by_label("Your post").fill("We pay a *neighbour* for it.")
    cast.ben.press("Post")
    expect(page.locator("li.post").last).to_contain_text("We pay a neighbour for it.")
    expect(page.locator("li.post em")).to_have_text("neighbour")
    page.get_by_role("link", name=re.compile("^Edit")).click()
    page.get_by_label("Your post").fill("We pay two neighbours for it.")
    cast.ben.press("Save")
    expect(page.locator("li.post").last).to_contain_text("We pay two neighbours for it.")
    page.get_by_role("link", name="edited").click()
    expect(page.get_by_role("region", name="Version 1")).to_contain_text("We pay a *neighbour* for it.")
    expect(page.get_by_role("region", name="Version 2")).to_contain_text("two neighbours")


def the_facilitator_writes_and_orders(cast: Cast) -> None:
    """Into the items that the quotations made; a second item goes before the first."""
    bench = cast.workbench
    bench.write(
        bench.section("What worked").locator("article.item").first, PROSE, lesson=LESSON, kind="Worked"
    )
    bench.write(bench.add_item("What worked"), SECOND_PROSE, is_own_view=True)
    bench.move_up(bench.section("What worked").locator("article.item").last)
    expect(bench.section("What worked").get_by_label("In your words").first).to_have_value(SECOND_PROSE)
    assert bench.prose_of("What worked") == [SECOND_PROSE, PROSE]
    bench.send()


def an_editor_publishes(cast: Cast) -> None:
    page = cast.dineo.page
    page.goto("/summaries/")
    page.get_by_role("link", name=cast.title, exact=True).click()
    cast.dineo.press("Publish as recorded learning")
    expect(page.get_by_role("heading", name=cast.title)).to_be_visible()


def every_quotation_leads_back(cast: Cast, *quotations: str) -> dict[str, str]:
    """The published page shows each quotation, one click from its frozen words; returns their URLs."""
    page = cast.dineo.page
    learning = page.url
    expect(page.get_by_text(PROSE, exact=True)).to_be_visible()
    expect(page.get_by_role("link", name=LESSON)).to_be_visible()
    expect(page.locator("figure.quoted")).to_have_count(len(quotations))
    urls = {}
    for words in quotations:
        figure = page.locator("figure.quoted").filter(has_text=words)
        expect(figure.locator("blockquote")).to_have_text(words)
        figure.get_by_role("link", name="see these words in context").click()
        expect(page.locator("mark")).to_have_text(words)
        urls[words] = page.url
        assert re.fullmatch(r".*/words/[-\w]+/", page.url)
        page.goto(learning)
    return urls


def exports_carry_words_and_addresses(cast: Cast, urls: dict[str, str]) -> None:
    page = cast.dineo.page
    markdown = download(page, "Markdown").read_text()
    plain = download(page, "Text").read_text()
    file = download(page, "Word (DOCX)")
    document = docx.Document(str(file))
    paragraphs = "\n".join(paragraph.text for paragraph in document.paragraphs)
    with zipfile.ZipFile(file) as package:  # the addresses stand in notes
        addresses = "".join(
            package.read(name).decode() for name in package.namelist() if name.endswith(".rels")
        )
    for words, url in urls.items():
        assert url in markdown
        assert words in plain
        assert url in plain
        assert words in paragraphs
        assert url in addresses
    assert PROSE in markdown
    assert PROSE in paragraphs


def reopening_and_closing_again_brings_no_duplicates(cast: Cast, thread: str) -> None:
    page = cast.amina.page
    page.goto(thread)
    before = page.locator("li.post .prose").all_inner_texts()
    page.get_by_role("link", name="the live session").click()
    slug = page.url.split("/live/")[1].split("/")[0]
    page.goto(f"/live/{slug}/desk/")
    cast.amina.open()
    cast.amina.page.get_by_role("link", name="Close the session …").click()
    cast.amina.press("Close the session and open its summary")
    page.wait_for_url(re.compile(r"/summaries/\d+/$"))
    expect(page.get_by_role("link", name="Published as recorded learning")).to_be_visible()
    page.goto(thread)
    assert page.locator("li.post .prose").all_inner_texts() == before
