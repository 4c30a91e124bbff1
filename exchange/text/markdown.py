"""Markdown that people type, to HTML that is safe and to plain text that can be quoted.

CommonMark with changes, so that every word that someone types stays where they typed it:

- a line break is a line break, and an indented line is not code;
- no HTML, no link definitions (their lines would vanish, and one long address could be repeated
  a thousand times), no underlined headings ("---" under a line is a rule);
- no tables (they drop surplus cells, and 2 KB can unfold to 650) and no struck-out words, which
  plain text would quote as if they still stood;
- no pictures from elsewhere: a picture becomes a link.
"""

import html as escaping
import re
from collections.abc import Callable
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote, list_block
from markdown_it.token import Token

from exchange.text.links import is_allowed
from exchange.text.mentions import Mentions, Resolver
from exchange.text.plain import clean, plain_text
from exchange.text.quotes import Check, Quote, mark_checked, quotes_of
from exchange.text.sanitise import sanitise
from exchange.text.tokens import settle

RENDERER_VERSION = 1
"""Goes up when the same source gives other HTML or plain text; both are stored with it."""

LONGEST_MARKDOWN = 100_000
MOST_ELEMENTS = 6_000
MOST_STEPS = 200_000
"""A source beyond any of these is shown as it was typed, for parser and sanitiser have inputs whose
cost grows with the square of the length. Counted, not timed: the same source gives the same page."""

DEEPEST = 12
"""How deep quotes and lists may nest; markers beyond stay in the text as they were typed."""

BlockRule = Callable[[StateBlock, int, int, bool], bool]


@dataclass(frozen=True, slots=True)
class Rendered:
    """``html`` may be marked safe; ``plain`` is NFC, and empty where no word can be read."""

    html: str
    plain: str
    version: int = RENDERER_VERSION


class _TooTangled(Exception):
    """Parsing went beyond MOST_STEPS."""


def render(source: str, *, resolve: Resolver | None = None, check: Check | None = None) -> Rendered:
    """Render once, when the text is written. Takes any string and never raises.

    ``resolve`` knows the people whom an @ may name, ``check`` the posts that a quote may be from: both
    give addresses of our own pages. The plain text is the same with them and without.
    """
    source = clean(source)
    tokens = _parse(source)
    if tokens is None:
        return Rendered(html=_paragraphs(source), plain=source)
    settle(tokens, normalise=_parser.normalizeLink, mentions=Mentions(resolve) if resolve else None)
    plain = plain_text(tokens)
    if check:
        mark_checked(tokens, check)
    unsafe = _parser.renderer.render(tokens, _parser.options, {})
    return Rendered(html=sanitise(unsafe), plain=plain)


def quotes_in(source: str) -> list[Quote]:
    """The block quotes of a text, outermost ones only. Takes any string and never raises."""
    tokens = _parse(clean(source)) if ">" in source else None
    if tokens is None:
        return []
    settle(tokens, normalise=_parser.normalizeLink)
    return quotes_of(tokens)


def _parse(source: str) -> list[Token] | None:
    """The token stream; None for what would take too long."""
    if len(source) > LONGEST_MARKDOWN:
        return None
    try:
        tokens = _parser.parse(source, {"steps": 0})
    except _TooTangled:
        return None
    everything = (token for block in tokens for token in (block, *(block.children or ())))
    elements = sum(bool(token.tag) and token.nesting >= 0 for token in everything)
    return tokens if elements <= MOST_ELEMENTS else None


def _paragraphs(source: str) -> str:
    """Nothing but escaped text, so without the allow-list, which takes seconds for a megabyte."""
    paragraphs = re.split(r"\n{2,}", escaping.escape(source))
    return "\n".join(f"<p>{paragraph}</p>".replace("\n", "<br>\n") for paragraph in paragraphs)


def _bounded(rule: BlockRule) -> BlockRule:
    """The parser's own limit of depth throws the deeper words away; this one leaves them as text."""

    def limited(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        state.env["steps"] += 1
        if state.env["steps"] > MOST_STEPS:
            raise _TooTangled
        return state.level < DEEPEST and rule(state, start, end, silent)

    return limited


def _make_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "xhtmlOut": False})
    parser.disable(["code", "html_block", "html_inline", "lheading", "reference"])
    parser.block.ruler.at(
        "blockquote", _bounded(blockquote), {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    parser.block.ruler.at("list", _bounded(list_block), {"alt": ["paragraph", "reference", "blockquote"]})
    parser.validateLink = is_allowed  # type: ignore[method-assign]
    # Its lists of rules are compiled at first use, and not under a lock: not in a request, then.
    parser.parse("*warm*", {"steps": 0})
    return parser


_parser = _make_parser()
