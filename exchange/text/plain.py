"""Text without markup: what people typed, a short form of it, and Markdown read aloud."""

import unicodedata
from collections.abc import Iterable, Sequence

from markdown_it.token import Token

from exchange.text.characters import fold_spaces, scrub


def clean(text: str) -> str:
    """What we store of what people type; see ``scrub``. Cleaning twice changes nothing."""
    return scrub(text).strip()


def excerpt(text: str, length: int) -> str:
    """At most ``length`` characters on one line, cut between words and ended by an ellipsis."""
    line = fold_spaces(text)
    if len(line) <= length:
        return line
    if length < 1:
        return ""
    room = length - 1
    end = line.rfind(" ", 0, room + 1)
    if end < 1:  # one long word: cut inside, but never between a letter and its accent
        end = room
        while end and unicodedata.combining(line[end]):
            end -= 1
    return line[:end].rstrip(" ,;:–—-") + "…"


def inline_text(children: Iterable[Token]) -> str:
    """The words of one paragraph; a line break is a newline."""
    return "".join("\n" if child.type.endswith("break") else child.content for child in children)


def plain_text(tokens: Sequence[Token]) -> str:
    """The words of a settled token stream (see ``tokens.settle``), as stored for quotations.

    Their spans count in this text, so a change of its form is a new ``RENDERER_VERSION``. A blank
    line stands between blocks, a line break inside lists; items begin with "• " or "1. ", which a
    browser does not select and ``find`` therefore overlooks.
    """
    pieces: list[str] = []
    lists: list[int | None] = []  # the lists that are open; the next number where ordered
    gap, marker = "", ""
    for token in tokens:
        if token.type.endswith("list_open"):
            lists.append(int(token.attrs.get("start", 1)) if token.tag == "ol" else None)
        elif token.type.endswith("list_close"):
            lists.pop()
            gap = gap if lists else "\n\n"
        elif token.type == "list_item_open":
            number = lists[-1]
            if number is not None:
                lists[-1] = number + 1
            indent = marker or "  " * (len(lists) - 1)
            marker = indent + ("• " if number is None else f"{number}. ")
        elif token.type == "list_item_close":
            marker = ""
        elif token.type in {"inline", "fence"}:
            words = token.content if token.type == "fence" else inline_text(token.children or ())
            if words.strip():
                pieces += gap if pieces else "", marker, words.strip("\n")
                gap, marker = "\n" if lists else "\n\n", ""
    return clean("".join(pieces))
