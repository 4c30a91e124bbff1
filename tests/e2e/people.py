"""What people do on the site, with their hands: the steps that the browser tests share.

Each works with and without JavaScript. ``look`` is what a person does to see what others did:
nothing where the page is live, loading it again where it is not.
"""

import re
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, WebSocket, expect


@dataclass
class Person:
    page: Page
    is_live: bool = True
    frames: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: self.frames.append(str(frame)))

    def look(self) -> None:
        if not self.is_live:
            self.page.goto(self.page.url.split("#")[0])

    def press(self, name: str, *, within: Locator | None = None) -> None:
        (within or self.page).get_by_role("button", name=name, exact=True).click()

    def has_been_told(self, words: str) -> bool:
        """Whether the words ever reached this browser: in its page or through its socket."""
        self.look()
        return words in self.page.content() or any(words in frame for frame in self.frames)

    def settle(self) -> None:
        """Wait until the page is live, and leave a mark there that a reload would take away."""
        if self.is_live:
            expect(self.page.locator("[data-connection]")).to_have_text("Live")
            self.page.evaluate("window.isStillTheSamePage = true")

    def is_still_on_the_same_page(self) -> bool:
        return bool(self.page.evaluate("window.isStillTheSamePage"))


class Attendee(Person):
    def join(self, url: str, *, name: str = "", anonymously: bool = False) -> None:
        self.page.goto(url)
        if name:
            self.page.get_by_label("Your name").fill(name)
        if anonymously:
            self.page.get_by_label("anonymously").check()
        self.page.locator("[name=take_part]").check()
        self.page.locator("[name=be_quoted]").check()
        self.page.locator("[name=be_named]").check()
        self.press("Join the session")
        expect(self.page.get_by_role("heading", name="Ask")).to_be_visible()
        self.settle()

    def join_by_code(self, code: str, *, name: str) -> None:
        self.page.goto("/j/")
        self.page.get_by_label("Session code").fill(code.lower())
        self.press("Join")
        self.join(self.page.url, name=name)

    @property
    def box(self) -> Locator:
        return self.page.get_by_role("textbox", name="Your question")

    @property
    def state(self) -> Locator:
        return self.page.locator("[data-ask] .write-state")

    def ask(self, text: str, *, anonymously: bool = False, about: str = "") -> None:
        self.box.fill(text)
        if anonymously:
            self.page.get_by_label("Ask anonymously").check()
        if about:
            self.page.get_by_label("About").select_option(about)
        self.press("Ask")
        if self.is_live:
            expect(self.state).to_have_text("Sent")
        expect(self.question(text)).to_be_visible()
        expect(self.box).to_have_value("")

    def question(self, text: str) -> Locator:
        return self.page.locator("li.question").filter(has_text=text)

    def own_question(self, text: str) -> Locator:
        return self.page.locator("[data-list=own] li").filter(has_text=text)

    def room_question(self, text: str) -> Locator:
        return self.page.locator("[data-list=room] li").filter(has_text=text)

    def vote(self, text: str) -> None:
        self.question(text).get_by_role("button", name=re.compile(r"\d+ ?Vote$")).click()

    def take_vote_back(self, text: str) -> None:
        self.question(text).get_by_role("button", name=re.compile(r"\d+ ?Voted$")).click()

    def withdraw(self, text: str) -> None:
        self.question(text).get_by_text("Withdraw my question", exact=True).click()
        self.press("Yes, take it out of the session", within=self.question(text))

    def votes(self, text: str) -> Locator:
        return self.question(text).locator(".vote:visible [data-field=votes]")


class Facilitator(Person):
    """Amina at her desk."""

    def plan(self, engagement: str, title: str) -> None:
        self.page.goto(f"/engagements/{engagement}/")
        self.page.get_by_role("link", name="Plan a session").click()
        self.page.get_by_label("Title").fill(title)
        self.press("Plan the session")
        expect(self.page.get_by_role("heading", name=title)).to_be_visible()

    @property
    def slug(self) -> str:
        return self.page.url.split("/live/")[1].split("/")[0]

    def open(self) -> str:
        """Open or reopen the session; returns its short code."""
        self.page.get_by_role("button", name=re.compile("^(Open|Reopen) the session$")).click()
        expect(self.page.get_by_role("link", name="Close the session …")).to_be_visible()
        self.settle()
        return self.page.locator(".code").inner_text()

    @property
    def screen_link(self) -> str:
        link = self.page.get_by_role("link", name="Screen for the projector")
        return str(link.get_attribute("href"))

    def question(self, text: str) -> Locator:
        """By its own words: beside others that may ask the same they stand as well."""
        own_words = self.page.locator(".question-text", has_text=text)
        return self.page.locator("li.desk-question").filter(has=own_words)

    def lane(self, name: str) -> Locator:
        return self.page.locator(f"[data-list={name}] > li")

    def let_through(self, text: str) -> None:
        self.look()
        self.press("Let through", within=self.question(text))
        expect(self.lane("published").filter(has_text=text)).to_be_visible()

    def hide(self, text: str, reason: str) -> None:
        self.look()
        self.question(text).locator("details.desk-hide > summary").click()
        self.question(text).get_by_label("Reason, shown to its asker").fill(reason)
        self.press("Hide the question", within=self.question(text))
        expect(self.lane("hidden").filter(has_text=text)).to_be_visible()

    def answer_now(self, text: str) -> None:
        self.look()
        self.press("Answering now", within=self.question(text))
        expect(self.lane("answering").filter(has_text=text)).to_be_visible()

    def answer(self, text: str, words: str) -> None:
        self.question(text).locator("details.desk-answer > summary").click()
        self.question(text).get_by_label("The answer in words").fill(words)
        self.press("Mark as answered", within=self.question(text))
        expect(self.lane("answered").filter(has_text=text)).to_be_visible()

    def close(self) -> None:
        """Close the session, over the page that says what will happen; its summary draft opens."""
        self.page.get_by_role("link", name="Close the session …").click()
        self.press("Close the session and open its summary")
        expect(self.page.get_by_role("heading", name="What was said")).to_be_visible()
