"""What every page of ours keeps: axe finds nothing, it fits a phone, the keyboard gets there."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = (Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FURTHEST = 500
FOCUSED = """() => {
  const element = document.activeElement, style = getComputedStyle(element);
  const label = element.ariaLabel || element.labels?.[0]?.innerText;
  const name = label || element.innerText || element.value || "";
  const isShown = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  return {name: name.replace(/\\s+/g, " ").trim(), isShown};
}"""
WIDER_THAN_SCREEN = """() => document.scrollingElement.scrollWidth <= window.screen.width ? [] :
  [...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > window.screen.width + 1)
    .map((element) => `${element.tagName} ${element.className}`)"""


def what_axe_finds(page: Page, *, only: str = "") -> list[str]:
    """Every breach of WCAG 2.2 AA and of best practice, with the elements that it is about."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)  # the policy forbids inline scripts; this is no script of the page
    run_only = {"type": "rule", "values": [only]} if only else {"type": "tag", "values": RULES}
    options = {"runOnly": run_only, "resultTypes": ["violations"]}
    found: dict[str, Any] = page.evaluate("(options) => axe.run(document, options)", options)
    return [
        f"{breach['id']}: {breach['help']}: {[node['target'] for node in breach['nodes']]}"
        for breach in found["violations"]
    ]


def what_is_wider_than_the_screen(page: Page) -> list[str]:
    found: list[str] = page.evaluate(WIDER_THAN_SCREEN)
    return found


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the element of that name has the focus, and shows it."""
    passed = []
    for _ in range(FURTHEST):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        passed.append(focused["name"])
        if name in focused["name"]:
            assert focused["isShown"], f"nothing shows that “{name}” has the focus"
            return
    raise AssertionError(f"Tab never came to “{name}”, but to {passed}")


def expect_sound(page: Page, act: str = "") -> None:
    """axe finds nothing in light and in dark, nothing is wider than the screen, Tab comes to ``act``."""
    assert what_axe_finds(page) == []
    assert what_is_wider_than_the_screen(page) == []
    if act:
        tab_to(page, act)
    page.emulate_media(color_scheme="dark")
    assert what_axe_finds(page, only="color-contrast") == []
