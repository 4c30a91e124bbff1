"""Plain text as Markdown in which nothing is markup that was not."""

import re

from exchange.text.characters import scrub

_ANYWHERE = re.compile(
    r"[\\`*\[\]|~]|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?])|&(?=#|\w+;)|(?<= )#(?=#*\s*$)"
)
_AT_LINE_START = re.compile(r"(?m)^[ \t]*(?:([#>=]|[-+](?=[\s=-]|$))|(\d{1,9})([.)](?=\s|$)))")


def escaped(text: str) -> str:
    """For a piece of a line; ``line_starts_escaped`` comes over the finished paragraph."""
    return _ANYWHERE.sub(r"\\\g<0>", scrub(text))


def line_starts_escaped(markdown: str) -> str:
    """A paragraph whose lines begin no list, quote, heading or code, and are not indented."""
    lines = "\n".join(line.strip() for line in markdown.split("\n") if line.strip())
    return _AT_LINE_START.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", lines)
