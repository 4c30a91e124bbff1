"""Markdown from the HTML of another forum's posts."""

import html
import re
from dataclasses import dataclass, field

from exchange.text import as_markdown
from exchange.text.tags import read_tags

UNSEEN = frozenset(
    ["script", "style", "head", "title", "template", "noscript", "svg", "object", "iframe", "math"]
)
BLOCKS = frozenset(
    ["p", "div", "blockquote", "ul", "ol", "li", "table", "tr", "pre", "hr", "section", "article", "aside",
     "header", "details", "summary", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th"]
)  # fmt: skip
MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
DEEPEST = 8

_ATTRIBUTE = re.compile(r"""\b(href|alt|src|title)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_IN_ADDRESS = re.compile(r"""[\s<>()\\"`]""")


def markdown_from_html(source: str) -> str:
    """Words, paragraphs, lists, quotes, links and emphasis; pictures, polls and previews by their words."""
    writer = _Writer()
    read_tags(source, writer)
    return writer.text()


@dataclass
class _Writer:
    lines: list[str] = field(default_factory=list)
    current: list[str] = field(default_factory=list)
    unseen: str = ""
    quoted: int = 0
    lists: list[str] = field(default_factory=list)
    item: str = ""
    links: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)

    def begins(self, tag: str, attributes: str) -> None:
        if self.unseen:
            return
        if tag in UNSEEN:
            self.unseen = "" if attributes.endswith("/") else tag
        elif tag == "br":
            self._end_line()
        elif tag == "img":
            told = self._attribute(attributes, "alt") or self._attribute(attributes, "title")
            self.current.append(as_markdown(told) if told else "")
        elif tag == "a":
            self.links.append(self._address(attributes))
            self.current.append("[" if self.links[-1] else "")
        elif tag in MARKS:
            if MARKS[tag] not in self.marks:
                self.marks.append(MARKS[tag])
                self.current.append(MARKS[tag])
        elif tag in BLOCKS:
            self._end_block()
            if tag == "blockquote":
                self.quoted = min(self.quoted + 1, DEEPEST)
            elif tag in {"ul", "ol"}:
                self.lists.append(tag)
            elif tag == "li":
                depth = "  " * min(max(len(self.lists) - 1, 0), DEEPEST)
                self.item = depth + ("1. " if self.lists[-1:] == ["ol"] else "- ")

    def ends(self, tag: str) -> None:
        if self.unseen:
            self.unseen = "" if tag == self.unseen else self.unseen
        elif tag == "a" and self.links:
            address = self.links.pop()
            self.current.append(f"]({address})" if address else "")
        elif tag in MARKS:
            while MARKS[tag] in self.marks:  # those inside of it end with it
                self._end_mark()
        elif tag in BLOCKS:
            self._end_block()
            if tag == "blockquote":
                self.quoted = max(self.quoted - 1, 0)
            elif tag in {"ul", "ol"} and self.lists:
                self.lists.pop()

    def words(self, plain: str) -> None:
        if not self.unseen and plain:
            self.current.append(as_markdown(re.sub(r"\s+", " ", plain)))

    def text(self) -> str:
        self._end_block()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self.lines)).strip()

    def _end_mark(self) -> None:
        mark = self.marks.pop()
        if self.current[-1:] == [mark]:
            self.current.pop()  # nothing was emphasised
        else:
            self.current.append(mark)

    def _end_line(self) -> None:
        line = "".join(self.current).strip()
        self.current = []
        if line:
            self.lines.append("> " * self.quoted + self.item + line)
            self.item = " " * len(self.item)

    def _end_block(self) -> None:
        """A paragraph ends; what is emphasised or linked across it is not, from here on."""
        while self.marks:
            self._end_mark()
        for address in reversed(self.links):
            self.current.append(f"]({address})" if address else "")
        self.links = ["" for _address in self.links]
        before = len(self.lines)
        self._end_line()
        if len(self.lines) > before:
            self.lines.append((">" + " >" * (self.quoted - 1)) if self.quoted else "")
        self.item = ""

    @staticmethod
    def _attribute(attributes: str, name: str) -> str:
        for found in _ATTRIBUTE.finditer(attributes[:4000]):
            if found[1].lower() == name:
                return html.unescape(found[2] or found[3] or "")
        return ""

    def _address(self, attributes: str) -> str:
        address = self._attribute(attributes, "href").strip()
        is_web = address.lower().startswith(("https://", "http://", "mailto:"))
        return "" if not is_web or _IN_ADDRESS.search(address) else address
