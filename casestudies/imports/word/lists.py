"""Lists: which ones count, and how deep an item stands."""

from collections import defaultdict
from typing import Any

from docx.oxml.ns import qn

from casestudies.imports.word.styles import value_of


class Lists:
    """Writes the marker of each item in turn."""

    def __init__(self, numbering: Any | None) -> None:
        self._counting: dict[tuple[str, int], bool] = {}
        self._counters: dict[str, dict[int, int]] = defaultdict(dict)
        self._widths: list[int] = []  # of the markers that the last item stood under, outermost first
        if numbering is not None:
            self._read(numbering)

    def begin_again(self) -> None:
        """Something else stood between: the next item is at the outer edge."""
        self._widths = []

    def item(self, text: str, *, number: str, depth: int) -> str:
        """A list item as Markdown, under the items that came before it."""
        depth = min(depth, len(self._widths))
        counters = self._counters[number]
        counters[depth] = counters.get(depth, 0) + 1
        for deeper in [level for level in counters if level > depth]:
            del counters[deeper]
        marker = f"{counters[depth]}. " if self._counting.get((number, depth)) else "- "
        indent = " " * sum(self._widths[:depth])
        self._widths = [*self._widths[:depth], len(marker)]
        below = indent + " " * len(marker)
        return indent + marker + text.replace("\n", f"\n{below}")

    def _read(self, numbering: Any) -> None:
        formats = {
            (abstract.get(qn("w:abstractNumId")), level.get(qn("w:ilvl"))): value_of(level, "w:numFmt")
            for abstract in numbering.findall(qn("w:abstractNum"))
            for level in abstract.findall(qn("w:lvl"))
        }
        for number in numbering.findall(qn("w:num")):
            for depth in range(9):
                kind = formats.get((value_of(number, "w:abstractNumId"), str(depth)))
                self._counting[number.get(qn("w:numId")), depth] = kind not in {None, "bullet", "none"}
