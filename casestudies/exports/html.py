"""Writes a document as one HTML file that needs nothing else: no script, no other host, no file beside it.

Its policy lets in the one style sheet that it carries and nothing more, so that a mistake of ours
in what people wrote still runs nothing.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html import escape

from markdown_it.token import Token

from casestudies.exports.characters import one_line, printable, web_address
from casestudies.exports.document import Document, Item, Quoted, Section
from casestudies.exports.prose import Block, blocks
from casestudies.exports.wording import (
    DEMONSTRATION,
    DEMONSTRATION_MEANS,
    NOTHING_HERE,
    PUBLISHER,
    WITHDRAWN,
    attributed,
    closing,
    facts,
    standing,
)

DEEPEST = 4  # steps to the right; a small phone has room for no more
STYLE = (
    ":root{color-scheme:light dark}"
    "body{font:1rem/1.55 system-ui,sans-serif;max-width:42rem;margin:0 auto;padding:1rem;"
    "overflow-wrap:anywhere}"
    "h1,h2{line-height:1.2}h2{font-size:1.1rem;margin-block:2rem .25rem}"
    ".quiet{opacity:.8;margin-block:.25rem;font-size:.9rem}"
    ".made-up{border:2px solid;padding:.5rem .75rem}"
    "blockquote{border-inline-start:.2rem solid;margin-inline:0;padding-inline-start:.75rem}"
    ".in-1{margin-inline-start:.75rem}.in-2{margin-inline-start:1.5rem}"
    ".in-3{margin-inline-start:2.25rem}.in-4{margin-inline-start:3rem}"
    "dt{font-weight:600}dd{margin:0 0 .25rem}section{break-inside:avoid-page}"
)
POLICY = (
    f"default-src 'none'; style-src 'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'; "
    "base-uri 'none'; form-action 'none'"
)
MARKS = {"strong_open": "<strong>", "strong_close": "</strong>", "em_open": "<em>", "em_close": "</em>"}


def to_html(document: Document) -> str:
    """The whole document as a page."""
    return "\n".join(html_parts(document)) + "\n"


def html_parts(document: Document) -> Iterator[str]:
    """The same in parts, one a line."""
    return filter(None, _parts(printable(document)))


def _parts(document: Document) -> Iterator[str]:
    title = escape(one_line(document.title))
    yield (
        f'<!doctype html>\n<html lang="{escape(one_line(document.language) or "en")}">\n<head>\n'
        f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="referrer" content="no-referrer">\n<title>{title} · {PUBLISHER}</title>\n'
        f"<style>{STYLE}</style>\n</head>\n<body>\n<main>"
    )
    if document.is_demonstration:
        yield f'<p class="made-up"><strong>{DEMONSTRATION}.</strong> {DEMONSTRATION_MEANS}</p>'
    yield _quiet(" · ".join(standing(document)))
    yield f'<h1 dir="auto">{title}</h1>'
    yield _quiet(one_line(document.subtitle))
    told = "".join(
        f'<dt>{escape(label)}</dt><dd dir="auto">{escape(value)}</dd>' for label, value in facts(document)
    )
    yield f"<dl>{told}</dl>" if told else ""
    yield _quiet_link(document.url, document.url)
    for section in map(printable, document.sections):
        yield _section(section, document.url)
    for heading, paragraphs in closing(document):
        yield f"<h2>{escape(heading)}</h2>" + "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    yield "</main>\n</body>\n</html>"


def _section(section: Section, base: str) -> str:
    depth = min(section.depth, DEEPEST)
    shape = f' class="in-{depth}"' if depth else ""
    place = f' id="{escape(section.key)}"' if section.key else ""
    head = f'<h2 dir="auto">{escape(one_line(section.title))}</h2>'
    notes = "".join(_quiet(one_line(note)) for note in section.notes)
    said = "\n".join(_item(item, base) for item in section.items)
    if not (section.items or section.notes):
        said = f"<p>{NOTHING_HERE}</p>"
    return f"<section{place}{shape}>{head}{notes}{_quiet_link(section.url, base)}\n{said}</section>"


def _quiet(text: str) -> str:
    return f'<p class="quiet" dir="auto">{escape(text)}</p>' if text else ""


def _quiet_link(url: str, base: str) -> str:
    address = web_address(one_line(url), base) if url else ""
    return f'<p class="quiet"><a href="{escape(address)}">{escape(address)}</a></p>' if address else ""


def _item(item: Item, base: str) -> str:
    prose = "\n".join(_block(block, base) for block in blocks(item.prose, as_said=item.as_said))
    return "\n".join(filter(None, (prose, *(_quotation(quoted, base) for quoted in item.quotations))))


def _block(block: Block, base: str) -> str:
    """Each item of a list is a list of its own, which counts from where the one before it ended."""
    text = _inline(block.inline, base)
    if block.is_heading:
        return _in_quotes(f'<h3 dir="auto">{text}</h3>', block)
    if not block.markers:
        return _in_quotes(f'<p dir="auto">{text}</p>', block)
    if not block.opens:
        return _in_quotes(f'<p class="in-1" dir="auto">{text}</p>', block)
    kind = "ol" if block.is_numbered else "ul"
    start = f' start="{block.number}"' if block.is_numbered else ""
    depth = min(len(block.markers) - 1, DEEPEST)
    shape = f' class="in-{depth}"' if depth else ""
    inner = f'<{kind}{start}{shape}><li dir="auto">{text}</li></{kind}>'
    return _in_quotes(inner, block)


def _in_quotes(written: str, block: Block) -> str:
    return "<blockquote>" * block.quoted + written + "</blockquote>" * block.quoted


def _inline(tokens: tuple[Token, ...], base: str) -> str:
    written: list[str] = []
    is_link: list[bool] = []
    for token in tokens:
        match token.type:
            case "softbreak":
                written.append("\n")
            case "hardbreak":
                written.append("<br>\n")
            case "code_inline":
                written.append(f"<code>{escape(token.content)}</code>")
            case "link_open":
                address = web_address(str(token.attrGet("href") or ""), base)
                is_link.append(bool(address))
                written.append(f'<a href="{escape(address)}" rel="noopener nofollow">' if address else "")
            case "link_close":
                written.append("</a>" if is_link.pop() else "")
            case _:
                written.append(MARKS.get(token.type) or escape(token.content))
    return "".join(written)


def _quotation(quoted: Quoted, base: str) -> str:
    words = f"<em>{WITHDRAWN}.</em>" if quoted.withdrawn else escape(quoted.words).replace("\n", "<br>\n")
    source = f"<br>{escape(attributed(quoted))}" if attributed(quoted) else ""
    return f'<blockquote><p dir="auto">{words}{source}</p>{_quiet_link(quoted.url, base)}</blockquote>'
