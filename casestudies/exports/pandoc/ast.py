"""The nodes of pandoc's document tree that we write.

A tree is handed to pandoc as JSON, never as Markdown or HTML: what people wrote stands in it as text and
stays text, whatever it looks like. Words keep each of their blanks, since a node is never split at one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from casestudies.exports.characters import reads_right_to_left

API = (1, 23, 1)  # the version of pandoc's types that these nodes follow

ALIGNED = {"start": "AlignDefault", "center": "AlignCenter", "end": "AlignRight"}

Node = dict[str, Any]
Attr = list[Any]


def attr(*classes: str, id: str = "", **pairs: str) -> Attr:
    """An identifier, classes, and pairs; ``custom_style`` stands for ``custom-style``."""
    return [id, list(classes), [[name.replace("_", "-"), value] for name, value in pairs.items()]]


# Inline ---------------------------------------------------------------------------------------------
def text(words: str) -> list[Node]:
    """The exact words; a line break in them is one in the document."""
    return list(_lines(words))


def _lines(words: str) -> Iterator[Node]:
    for place, line in enumerate(words.split("\n")):
        if place:
            yield BREAK
        if line:
            yield {"t": "Str", "c": line}


BREAK: Node = {"t": "LineBreak"}
SPACE: Node = {"t": "Space"}


def strong(inline: Sequence[Node]) -> Node:
    return {"t": "Strong", "c": list(inline)}


def emphasised(inline: Sequence[Node]) -> Node:
    return {"t": "Emph", "c": list(inline)}


def code(words: str) -> Node:
    return {"t": "Code", "c": [attr(), words]}


def link(address: str, inline: Sequence[Node] = ()) -> Node:
    """Without words of its own a link shows its address, so that it also survives paper."""
    return {"t": "Link", "c": [attr(), list(inline) or text(address), [address, ""]]}


def span(inline: Sequence[Node], of: Attr) -> Node:
    return {"t": "Span", "c": [of, list(inline)]}


def note(blocks: Sequence[Node]) -> Node:
    return {"t": "Note", "c": list(blocks)}


def image(source: str, alt: str, **pairs: str) -> Node:
    return {"t": "Image", "c": [attr(**pairs), text(alt), [source, ""]]}


def directed(inline: Sequence[Node], words: str) -> list[Node]:
    """The inline nodes; from right to left where the words begin with such a script."""
    return [span(inline, attr(dir="rtl"))] if reads_right_to_left(words) else list(inline)


# Blocks ---------------------------------------------------------------------------------------------
def para(inline: Sequence[Node]) -> Node:
    return {"t": "Para", "c": list(inline)}


def plain(inline: Sequence[Node]) -> Node:
    return {"t": "Plain", "c": list(inline)}


def header(level: int, inline: Sequence[Node], of: Attr | None = None) -> Node:
    return {"t": "Header", "c": [level, of or attr(), list(inline)]}


def div(blocks: Sequence[Node], of: Attr) -> Node:
    return {"t": "Div", "c": [of, list(blocks)]}


def block_quote(blocks: Sequence[Node]) -> Node:
    return {"t": "BlockQuote", "c": list(blocks)}


def bullets(items: Iterable[Sequence[Node]]) -> Node:
    return {"t": "BulletList", "c": [list(item) for item in items]}


def numbered(first: int, items: Iterable[Sequence[Node]]) -> Node:
    count = [first, {"t": "Decimal"}, {"t": "Period"}]
    return {"t": "OrderedList", "c": [count, [list(item) for item in items]]}


def definitions(pairs: Iterable[tuple[Sequence[Node], Sequence[Node]]]) -> Node:
    return {"t": "DefinitionList", "c": [[list(term), [list(told)]] for term, told in pairs]}


def figure(picture: Node, caption: Sequence[Node]) -> Node:
    said = [plain(caption)] if caption else []
    return {"t": "Figure", "c": [attr(), [None, said], [plain([picture])]]}


def raw(format: str, markup: str) -> Node:
    """Mark-up of ours for one format; never anything that a person wrote."""
    return {"t": "RawBlock", "c": [format, markup]}


def table(
    *,
    head: Sequence[Sequence[Node]],
    rows: Sequence[Sequence[Sequence[Node]]],
    widths: Sequence[float],
    caption: Sequence[Node] = (),
    aligns: Sequence[str] = (),
    labels: int = 0,
) -> Node:
    """Each cell is blocks. ``labels`` is how many first cells of a row name it, as its head does a column."""
    set_so = [*aligns, *["start"] * (len(widths) - len(aligns))]
    columns = [
        [{"t": ALIGNED[align]}, {"t": "ColWidth", "c": width}]
        for align, width in zip(set_so, widths, strict=True)
    ]
    said = [plain(caption)] if caption else []
    body = [attr(), labels, [], [_row(row) for row in rows]]
    top = [_row(head)] if head else []
    return {
        "t": "Table",
        "c": [attr(), [None, said], columns, [attr(), top], [body], [attr(), []]],
    }


def _row(cells: Sequence[Sequence[Node]]) -> list[Any]:
    return [attr(), [[attr(), {"t": "AlignDefault"}, 1, 1, list(cell)] for cell in cells]]


# Tree -----------------------------------------------------------------------------------------------
def tree(blocks: Iterable[Node], meta: Mapping[str, str | Sequence[str]]) -> bytes:
    """The whole tree as pandoc reads it."""
    value = {
        "pandoc-api-version": API,
        "meta": {name: _meta(said) for name, said in meta.items() if said},
        "blocks": list(blocks),
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _meta(said: str | Sequence[str]) -> Node:
    if isinstance(said, str):
        return {"t": "MetaString", "c": said}
    return {"t": "MetaList", "c": [_meta(one) for one in said]}
