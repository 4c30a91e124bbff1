"""Browser contexts for the cast, and what a page of ours must never do."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, StorageState

from tests.site import Site

PASSWORD = "demonstration"
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
WAIT = 10_000
REFUSED = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")
OFFLINE = re.compile(r"Failed to load resource: net::ERR_|WebSocket connection to '[^']+' failed")


class Visits:
    """Opens the site for people, each in a browser context of their own; logs in once per person."""

    def __init__(self, browser: Browser, site: Site) -> None:
        self.browser = browser
        self.site = site
        self.logins: dict[str, StorageState] = {}
        self.opened: list[BrowserContext] = []
        self.complaints: list[str] = []
        self.tolerated: list[re.Pattern[str]] = []

    def page(
        self, who: str = "", *, phone: bool = True, script: bool = True, scheme: str = "light", **options
    ) -> Page:
        """A page in a new context, for a visitor or for somebody who has logged in."""
        context = self._context(
            **(PHONE if phone else DESKTOP),
            java_script_enabled=script,
            color_scheme=scheme,
            storage_state=self._login(who) if who else None,
            **options,
        )
        self.opened.append(context)
        return context.new_page()

    def tolerate(self, *patterns: re.Pattern[str]) -> None:
        """Browsers note an answer of 4xx and a lost connection in the console; some tests want them."""
        self.tolerated.extend(patterns)

    def close(self) -> list[str]:
        """Close every context of this test; returns what no page should have done."""
        while self.opened:
            self.opened.pop().close()
        complaints = [
            text for text in self.complaints if not any(pattern.search(text) for pattern in self.tolerated)
        ]
        self.complaints.clear()
        self.tolerated.clear()
        return complaints

    def _context(self, **options) -> BrowserContext:
        context = self.browser.new_context(base_url=self.site.url, locale="en-ZA", **options)
        context.set_default_timeout(WAIT)
        context.on("console", self._hear)
        context.on("weberror", lambda error: self._complain(str(error.error)))
        context.on("request", self._see)
        return context

    def _login(self, who: str) -> StorageState:
        if who not in self.logins:
            context = self._context()
            page = context.new_page()
            page.goto("/accounts/login/")
            page.get_by_label("Email").fill(f"{who}@demo.example")
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button", name="Log in").click()
            page.wait_for_url(self.site.url + "/")
            self.logins[who] = context.storage_state()
            context.close()
        return self.logins[who]

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self._complain(message.text)

    def _see(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob"} and address.netloc != urlsplit(self.site.url).netloc:
            self._complain(f"asked another host: {request.url}")

    def _complain(self, text: str) -> None:
        self.complaints.append(text)


@contextmanager
def offline(page: Page) -> Iterator[None]:
    """The phone loses its connection."""
    page.context.set_offline(True)
    try:
        yield
    finally:
        page.context.set_offline(False)
