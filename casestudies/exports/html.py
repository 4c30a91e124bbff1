"""Writes a document as one HTML file that needs nothing else: no script, no other host, no file beside it.

Its policy lets in the one style sheet that it carries and nothing more, so that a mistake of ours
in what people wrote still runs nothing.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from html import escape

from markdown_it.token import Token

from casestudies.exports.characters import one_line, printable, reads_right_to_left, web_address
from casestudies.exports.cover_map import map_alt, map_svg
from casestudies.exports.document import (
    Cover,
    Document,
    Entry,
    Figure,
    Item,
    Quoted,
    Reference,
    Section,
    Table,
)
from casestudies.exports.notes import Notes
from casestudies.exports.outline import contents_of, titles_of
from casestudies.exports.pictures import picture_of
from casestudies.exports.prose import Block, blocks
from casestudies.exports.wording import (
    CONTENTS,
    DEMONSTRATION,
    DEMONSTRATION_MEANS,
    GO_ON,
    NOTES,
    NOTHING_HERE,
    OWN_VIEW,
    PICTURE_MISSING,
    PUBLISHER,
    WITHDRAWN,
    attributed,
    closing,
    facts,
    language_tag,
    standing,
    told,
)

DEEPEST = 4  # steps to the right; a small phone has room for no more
STYLE = (
    ":root{color-scheme:light dark;--clay:#a33f25;--indigo:#1f2f5c;--ochre:#d9952b;--line:#ddd0ba}"
    "@media (prefers-color-scheme:dark){"
    ":root{--clay:#f0a384;--indigo:#a9b8ea;--ochre:#e5ac4d;--line:#5c544a}}"
    "body{font:1rem/1.55 system-ui,sans-serif;max-width:42rem;margin:0 auto;padding:1rem;"
    "overflow-wrap:anywhere}"
    "h1,h2,h3{font-family:'Iowan Old Style',Palatino,'Noto Serif',Georgia,serif;line-height:1.2}"
    "h1{color:var(--indigo);font-size:2rem}h2{color:var(--clay);font-size:1.3rem;margin-block:2.25rem .5rem}"
    "h3{color:var(--indigo);font-size:1.1rem}a{color:var(--clay)}"
    ".quiet{opacity:.8;margin-block:.25rem;font-size:.9rem}"
    ".made-up{border:2px solid var(--ochre);padding:.5rem .75rem}"
    "blockquote{border-inline-start:.2rem solid var(--ochre);margin-inline:0;padding-inline-start:.75rem}"
    ".in-1{margin-inline-start:.75rem}.in-2{margin-inline-start:1.5rem}"
    ".in-3{margin-inline-start:2.25rem}.in-4{margin-inline-start:3rem}"
    "dt{font-weight:600}dd{margin:0 0 .25rem}section{break-inside:avoid-page}"
    "table{border-collapse:collapse;inline-size:100%;margin-block:1rem;font-size:.95rem}"
    "caption{text-align:start;font-weight:600;padding-block-end:.25rem}"
    "th,td{border-block-end:1px solid var(--line);padding:.35rem .5rem .35rem 0;text-align:start;"
    "vertical-align:top;overflow-wrap:break-word}blockquote[dir] .quiet{text-align:end;direction:ltr}"
    ".center{text-align:center}.end{text-align:end}"
    ".wide{overflow-x:auto}figure{margin:1rem 0}img,.map{max-inline-size:100%;block-size:auto}"
    "sup{line-height:0}.map{inline-size:14rem}.own{font-style:italic}"
)
FINGERPRINT = b64encode(sha256(STYLE.encode()).digest()).decode()
POLICY = (
    f"default-src 'none'; img-src data:; style-src 'sha256-{FINGERPRINT}'; "
    "base-uri 'none'; form-action 'none'"
)
AT_END = re.compile(r"(?:</(?:p|h\d|li|ul|ol|blockquote)>)+$")
MARKS = {"strong_open": "<strong>", "strong_close": "</strong>", "em_open": "<em>", "em_close": "</em>"}


def to_html(document: Document) -> str:
    """The whole document as a page."""
    return "\n".join(html_parts(document)) + "\n"


def html_parts(document: Document) -> Iterator[str]:
    """The same in parts, one a line."""
    return filter(None, _Writer(printable(document)).parts())


class _Writer:
    """Writes one document; what it counts on the way are the notes."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._titles = titles_of(document)
        self._notes = Notes()
        self._marked: set[int] = set()

    def parts(self) -> Iterator[str]:
        document = self._document
        title = escape(one_line(document.title))
        yield (
            f'<!doctype html>\n<html lang="{escape(language_tag(document.language))}">\n<head>\n'
            '<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f'<meta name="referrer" content="no-referrer">\n<title>{title} · {PUBLISHER}</title>\n'
            f"<style>{STYLE}</style>\n</head>\n<body>\n<main>"
        )
        if document.is_demonstration:
            yield f'<p class="made-up"><strong>{DEMONSTRATION}.</strong> {DEMONSTRATION_MEANS}</p>'
        yield _map(document.cover) if document.cover else ""
        yield _quiet(" · ".join(standing(document)))
        yield f'<h1 dir="auto">{title}</h1>'
        yield _quiet(one_line(document.subtitle))
        yield _pairs(facts(document))
        yield _quiet_link(document.url, document.url)
        yield from map(_quiet, map(one_line, (*document.content_note, *document.front_matter)))
        yield self._contents()
        for section in map(printable, document.sections):
            yield self._section(section, 2)
        yield _discussion(document.discussion_url)
        for heading, paragraphs in closing(document):
            yield f"<h2>{escape(heading)}</h2>" + "".join(f"<p>{_linked(text)}</p>" for text in paragraphs)
        yield self._endnotes()
        yield "</main>\n</body>\n</html>"

    def _contents(self) -> str:
        lines = [
            f'<li class="in-{level - 1}"><a href="#{escape(section.key)}">{_text(section.title)}</a></li>'
            for level, section in contents_of(self._document)
        ]
        return f"<nav><h2>{CONTENTS}</h2><ul>{''.join(lines)}</ul></nav>" if lines else ""

    def _section(self, section: Section, level: int) -> str:
        depth = min(section.depth, DEEPEST)
        shape = f' class="in-{depth}"' if depth else ""
        place = f' id="{escape(section.key)}"' if section.key else ""
        rank = min(level, 6)
        head = f'<h{rank} dir="auto">{_text(section.title)}</h{rank}>{_quiet(one_line(section.subtitle))}'
        notes = "".join(
            f'<p class="quiet" dir="auto">{_linked(one_line(note))}</p>' for note in section.notes
        )
        around = _pairs(told(section.facts)) + _discussion(section.discussion_url)
        said = "\n".join(
            (
                *(self._item(item, level) for item in section.items),
                *(self._section(inner, level + 1) for inner in section.sections),
            )
        )
        if not (section.items or section.notes or section.sections or section.facts):
            said = f"<p>{NOTHING_HERE}</p>"
        link = _quiet_link(section.url, self._document.url)
        return f"<section{place}{shape}>{head}{notes}{link}{around}\n{said}</section>"

    def _item(self, item: Item, level: int) -> str:
        base = self._document.url
        prose = [_block(block, base, level) for block in blocks(item.prose, as_said=item.as_said)]
        marks = self._marks(item)
        if marks and prose:
            prose[-1] = AT_END.sub(lambda end: marks + end[0], prose[-1], count=1)
        elif marks:
            prose.append(f"<p>{marks}</p>")
        parts = (
            *prose,
            *map(self._quotation, item.set_apart),
            *(_table(table, base) for table in item.tables if table.header),
            *map(_figure, item.figures),
            self._entries(item.entries),
        )
        return "\n".join(filter(None, parts))

    def _marks(self, item: Item) -> str:
        """Behind the last word of the prose: that it is an own view, and its notes."""
        own = f' <span class="own">({escape(OWN_VIEW)}.)</span>' if item.is_own_view else ""
        return own + "<sup>, </sup>".join(map(self._mark, item.in_notes))

    def _mark(self, cited: Quoted | Reference) -> str:
        number = self._notes.of(cited).number
        place = "" if number in self._marked else f' id="mark-{number}"'
        self._marked.add(number)
        return f'<sup><a{place} href="#note-{number}" role="doc-noteref">{number}</a></sup>'

    def _quotation(self, quoted: Quoted) -> str:
        words = f"<em>{WITHDRAWN}.</em>" if quoted.withdrawn else escape(quoted.words).replace("\n", "<br>\n")
        way = ' dir="rtl"' if reads_right_to_left(quoted.words) else ""
        who, mark = escape(attributed(quoted)), self._mark(quoted)
        said = f'<p dir="auto">{words}{"" if who else mark}</p>'
        under = f'<p class="quiet" dir="auto">{who}{mark}</p>' if who else ""
        return f"<blockquote{way}>{said}{under}</blockquote>"

    def _entries(self, entries: tuple[Entry, ...]) -> str:
        lines = []
        for entry in entries:
            text = f'<dd dir="auto">{_text(entry.text)}</dd>' if entry.text else ""
            found = "; ".join(
                f'<a href="#{escape(key)}">{escape(self._titles[key])}</a>'
                for key in entry.places
                if key in self._titles
            )
            lines.append(
                f'<dt dir="auto">{_text(entry.term)}</dt>{text}{f"<dd>{found}</dd>" if found else ""}'
            )
        return f"<dl>{''.join(lines)}</dl>" if lines else ""

    def _endnotes(self) -> str:
        lines = []
        for note in self._notes:
            words = f"“{escape(note.words)}” " if note.words else ""
            link = _link(note.url, note.url)
            back = f'<a href="#mark-{note.number}" role="doc-backlink">↩</a>'
            lines.append(f'<li id="note-{note.number}">{words}{escape(note.text)} {link} {back}</li>')
        return (
            f'<section role="doc-endnotes"><h2>{NOTES}</h2><ol>{"".join(lines)}</ol></section>'
            if lines
            else ""
        )


