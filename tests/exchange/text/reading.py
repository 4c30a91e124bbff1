"""HTML as a browser would meet it, and text as hostile people would type it."""

from html.parser import HTMLParser

from hypothesis import strategies as st

BLOCKS = {"p", "h3", "h4", "h5", "pre", "li", "blockquote", "ul", "ol", "hr"}

TYPED = (
    "# ## > - * + 1. 7) --- === ``` ~~~ ` * ** _ __ [ ] ( ) ]( ![ <!-- --> <script> </p> <b onclick=x> &lt; "
    "&amp; &#60; &#x202e; &#x338; &#0; &nbsp; \\ \\* | : !Kheis Khâi-Ma https://a.example/x?y=1&z=2 "
    "http://a.example) www.a.example [x](javascript:1) [x](//a.example) [x](&#106;avascript:1) "
    "![x](https://a.example/i.png) <https://a.example> <mailto:a@b.example> [x]: é e\u0301 \u0338 \u0345 "
    "\u202e \x00 \x0b \r \ud800 \udc00 \ufffe \u2028 \u00a0 \u200b • R1.5"
)

markdown = st.lists(
    st.sampled_from([*TYPED.split(" "), " ", " ", "\n", "\n\n", "\n  ", "    ", "\t", "word", "Ben said"])
    | st.text(st.characters(), max_size=6),
    max_size=40,
).map("".join)

anything = st.text(st.characters(categories=None), max_size=80) | markdown


class Reader(HTMLParser):
    """Collects tags with their attributes, and the words of each block."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.blocks = [""]
        self.other: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(attrs) == len(dict(attrs))
        self.elements.append((tag, dict(attrs)))
        if tag not in {"br", "hr"}:
            self.open.append(tag)
        if tag in BLOCKS:
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag in BLOCKS:
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        self.blocks[-1] += data

    def handle_comment(self, data: str) -> None:
        self.other.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment
