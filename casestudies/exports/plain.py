"""Writes a document as plain text to paste into WhatsApp or a mail.

Lines are as long as their paragraphs, since a phone wraps them itself, and every address stands on
a line of its own, where it becomes a link. *Bold* and _italic_ are WhatsApp's own marks.
"""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it.token import Token

from casestudies.exports.characters import one_line, printable, web_address
from casestudies.exports.document import Document, Item, Quoted
from casestudies.exports.prose import Block, blocks
from casestudies.exports.wording import (
    DEMONSTRATION,
    DEMONSTRATION_MEANS,
    NOTHING_HERE,
    WITHDRAWN,
    attributed,
    closing,
    facts,
    standing,
)

MARKS = {"strong_open": "*", "strong_close": "*", "em_open": "_", "em_close": "_"}


def to_plain(document: Document) -> str:
    """The whole document as lines of text."""
    return "\n\n".join(plain_parts(document)) + "\n"


def plain_parts(document: Document) -> Iterator[str]:
    """The same in parts, an empty line between each two."""
    return filter(None, _parts(printable(document)))


def _parts(document: Document) -> Iterator[str]:
    if document.is_demonstration:
        yield f"*{DEMONSTRATION}.* {DEMONSTRATION_MEANS}"
    head = (f"*{one_line(document.title)}*", one_line(document.subtitle), " · ".join(standing(document)))
    yield "\n".join(filter(None, head))
    yield "\n".join(f"{label}: {value}" for label, value in facts(document))
    yield one_line(document.url)
    for section in map(printable, document.sections):
        title = f"*{one_line(section.title)}*"
        yield "\n".join(filter(None, (title, *map(one_line, section.notes), one_line(section.url))))
        if section.items:
            yield from (_item(item, document.url) for item in section.items)
        elif not section.notes:
            yield NOTHING_HERE
    for title, paragraphs in closing(document):
        yield "\n".join((f"*{title}*", *paragraphs))


def _item(item: Item, base: str) -> str:
    written = ""
    for block in blocks(item.prose, as_said=item.as_said):
        # The items of a list stay together; paragraphs stand apart.
        gap = "\n" if block.markers else "\n\n"
        written += f"{gap if written else ''}{_block(block, base)}"
    return "\n\n".join(filter(None, (written, *map(_quotation, item.quotations))))


def _block(block: Block, base: str) -> str:
    text = _inline(block.inline, base)
    if block.is_heading:
        return f"*{one_line(text)}*"
    own = "".join("• " if marker in "-*+" else f"{marker} " for marker in block.markers[-1:] if block.opens)
    written = "  " * max(0, len(block.markers) - 1) + own + text
    return "\n".join("> " * block.quoted + line for line in written.split("\n"))


def _inline(tokens: tuple[Token, ...], base: str) -> str:
    written: list[str] = []
    links: list[tuple[int, str]] = []
    for token in tokens:
        match token.type:
            case "softbreak":
                written.append(" ")
            case "hardbreak":
                written.append("\n")
            case "link_open":
                links.append((len(written), web_address(str(token.attrGet("href") or ""), base)))
            case "link_close":
                start, address = links.pop()
                shown = "".join(written[start:])
                if address and shown not in (address, address.removeprefix("mailto:")):
                    written.append(f" ({address})")
            case _:
                written.append(MARKS.get(token.type, token.content))
    return "".join(written)


def _quotation(quoted: Quoted) -> str:
    said = f"{WITHDRAWN}." if quoted.withdrawn else f"“{quoted.words}”"
    return "\n".join(filter(None, (said, attributed(quoted), one_line(quoted.url))))
