"""Writes a document as Markdown, in which nobody's text can pass for structure."""

from __future__ import annotations

import re
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

ANYWHERE = re.compile(r"[\\`*_\[\]|~]|<(?=[A-Za-z/!?])|&(?=#|\w+;)|(?<= )#(?=#*$)")
AT_LINE_START = re.compile(r"(?m)^[ \t]*(?:([#>=]|[-+](?=[ \t-]|$))|(\d{1,9})([.)]))")
IN_ADDRESS = re.compile(r"[\\()<>]|&(?=#|\w+;)")


def to_markdown(document: Document) -> str:
    """The whole document as CommonMark, which also reads well as it stands."""
    return "\n\n".join(markdown_parts(document)) + "\n"


def markdown_parts(document: Document) -> Iterator[str]:
    """The same in parts, an empty line between each two."""
    return filter(None, _parts(printable(document)))


def _parts(document: Document) -> Iterator[str]:
    if document.is_demonstration:
        yield f"**{DEMONSTRATION}.** {DEMONSTRATION_MEANS}"
    yield f"# {_line(document.title)}"
    if subtitle := _line(document.subtitle):
        yield f"*{subtitle}*"
    yield " · ".join(map(_line, standing(document)))
    yield "\n".join(f"- **{_line(label)}:** {_line(value)}" for label, value in facts(document))
    yield _autolink(document.url)
    for section in map(printable, document.sections):
        yield f"## {_line(section.title)}"
        yield "\\\n".join(map(_line, section.notes))
        yield _autolink(section.url)
        yield _items(section.items, document.url) or ("" if section.notes else NOTHING_HERE)
    for title, paragraphs in closing(document):
        yield f"## {title}"
        yield from map(_line, paragraphs)


def _items(items: tuple[Item, ...], base: str) -> str:
    parts: list[str] = []
    after_list = False
    for item in items:
        prose = blocks(item.prose, as_said=item.as_said)
        if after_list and prose and prose[0].markers:
            parts.append("<!-- -->")  # two lists that touch would read as one
        parts.append(_prose(prose, base))
        parts += [_quotation(quoted) for quoted in item.quotations]
        after_list = bool(prose and prose[-1].markers and not item.quotations)
    return "\n\n".join(filter(None, parts))


def _prose(prose: tuple[Block, ...], base: str) -> str:
    written = ""
    begun: set[int] = set()
    for block in prose:
        # A list's items stay together; a new list that counts could be taken for the text before it.
        together = block.opens == 1 and begun and (block.list_key in begun or not block.is_numbered)
        together = together and not block.quoted
        written += ("\n" if together else "\n\n" if written else "") + _block(block, base)
        begun = begun | {block.list_key} if block.markers else set()
    return written


def _block(block: Block, base: str) -> str:
    text = _at_line_start(_inline(block.inline, base))
    if block.is_heading:
        text = f"### {one_line(text)}"
    held = len(block.markers) - block.opens
    before = " " * sum(len(marker) + 1 for marker in block.markers[:held])
    own = "".join(f"{marker} " for marker in block.markers[held:])
    indent = " " * (len(before) + len(own))
    written = before + own + text.replace("\n", f"\n{indent}")
    quoted = "> " * block.quoted
    return "\n".join(f"{quoted}{line}".rstrip() for line in written.split("\n")) if quoted else written


def _inline(tokens: tuple[Token, ...], base: str) -> str:
    written: list[str] = []
    addresses: list[str] = []
    for token in tokens:
        match token.type:
            case "softbreak":
                written.append("\n")
            case "hardbreak":
                written.append("\\\n")
            case "strong_open" | "strong_close" | "em_open" | "em_close":
                written.append(token.markup)
            case "code_inline":
                written.append(_code(token.content))
            case "link_open":
                addresses.append(web_address(str(token.attrGet("href") or ""), base))
                written.append("[" if addresses[-1] else "")
            case "link_close":
                address = IN_ADDRESS.sub(r"\\\g<0>", addresses.pop())
                written.append(f"]({address})" if address else "")
            case _:
                written.append(_escaped(token.content))
    return "".join(written)


def _code(content: str) -> str:
    fence = "`" * (1 + max(map(len, re.findall("`+", content)), default=0))
    padding = " " if content[:1] in "` " or content[-1:] in "` " else ""
    return f"{fence}{padding}{content}{padding}{fence}"


def _quotation(quoted: Quoted) -> str:
    if quoted.withdrawn:
        lines = [f"*{WITHDRAWN}.*"]
    else:
        # Spaces before a line would make code of it; a stroke after it keeps the break that was said.
        said = [line.strip() for line in _at_line_start(_escaped(quoted.words.strip())).split("\n")]
        pairs = zip(said, [*said[1:], ""], strict=True)
        lines = [f"{line}\\" if line and following else line for line, following in pairs]
    if attribution := attributed(quoted):
        lines += ["", _escaped(attribution)]
    lines += ["", _autolink(quoted.url)]
    return "\n".join(f"> {line}".rstrip() for line in lines)


def _autolink(address: str) -> str:
    return f"<{one_line(address)}>" if address else ""


def _line(text: str) -> str:
    return _at_line_start(_escaped(one_line(text)))


def _escaped(text: str) -> str:
    return ANYWHERE.sub(r"\\\g<0>", text)


def _at_line_start(text: str) -> str:
    return AT_LINE_START.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", text)
