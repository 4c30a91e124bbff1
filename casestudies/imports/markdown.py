"""Markdown that somebody wrote elsewhere, cut at its headings; what is between them stays as it was typed."""

import re
from itertools import pairwise

from django.utils.translation import ngettext
from markdown_it import MarkdownIt
from markdown_it.token import Token

from casestudies.imports.outline import LONGEST_HEADING, MOST_HEADINGS, Heading, Part, Prose
from casestudies.imports.refusals import OutlineTooLong
from exchange.text.plain import inline_text

MOST_CHARACTERS = 400_000
MOST_LINES = 20_000
LONGEST_WITH_PICTURES = 20_000  # a paragraph; what is read within it takes longer than its length

_FRONT_MATTER = re.compile(
    r"---[ \t]*\n((?:[\w-]+[ \t]*:.*\n|[ \t]+.*\n|- .*\n|\n){1,60}?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)"
)
_TITLE = re.compile(r"""(?im)^title[ \t]*:[ \t]*(["']?)(.+?)\1[ \t]*$""")

_INLINE = MarkdownIt("commonmark", {"html": False})
_BLOCKS = MarkdownIt("commonmark", {"html": False}).enable("table")
_BLOCKS.core.ruler.enableOnly(["normalize", "block"])  # of words within a block nothing is asked


def read_markdown(text: str) -> tuple[list[Part], list[str]]:
    """The parts of a cleaned text, in their order, and what its author should know."""
    if len(text) > MOST_CHARACTERS or text.count("\n") > MOST_LINES:
        raise OutlineTooLong
    parts: list[Part] = []
    if matter := _FRONT_MATTER.match(text):
        parts += _of_front_matter(matter[1])
        text = text[matter.end() :]
    lines = text.split("\n")
    tokens = _BLOCKS.parse(text)
    if sum(token.type == "heading_open" for token in tokens) > MOST_HEADINGS:
        raise OutlineTooLong
    done = 0
    for opening, content in pairwise(tokens):
        if opening.type == "heading_open" and opening.level == 0 and opening.map:
            start, end = opening.map
            parts += _prose(lines[done:start])
            parts += _heading(int(opening.tag[1]), content.content)
            done = end
    parts += _prose(lines[done:])
    return parts, about_pictures(sum(map(_pictures, tokens)))


def _prose(lines: list[str]) -> list[Part]:
    text = "\n".join(lines).strip("\n")
    return [Prose(text)] if text.strip() else []


def _heading(level: int, markdown: str) -> list[Part]:
    """A long one is a paragraph that was set as a heading: its words stay."""
    if not markdown.strip():
        return []
    if len(markdown) > LONGEST_HEADING:
        return [Prose(markdown)]
    [inline] = _INLINE.parseInline(markdown)
    return [Heading(level, inline_text(inline.children or ()), markdown)]


def _of_front_matter(matter: str) -> list[Part]:
    """Its title is the title; the rest is kept, for somebody thought it worth writing."""
    title = _TITLE.search(matter)
    rest = _TITLE.sub("", matter, count=1).strip("\n")
    parts: list[Part] = [Heading(0, title[2], title[2])] if title else []
    return parts + _prose(rest.split("\n"))


def _pictures(token: Token) -> int:
    if token.type != "inline" or "![" not in token.content or len(token.content) > LONGEST_WITH_PICTURES:
        return 0
    [inline] = _INLINE.parseInline(token.content)
    return sum(child.type == "image" for child in inline.children or ())


def about_pictures(count: int) -> list[str]:
    """Also for other kinds of files."""
    if not count:
        return []
    return [
        ngettext(
            "%(count)s picture is not taken over: upload it in the step Pictures.",
            "%(count)s pictures are not taken over: upload them in the step Pictures.",
            count,
        )
        % {"count": count}
    ]
