"""What text must be before it is printed: characters that XML, and a reader's screen, can take."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast
from urllib.parse import urljoin, urlsplit

Value = TypeVar("Value")

# XML 1.0 has no place for these, escaped or not; a DOCX with one of them doesn't open.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
NEWLINES = re.compile("\r\n?|[\x85\u2028\u2029]")


def printable(value: Value) -> Value:
    """The same value with every string inside it printable, however deep it lies."""
    if isinstance(value, str):
        return cast(Value, UNPRINTABLE.sub("", NEWLINES.sub("\n", value)))
    if isinstance(value, tuple):
        return cast(Value, tuple(printable(part) for part in value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{field.name: printable(getattr(value, field.name)) for field in fields(value)}
        )
    return value


def one_line(text: str) -> str:
    """Text for a place that holds a single line: a title, a label, an attribution."""
    return " ".join(text.split())


def reads_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction runs from right to left (Arabic, Hebrew)."""
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((way in ("R", "AL") for way in directions if way in ("L", "R", "AL")), False)


def web_address(href: str, base: str) -> str:
    """The absolute address of a link in prose; empty for one that a reader shouldn't be sent to."""
    try:
        address = urljoin(base, href.strip())
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme == "mailto":
        return address
    return address if parts.scheme in ("http", "https") and parts.netloc else ""
