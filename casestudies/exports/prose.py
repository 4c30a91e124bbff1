"""Reads an item's prose, which is light Markdown, into blocks that each renderer writes its own way.

Nobody's source text reaches an export as it was typed: a heading, an open code fence or a
piece of HTML in one item would otherwise swallow or reorder what other people said after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from casestudies.exports.characters import printable

PARSER = MarkdownIt("commonmark", {"html": False}).disable(["code", "lheading", "reference"])


@dataclass(frozen=True)
class Block:
    """A paragraph, with the list items around it.

    markers: "-" or "2." for each list that holds it, outermost first.
    opens: how many of those markers stand before this very block; the others it continues.
    list_key: which list of the prose the innermost is, so that numbers can start again.
    quoted: how many block quotes hold it, where those are kept.
    """

    inline: tuple[Token, ...]
    markers: tuple[str, ...] = ()
    opens: int = 0
    list_key: int = 0
    is_heading: bool = False
    quoted: int = 0

    @property
    def is_numbered(self) -> bool:
        """Whether the innermost list counts its items."""
        return bool(self.markers) and self.markers[-1][0].isdigit()

    @property
    def number(self) -> int:
        """The number of the innermost item, where it has one."""
        return int(self.markers[-1][:-1])


def blocks(prose: str, *, as_said: bool = False) -> tuple[Block, ...]:
    """The paragraphs of the prose in reading order; block quotes and rules leave only their text.

    ``as_said`` keeps block quotes, or one person's words would pass for another's, and line breaks.
    """
    found = _walk(PARSER.parse(prose))
    return tuple(map(_with_breaks, found) if as_said else (replace(block, quoted=0) for block in found))


def _with_breaks(block: Block) -> Block:
    inline = (
        token.copy(type="hardbreak", tag="br") if token.type == "softbreak" else token
        for token in block.inline
    )
    return replace(block, inline=tuple(inline))


def _walk(tokens: list[Token]) -> Iterator[Block]:
    markers: list[str] = []
    lists: list[int] = []
    opened = seen = quoted = 0
    heading = False
    for token in tokens:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                seen += 1
                lists.append(seen)
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                markers.append(f"{token.info}{token.markup}")
                opened += 1
            case "list_item_close":
                markers.pop()
                opened = min(opened, len(markers))
            case "blockquote_open" | "blockquote_close":
                quoted += token.nesting
            case "heading_open" | "heading_close":
                heading = token.type == "heading_open"
            case "inline" | "fence":
                inline = _code_lines(token) if token.type == "fence" else _sayable(token.children or [])
                if inline:
                    yield Block(inline, tuple(markers), opened, lists[-1] if lists else 0, heading, quoted)
                    opened = 0


def _sayable(tokens: list[Token]) -> tuple[Token, ...]:
    """Entities may spell what typing may not: a form feed, or the line break before a heading."""
    return tuple(token.copy(content=re.sub(r"\s+", " ", printable(token.content))) for token in tokens)


def _code_lines(fence: Token) -> tuple[Token, ...]:
    """A fenced block as lines of inline code: a fence has no other place in this kind of prose."""
    parts: list[Token] = []
    for line in filter(str.strip, fence.content.splitlines()):
        if parts:
            parts.append(Token("hardbreak", "br", 0))
        parts.append(Token("code_inline", "code", 0, content=line))
    return tuple(parts)
