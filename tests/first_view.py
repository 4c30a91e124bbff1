"""The first view of a page on a phone that was never here: every byte that Chromium fetches, as it came."""

from collections.abc import Sequence

from playwright.sync_api import Page, sync_playwright

from tests.servers import chromium_path

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PHONE = {"width": 360, "height": 780}


def fetched_by(page: Page, address: str) -> list[float]:
    """The encoded size of each request that an address makes in a page with an empty cache."""
    network = page.context.new_cdp_session(page)
    sizes: list[float] = []
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    network.send("Network.enable")
    page.goto(address, wait_until="networkidle")
    return sizes


def encoded_bytes(site: str, paths: Sequence[str]) -> dict[str, float]:
    """All bytes of each path, each in a browser context of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        found = {}
        for path in paths:
            context = browser.new_context(viewport=PHONE)
            found[path] = sum(fetched_by(context.new_page(), site + path))
            context.close()
        browser.close()
    return found
