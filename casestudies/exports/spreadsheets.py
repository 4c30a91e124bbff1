"""What a spreadsheet may open: text that it would run as a formula begins with an apostrophe."""

from __future__ import annotations

RISKY = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(text: str) -> str:
    """The text, never a formula. Blanks before a formula don't keep a spreadsheet from running it."""
    return f"'{text}" if text.lstrip(" \n").startswith(RISKY) else text


def unsafe_cell(text: str) -> str:
    """What ``safe_cell`` was given, as far as its apostrophe tells."""
    return text[1:] if text.startswith("'") and text[1:].lstrip(" \n").startswith(RISKY) else text
