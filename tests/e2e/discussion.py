"""What a network does with a thread: discuss, quote, name, split, merge, hide, bring back.

The same acts by keyboard alone and without JavaScript; ``Hands`` is the difference.
"""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.e2e.hands import Hands, Keyboard, Pointer
from tests.e2e.visits import Visits

CASE_STUDY = "/threads/new/case-study/demonstration-kingfisher-street/"
QUOTED = "We asked three departments."
ANSWER = "The ward budget paid, in the end."
ASIDE = "Something else: our gate is broken."


@dataclass
class Talk:
    """Ben opens a thread, Chloé answers, Amina facilitates."""

    ben: Hands
    chloe: Hands
    amina: Hands
    title: str
    address: str = ""

    @property
    def thread_id(self) -> str:
        return self.address.split("/threads/")[1].split("/")[0]


def gather(visits: Visits, *, script: bool, title: str) -> Talk:
    hands = Keyboard if script else Pointer
    pages = (visits.page(who, phone=not script, script=script) for who in ("ben", "chloe", "amina"))
    return Talk(*(hands(page) for page in pages), title=title)


def post(page: Page, words: str) -> Locator:
    return page.locator("li.post").filter(has_text=words)


def body(page: Page, words: str) -> Locator:
    """The post whose own first words these are; a post that quotes them has them too."""
    return page.locator("li.post").filter(has=page.locator(".prose > p:first-child", has_text=words))


def open_a_thread(talk: Talk) -> None:
    page = talk.ben.page
    page.goto(CASE_STUDY)
    talk.ben.fill("Title", talk.title)
    # The same words in one thread after another would wait for a facilitator.
    talk.ben.fill("Your post", f"{talk.title}: who pays for them? {QUOTED}")
    talk.ben.press("Open the thread")
    expect(page.get_by_role("heading", name=talk.title, level=1)).to_be_visible()
    talk.address = page.url.split("#")[0].split("?")[0]


def quote_and_name_somebody(talk: Talk) -> None:
    """Chloé ticks a sentence of Ben's, and names him with an @."""
    page = talk.chloe.page
    page.goto(talk.address)
    talk.chloe.follow("Quote post 1")
    talk.chloe.tick(QUOTED)
    talk.chloe.press("Put them into my reply")
    box = page.get_by_label("Your post", exact=True)
    expect(box).to_have_value(re.compile(re.escape(f"> {QUOTED}")))
    _go_on_writing(talk.chloe, box, "@Ben ")
    _go_on_writing(talk.chloe, box, ANSWER)
    talk.chloe.press("Post the reply")
    answered = post(page, ANSWER)
    expect(answered.locator("blockquote")).to_contain_text(QUOTED)
    expect(answered.locator("blockquote a")).to_have_attribute("href", re.compile(r"/posts/1/"))


def _go_on_writing(hands: Hands, box: Locator, words: str) -> None:
    if isinstance(hands, Keyboard):
        hands.reach(box)
        hands.page.keyboard.press("Control+End")
        hands.page.keyboard.type(words)
    else:
        box.fill(box.input_value() + words)


def take_the_offered_name(talk: Talk) -> None:
    """By keyboard: two letters behind an @ offer people of the thread, Enter takes the first."""
    hands = talk.chloe
    assert isinstance(hands, Keyboard)
    page = hands.page
    page.goto(talk.address)
    box = page.locator("#reply").get_by_label("Your post", exact=True)
    hands.reach(box)
    page.keyboard.type("@Be")
    expect(page.get_by_role("option").first).to_contain_text("Ben")
    page.keyboard.press("Enter")
    page.keyboard.type("have you asked the province?")
    hands.press("Post", within=page.locator("#reply"))
    named = post(page, "have you asked the province?")
    expect(named.locator(".prose a", has_text="@Ben")).to_be_visible()


def the_named_one_is_told(talk: Talk) -> None:
    page = talk.ben.page
    page.goto("/notices/")
    expect(page.get_by_role("main")).to_contain_text(talk.title)


def split_off_a_branch_and_merge_it_back(talk: Talk) -> None:
    ben, page = talk.ben, talk.amina.page
    ben.page.goto(talk.address)
    ben.fill("Your post", ASIDE, within=ben.page.locator("#reply"))
    ben.press("Post", within=ben.page.locator("#reply"))
    expect(post(ben.page, ASIDE)).to_be_visible()

    page.goto(talk.address)
    talk.amina.follow(re.compile("^Facilitate"), within=post(page, ASIDE))  # type: ignore[arg-type]
    talk.amina.open("Split off with its replies")
    talk.amina.fill("Title of the new thread", f"{talk.title}: the gate")
    _say_why(talk.amina, "Split off with its replies", "It is another matter.")
    expect(page.get_by_text("Split", exact=False).first).to_be_visible()

    page.goto(talk.address)
    expect(post(page, ASIDE)).to_have_count(0)
    talk.amina.follow("Go to that thread", within=page.locator("li.post.pointer"))
    expect(page.get_by_role("heading", name=f"{talk.title}: the gate")).to_be_visible()
    expect(post(page, ASIDE)).to_be_visible()

    talk.amina.follow("Facilitate", within=page.locator(".page-head"))
    talk.amina.open("Merge")
    talk.amina.fill("Into which thread", talk.thread_id, within=_details(page, "Merge"))
    _say_why(talk.amina, "Merge", "It belongs together after all.")
    page.goto(talk.address)
    expect(post(page, ASIDE)).to_be_visible()


def hide_a_post_and_bring_it_back(talk: Talk) -> None:
    page = talk.amina.page
    page.goto(talk.address)
    talk.amina.follow(re.compile("^Facilitate"), within=post(page, ASIDE))  # type: ignore[arg-type]
    talk.amina.open("Hide")
    _say_why(talk.amina, "Hide", "It names somebody.")
    talk.chloe.page.goto(talk.address)
    expect(post(talk.chloe.page, ASIDE)).to_have_count(0)
    expect(post(talk.chloe.page, "Reason: It names somebody.")).to_be_visible()

    page.goto(f"/threads/{talk.thread_id}/log/")
    hidden = page.locator(".acts > li").filter(has_text="It names somebody.")
    talk.amina.press(re.compile("^Undo"), within=hidden)  # type: ignore[arg-type]
    talk.chloe.page.goto(talk.address)
    expect(post(talk.chloe.page, ASIDE)).to_be_visible()


def _details(page: Page, summary: str) -> Locator:
    return page.locator("details").filter(has=page.locator("summary", has_text=re.compile(f"^{summary}$")))


def _say_why(hands: Hands, summary: str, reason: str) -> None:
    form = _details(hands.page, summary)
    hands.fill("Reason", reason, within=form)
    with hands.page.expect_navigation():
        hands.press(summary, within=form)
