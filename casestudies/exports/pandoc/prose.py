"""An item's prose as pandoc's blocks: paragraphs, headings, lists in lists, quotes of others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from casestudies.exports.characters import reads_right_to_left, web_address
from casestudies.exports.pandoc.ast import (
    BREAK,
    SPACE,
    Node,
    bullets,
    code,
    directed,
    emphasised,
    header,
    link,
    numbered,
    para,
    plain,
    strong,
    text,
)
from casestudies.exports.pandoc.dialects import Dialect
from casestudies.exports.prose import Block, blocks
from casestudies.exports.structure import Cited, Listed, nested
from casestudies.exports.structure import Node as Part

DEEPEST = 4  # lists in lists; what lies deeper stands on this level, or a phone would have no room for it
MARKS = {"strong": strong, "em": emphasised}


def prose_nodes(prose: str, base: str, dialect: Dialect, *, level: int, as_said: bool = False) -> list[Node]:
    """The prose; its headings are ``level``, relative links are read from ``base``."""
    return list(_flow(nested(blocks(prose, as_said=as_said)), base, dialect, level))


def _flow(parts: Sequence[Part], base: str, dialect: Dialect, level: int, depth: int = 0) -> Iterator[Node]:
    is_tight = bool(depth) and sum(isinstance(part, Block) for part in parts) == 1
    for part in parts:
        match part:
            case Block():
                inline = _inline(part.inline, base)
                words = "".join(token.content for token in part.inline)
                if part.is_heading and not depth:
                    yield header(level, inline)
                elif reads_right_to_left(words):
                    yield dialect.styled("Body Text", inline, words)
                else:
                    yield plain(inline) if is_tight else para(inline)
            case Cited():
                yield from dialect.block_quote(list(_flow(part.nodes, base, dialect, level, depth + 1)))
            case Listed() if depth >= DEEPEST:
                for item in part.items:
                    yield from _flow(item, base, dialect, level, depth)
            case Listed():
                items = [list(_flow(item, base, dialect, level, depth + 1)) for item in part.items]
                yield numbered(part.first, items) if part.is_numbered else bullets(items)


def _inline(tokens: Sequence[Token], base: str) -> list[Node]:
    """Tokens open and close; nodes hold one another."""
    held: list[tuple[str, str, list[Node]]] = [("", "", [])]
    for token in tokens:
        here = held[-1][2]
        match token.type:
            case "softbreak":
                here.append(SPACE)
            case "hardbreak":
                here.append(BREAK)
            case "code_inline":
                here.append(code(token.content))
            case "link_open":
                held.append(("link", web_address(str(token.attrGet("href") or ""), base), []))
            case "strong_open" | "em_open":
                held.append((token.type.removesuffix("_open"), "", []))
            case "link_close" | "strong_close" | "em_close":
                kind, address, inside = held.pop()
                held[-1][2].extend(_closed(kind, address, inside))
            case _:
                here += text(token.content)
    return directed(held[0][2], "".join(token.content for token in tokens))


def _closed(kind: str, address: str, inside: list[Node]) -> list[Node]:
    if kind == "link":
        return [link(address, inside)] if address and inside else inside
    return [MARKS[kind](inside)] if inside else []
