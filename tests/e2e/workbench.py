"""Amina at her workbench: from what was said to a summary that an editor may publish."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

RECTANGLES = """([span, words]) => {
  const node = span.firstChild, start = node.data.indexOf(words), at = (from, to) => {
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    const box = range.getBoundingClientRect();
    return {left: box.left, right: box.right, middle: box.top + box.height / 2};
  };
  return [at(start, start + 1), at(start + words.length - 1, start + words.length)];
}"""


class Workbench:
    def __init__(self, page: Page, *, is_live: bool) -> None:
        self.page = page
        self.is_live = is_live

    def source(self, text: str) -> Locator:
        return self.page.locator("article.source").filter(has_text=text)

    def select_with_mouse(self, source: str, words: str, *, up_to: str = "") -> None:
        """Draw the mouse over the words of a source; ``up_to`` ends in another sentence."""
        sentences = self.source(source).locator(".sentence > span")
        first = sentences.filter(has_text=words)
        first.scroll_into_view_if_needed()
        last = sentences.filter(has_text=up_to) if up_to else first
        start = self._rectangles(first, words)[0]
        end = self._rectangles(last, up_to or words)[1]
        mouse = self.page.mouse
        mouse.move(start["left"] + 0.5, start["middle"])
        mouse.down()
        mouse.move((start["left"] + end["right"]) / 2, (start["middle"] + end["middle"]) / 2, steps=3)
        mouse.move(end["right"] - 0.5, end["middle"], steps=3)
        mouse.up()

    def _rectangles(self, sentence: Locator, words: str) -> list[dict[str, float]]:
        found: list[dict[str, float]] = self.page.evaluate(RECTANGLES, [sentence.element_handle(), words])
        return found

    def tick(self, source: str, *sentences: str) -> None:
        for sentence in sentences:
            self.source(source).get_by_label(sentence).check()

    def quote(self, target: str) -> None:
        """Put the picked words under ``target``, an option of the list of places."""
        before = self.page.locator("figure.quoted").count()
        places = self.page.get_by_label("Put the words under")
        label = next(text for text in places.locator("option").all_inner_texts() if target in text)
        places.select_option(label=label)
        self.page.get_by_role("button", name="Quote", exact=False).first.click()
        expect(self.page.locator("figure.quoted")).to_have_count(before + 1)

    def section(self, name: str) -> Locator:
        return self.page.get_by_role("region", name=name, exact=True)

    def add_item(self, section: str) -> Locator:
        before = self.section(section).locator("article.item").count()
        self.section(section).get_by_role("button", name="Add an item").click()
        expect(self.section(section).locator("article.item")).to_have_count(before + 1)
        return self.section(section).locator("article.item").last

    def write(
        self, item: Locator, prose: str, *, lesson: str = "", kind: str = "", is_own_view: bool = False
    ) -> None:
        item.get_by_label("In your words").fill(prose)
        if is_own_view:
            item.get_by_label("This is our own view").check()
        if lesson:
            item.locator("details.lesson-fields > summary").click()
            item.locator("[name=lesson_statement]").fill(lesson)
            item.locator("[name=lesson_kind]").select_option(label=kind)
        item.get_by_role("button", name="Save", exact=True).click()
        if self.is_live:
            expect(item.locator(".write-state")).to_have_text("Saved")
        else:
            self.page.wait_for_url(re.compile(r"/summaries/\d+/#item-\d+$"))

    def move_up(self, item: Locator) -> None:
        item.get_by_role("button", name="Move up").click()

    def prose_of(self, section: str) -> list[str]:
        boxes = self.section(section).get_by_label("In your words")
        return [box.input_value() for box in boxes.all()]

    def send(self) -> None:
        self.page.get_by_role("button", name="Send for approval").click()
        expect(self.page.get_by_text("Sent. An editor will publish it")).to_be_visible()


def download(page: Page, link: str) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=link, exact=True).click()
    return Path(waiting.value.path())
