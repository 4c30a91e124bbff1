"""Block quotes that say where their words are from.

A quote names its source in its last line::

    > We count the lights every Friday.
    >
    > — Ben Jacobs, #4

Whether the words really stand in post 4 is not known here: who renders says what became of each.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from exchange.text.plain import inline_text, plain_text
from exchange.text.spans import Span

MOST_QUOTES = 50

_SOURCE = re.compile(
    r"(?P<dash>[—–-]{1,3}\s{0,3})(?P<name>\S[^\n]{0,300}?),\s{1,3}#(?P<number>[1-9][0-9]{0,8})"
)


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quote: its words, where it stands, and what it says of its source (if anything).

    ``span`` counts in the plain text of the whole, ``lines`` in its source.
    """

    words: str
    span: Span
    lines: tuple[int, int]
    name: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Checked:
    """A quote whose words were found: where they stand, and what is said of that."""

    url: str
    note: str


Check = Callable[[Quote], Checked | None]


def quotes_of(tokens: Sequence[Token]) -> list[Quote]:
    """The outermost block quotes of a settled token stream."""
    plain = plain_text(tokens)
    return [quote for _place, quote in _placed(tokens, plain)]


def mark_checked(tokens: list[Token], check: Check) -> None:
    """Give each quote that stands the check a link to its source. Its words stay as they are."""
    plain = plain_text(tokens)
    for place, quote in list(_placed(tokens, plain)):
        checked = check(quote) if quote.number else None
        if checked:
            tokens[place.start].attrs["class"] = "checked"
            inline = tokens[place.stop - 3]
            children = inline.children or []
            inline.children = [*children[: _last_line(children)], *_source_line(children, checked)]


def with_notes(source: str, quotes: Iterable[Quote], note: Callable[[Quote], str]) -> str:
    """The source with a note in place of each of these quotes."""
    lines = source.split("\n")
    for quote in sorted(quotes, key=lambda quote: quote.lines, reverse=True):
        first, end = quote.lines
        instead = f"> {note(quote)}"
        # What follows must not become a part of the note's paragraph.
        lines[first:end] = [instead, ""] if end < len(lines) and lines[end].strip() else [instead]
    return "\n".join(lines)


def _placed(tokens: Sequence[Token], plain: str) -> Iterator[tuple[slice, Quote]]:
    opened, found = 0, 0
    for index, token in enumerate(tokens):
        if token.level or found >= MOST_QUOTES:
            continue
        if token.type == "blockquote_open":
            opened = index
        elif token.type == "blockquote_close":
            place = slice(opened, index + 1)
            quote = _quote(tokens, place, plain)
            if quote:
                found += 1
                yield place, quote


def _quote(tokens: Sequence[Token], place: slice, plain: str) -> Quote | None:
    whole = plain_text(tokens[place])
    lines = tokens[place.start].map
    before = plain_text(tokens[: place.start])
    start = plain.find(whole, len(before)) if whole else -1
    if start < 0 or not lines:
        return None
    span = Span(start, start + len(whole))
    inner = tokens[place.start + 1 : place.stop - 1]
    if [token.type for token in inner[-3:]] == ["paragraph_open", "inline", "paragraph_close"]:
        children = inner[-2].children or []
        at = _last_line(children)
        named = _SOURCE.fullmatch(inline_text(children[at:]).strip())
        rest = Token("inline", "", 0, children=children[: max(at - 1, 0)])
        words = plain_text([*inner[:-3], rest])
        if named and words:
            return Quote(words, span, (lines[0], lines[1]), named["name"], int(named["number"]))
    return Quote(whole, span, (lines[0], lines[1]))


def _last_line(children: Sequence[Token]) -> int:
    """Where the last line of a paragraph begins among its tokens."""
    return max((index + 1 for index, child in enumerate(children) if child.type.endswith("break")), default=0)


def _source_line(children: Sequence[Token], checked: Checked) -> list[Token]:
    words = inline_text(children[_last_line(children) :]).strip()
    named = _SOURCE.fullmatch(words)
    dash = named["dash"] if named else ""
    return [
        _text(dash),
        Token("link_open", "a", 1, attrs={"href": checked.url, "class": "said-in"}),
        _text(words[len(dash) :]),
        Token("link_close", "a", -1),
        _text(" "),
        Token("small_open", "small", 1),
        _text(checked.note),
        Token("small_close", "small", -1),
    ]


def _text(words: str) -> Token:
    return Token("text", "", 0, content=words)
