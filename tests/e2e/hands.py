"""Two ways to work with a page: with the keyboard alone, or by pointing where there is no script."""

from playwright.sync_api import Locator, Page, expect

FURTHEST = 300  # presses of Tab


class Keyboard:
    """No pointer at all: Tab leads everywhere, and what has the focus is what is acted on."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, target: Locator, *, within: int = FURTHEST) -> None:
        expect(target).to_be_visible()
        for _ in range(within):
            if target.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never came to {target}")

    def press(self, name: str, *, within: Locator | None = None) -> None:
        self.reach((within or self.page).get_by_role("button", name=name, exact=True))
        self.page.keyboard.press("Enter")

    def follow(self, name: str, *, within: Locator | None = None) -> None:
        self.reach((within or self.page).get_by_role("link", name=name, exact=True))
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def follow_here(self, name: str) -> None:
        """A link to a place on the same page; it can be read as soon as it is reached."""
        link = self.page.get_by_role("link", name=name, exact=True)
        self.reach(link)
        box = link.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24
        expect(link).to_be_in_viewport()
        self.page.keyboard.press("Enter")

    def open(self, summary: str) -> None:
        self.reach(self.page.locator("summary", has_text=summary))
        self.page.keyboard.press("Enter")

    def fill(self, label: str, text: str, *, within: Locator | None = None) -> None:
        box = (within or self.page).get_by_label(label, exact=True)
        self.reach(box)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def tick(self, words: str) -> None:
        self.reach(self.page.get_by_role("checkbox", name=words))
        self.page.keyboard.press("Space")


class Pointer:
    """The same acts by touch."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, name: str, *, within: Locator | None = None) -> None:
        (within or self.page).get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str, *, within: Locator | None = None) -> None:
        (within or self.page).get_by_role("link", name=name, exact=True).click()

    def open(self, summary: str) -> None:
        self.page.locator("summary", has_text=summary).click()

    def fill(self, label: str, text: str, *, within: Locator | None = None) -> None:
        (within or self.page).get_by_label(label, exact=True).fill(text)

    def tick(self, words: str) -> None:
        self.page.get_by_role("checkbox", name=words).check()


Hands = Keyboard | Pointer