def _map(cover: Cover) -> str:
    drawn = map_svg(cover, ground="#8e99bd", places="#52639a", marked="#c0562f")
    return drawn.strip().replace(
        "<svg ", f'<svg class="map" role="img" aria-label="{escape(map_alt(cover))}" ', 1
    )


def _text(text: str) -> str:
    return escape(one_line(text))


def _quiet(text: str) -> str:
    return f'<p class="quiet" dir="auto">{escape(text)}</p>' if text else ""


def _link(url: str, base: str) -> str:
    address = web_address(one_line(url), base) if url else ""
    return f'<a href="{escape(address)}" rel="noopener nofollow">{escape(address)}</a>' if address else ""


def _quiet_link(url: str, base: str) -> str:
    link = _link(url, base)
    return f'<p class="quiet">{link}</p>' if link else ""


def _linked(text: str) -> str:
    """A line; one that is nothing but an address leads there."""
    return _link(text, text) or escape(text) if text.startswith(("https://", "http://")) else escape(text)


def _discussion(url: str) -> str:
    link = _link(url, url)
    return f'<p class="quiet">{GO_ON}: {link}</p>' if link else ""


def _pairs(pairs: Iterable[tuple[str, str]]) -> str:
    told = "".join(f'<dt>{escape(label)}</dt><dd dir="auto">{escape(value)}</dd>' for label, value in pairs)
    return f"<dl>{told}</dl>" if told else ""


