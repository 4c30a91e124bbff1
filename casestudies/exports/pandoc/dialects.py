"""What differs between the formats that pandoc writes for us: how a paragraph gets its look."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence

from casestudies.exports.characters import reads_right_to_left
from casestudies.exports.cover_map import map_alt
from casestudies.exports.document import Align, Cover
from casestudies.exports.pandoc.ast import (
    Node,
    attr,
    block_quote,
    bullets,
    definitions,
    directed,
    div,
    header,
    image,
    para,
    plain,
    raw,
    strong,
    table,
    text,
)
from casestudies.exports.pandoc.cover import map_png
from casestudies.exports.pandoc.writer_blank import style_name
from casestudies.exports.wording import CONTENTS

LABELS = 0.24  # of the width, for the labels of facts


class WordDialect:
    """Styles of the dressed blank, by their names."""

    def styled(self, style: str, inline: Sequence[Node], words: str = "") -> Node:
        """A paragraph in a style; ``words`` tell which way it runs."""
        if not reads_right_to_left(words):
            return div([para(inline)], attr(custom_style=self.name_of(style)))
        turned = attr(custom_style=self.name_of(style, is_right_to_left=True), dir="rtl")
        return div([para(inline)], turned)

    def name_of(self, style: str, *, is_right_to_left: bool = False) -> str:
        return style

    def title(self, words: str, before: Sequence[Node]) -> list[Node]:
        """The title, with what stands over it."""
        return [*before, self.styled("Title", directed(text(words), words), words)]

    def quotation(
        self, words: str, said: Sequence[Node], source: Sequence[Node], *, withdrawn: bool
    ) -> list[Node]:
        kind = "Withdrawn" if withdrawn else "Quotation"
        return [
            self.styled("Withdrawn Quotation" if withdrawn else "Quote", said, words),
            self.styled(f"{kind} Source", source, words),
        ]

    def between_quotations(self) -> list[Node]:
        """Word paints neighbours in the same box as one; these are two people's words."""
        return [raw("openxml", '<w:p><w:pPr><w:pStyle w:val="BetweenQuotations"/></w:pPr></w:p>')]

    def block_quote(self, inside: Sequence[Node]) -> list[Node]:
        return [div(inside, attr(custom_style=self.name_of("Quoted Post")))]

    def facts(self, pairs: Sequence[tuple[str, Sequence[Node]]]) -> Node:
        rows = [
            [[self.styled("Fact Label", text(label))], [self.styled("Fact", value)]] for label, value in pairs
        ]
        return table(head=(), rows=rows, widths=(LABELS, 1 - LABELS), labels=1)

    def cell(self, inline: Sequence[Node], align: Align, *, is_head: bool = False) -> list[Node]:
        return [self.styled("Table Head" if is_head else "Table Text", inline)]

    def contents(self, listed: list[list[Node]]) -> list[Node]:
        return [self.styled("Contents Heading", text(CONTENTS)), bullets(listed)]

    def moved_in(self, blocks: Sequence[Node], depth: int) -> list[Node]:
        """What answers something stands under it; on paper the notes say to what."""
        return list(blocks)

    def map_of(self, cover: Cover) -> list[Node]:
        picture = b64encode(map_png(cover)).decode()
        drawn = image(f"data:image/png;base64,{picture}", map_alt(cover), width="70%")
        return [self.styled("Map", [drawn])]

    def new_page(self) -> list[Node]:
        """A paragraph of no height: what follows begins at the top."""
        shape = '<w:pStyle w:val="BetweenQuotations"/><w:pageBreakBefore/>'
        return [raw("openxml", f"<w:p><w:pPr>{shape}</w:pPr></w:p>")]


class WriterDialect(WordDialect):
    """The same styles in an OpenDocument text, whose names spell a blank as _20_."""

    def name_of(self, style: str, *, is_right_to_left: bool = False) -> str:
        return style_name(style) + ("_20_RTL" if is_right_to_left else "")

    def cell(self, inline: Sequence[Node], align: Align, *, is_head: bool = False) -> list[Node]:
        """The alignment is a style's: pandoc's own would replace ours."""
        kind = "Head" if is_head else "Text"
        return [self.styled(f"Table {kind} {align.title()}" if align != "start" else f"Table {kind}", inline)]

    def between_quotations(self) -> list[Node]:
        return [raw("opendocument", '<text:p text:style-name="Between_20_Quotations"/>')]

    def new_page(self) -> list[Node]:
        return [raw("opendocument", '<text:p text:style-name="New_20_Page"/>')]


class ReaderDialect(WordDialect):
    """HTML with classes, which the style sheet of an EPUB dresses."""

    def styled(self, style: str, inline: Sequence[Node], words: str = "") -> Node:
        direction = {"dir": "rtl"} if reads_right_to_left(words) else {}
        return div([para(inline)], attr(self.name_of(style), **direction))

    def name_of(self, style: str, *, is_right_to_left: bool = False) -> str:
        return style.lower().replace(" ", "-")

    def title(self, words: str, before: Sequence[Node]) -> list[Node]:
        """A chapter begins with its heading; the first one is the title page."""
        return [header(1, directed(text(words), words), attr("title", id="title-page")), *before]

    def quotation(
        self, words: str, said: Sequence[Node], source: Sequence[Node], *, withdrawn: bool
    ) -> list[Node]:
        direction = {"dir": "rtl"} if reads_right_to_left(words) else {}
        lines = [para(said), *([self.styled("Source", source)] if source else [])]
        return [div([block_quote(lines)], attr("withdrawn" if withdrawn else "quoted", **direction))]

    def between_quotations(self) -> list[Node]:
        return []

    def block_quote(self, inside: Sequence[Node]) -> list[Node]:
        return [block_quote(inside)]

    def facts(self, pairs: Sequence[tuple[str, Sequence[Node]]]) -> Node:
        return div(
            [definitions(([strong(text(label))], [para(value)]) for label, value in pairs)], attr("facts")
        )

    def cell(self, inline: Sequence[Node], align: Align, *, is_head: bool = False) -> list[Node]:
        return [plain(inline)]

    def contents(self, listed: list[list[Node]]) -> list[Node]:
        """A reading device shows the book's own."""
        return []

    def moved_in(self, blocks: Sequence[Node], depth: int) -> list[Node]:
        return [div(blocks, attr(f"in-{min(depth, 4)}"))] if depth else list(blocks)

    def map_of(self, cover: Cover) -> list[Node]:
        """It stands on the cover."""
        return []

    def new_page(self) -> list[Node]:
        return []


Dialect = WordDialect
WORD, WRITER, READER = WordDialect(), WriterDialect(), ReaderDialect()
