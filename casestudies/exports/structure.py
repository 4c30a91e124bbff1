"""Blocks of prose put together again: lists with their items, and what is quoted in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from casestudies.exports.prose import Block


@dataclass(frozen=True)
class Listed:
    """A list; each item holds paragraphs and lists. first: the number it begins with, if it counts."""

    items: tuple[tuple[Node, ...], ...]
    is_numbered: bool = False
    first: int = 1


@dataclass(frozen=True)
class Cited:
    """A block quote inside of a person's own post."""

    nodes: tuple[Node, ...]


Node = Block | Listed | Cited


def nested(blocks: Iterable[Block], depth: int = 0, quoted: int = 0) -> tuple[Node, ...]:
    """The blocks as a tree. ``depth`` lists and ``quoted`` quotes are around them already."""
    nodes: list[Node] = []
    for is_quote, group in groupby(blocks, lambda block: block.quoted > quoted):
        if is_quote:
            nodes.append(Cited(nested(group, depth, quoted + 1)))
        else:
            nodes += _with_lists(list(group), depth, quoted)
    return tuple(nodes)


def _with_lists(blocks: list[Block], depth: int, quoted: int) -> Iterator[Node]:
    gathered: list[list[Block]] = []
    for block in blocks:
        if len(block.markers) <= depth:
            yield from _listed(gathered, depth, quoted)
            gathered = []
            yield block
            continue
        if gathered and not _continues(gathered[-1][0], block, depth):
            yield from _listed(gathered, depth, quoted)
            gathered = []
        if not gathered or len(block.markers) - block.opens <= depth:
            gathered.append([])
        gathered[-1].append(block)
    yield from _listed(gathered, depth, quoted)


def _continues(first: Block, block: Block, depth: int) -> bool:
    """Whether a block belongs to the list of another one, which opened its latest item."""
    if first.markers[depth][-1] != block.markers[depth][-1]:
        return False
    both_innermost = len(first.markers) == len(block.markers) == depth + 1
    return not both_innermost or first.list_key == block.list_key


def _listed(items: list[list[Block]], depth: int, quoted: int) -> Iterator[Listed]:
    if items:
        marker = items[0][0].markers[depth]
        numbered = marker[0].isdigit()
        yield Listed(
            tuple(nested(item, depth + 1, quoted) for item in items),
            numbered,
            int(marker[:-1]) if numbered else 1,
        )