def _table(table: Table, base: str) -> str:
    shapes = ["" if side == "start" else f' class="{side}"' for side in table.sides]
    caption = f'<caption dir="auto">{_text(table.caption)}</caption>' if table.caption else ""
    heads = "".join(
        f'<th scope="col"{shape} dir="auto">{_text(head)}</th>'
        for head, shape in zip(table.header, shapes, strict=True)
    )
    rows = []
    for cells, link in table.linked_rows:
        address = web_address(one_line(link), base) if link else ""
        written = [
            f'<td{shape} dir="auto">{_text(cell)}</td>' for cell, shape in zip(cells, shapes, strict=True)
        ]
        if address:
            shown = f'<a href="{escape(address)}">{_text(cells[0])}</a>'
            written[0] = f'<td{shapes[0]} dir="auto">{shown}</td>'
        rows.append(f"<tr>{''.join(written)}</tr>")
    body = f"<thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody>"
    return f'<div class="wide" tabindex="0"><table>{caption}{body}</table></div>'


def _figure(figure: Figure) -> str:
    picture = picture_of(figure)
    if picture:
        source = f"data:{picture.media_type};base64,{b64encode(picture.content).decode()}"
        size = f'width="{picture.width}" height="{picture.height}"'
        shown = f'<img src="{source}" alt="{_text(figure.alt)}" {size} loading="lazy">'
    else:
        shown = f'<p dir="auto"><em>{PICTURE_MISSING}</em> {_text(figure.alt)}</p>'
    under = " ".join(filter(None, map(_text, (figure.caption, figure.credit))))
    return f"<figure>{shown}{f'<figcaption>{under}</figcaption>' if under else ''}</figure>"


def _block(block: Block, base: str, level: int) -> str:
    """Each item of a list is a list of its own, which counts from where the one before it ended."""
    text = _inline(block.inline, base)
    if block.is_heading:
        rank = min(level + 1, 6)
        return _in_quotes(f'<h{rank} dir="auto">{text}</h{rank}>', block)
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
