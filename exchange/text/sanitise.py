"""The last gate: an allow-list over finished HTML."""

import re
from html import unescape

from bleach.sanitizer import Cleaner

from exchange.text.links import REL, is_allowed

TAGS = frozenset(
    {
        *("a", "blockquote", "br", "code", "em", "h3", "h4", "h5", "hr"),
        *("li", "ol", "p", "pre", "small", "strong", "ul"),
    }
)

_OUR_PAGE = re.compile(r"(?:/[a-z0-9-]{1,80}){1,6}/")
"""The pages that a mention or a checked quote leads to. The parser lets nobody type such a link."""


def sanitise(html: str) -> str:
    """HTML of allowed tags, attributes and schemes only, whatever the renderer let through.

    bleach checks addresses too, but takes "javascript:123" for a host with its port, and lets
    "//host" pass; ours goes first. A Cleaner is made for each call because it is not thread-safe.
    """
    cleaner = Cleaner(tags=TAGS, attributes=_keeps, protocols={"http", "https", "mailto"}, strip=True)
    return cleaner.clean(html)


def _keeps(tag: str, name: str, value: str) -> bool:
    """bleach hands over the value with its entities still in it."""
    match tag, name:
        case "a", "href":
            return is_allowed(unescape(value)) or bool(_OUR_PAGE.fullmatch(value))
        case "a", "class":
            return value in {"mention", "said-in"}
        case "blockquote", "class":
            return value == "checked"
        case "a", "rel":
            return value == REL
        case "ol", "start":
            return value.isascii() and value.isdecimal()
    return False
