"""The words of a mail that has only HTML. Nothing of it is ever shown as HTML."""

from html.parser import HTMLParser

UNSEEN = frozenset(["script", "style", "head", "title", "template", "noscript", "svg", "object", "iframe"])
LINES = frozenset(
    ["br", "div", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "section", "hr"]
)
QUOTED_FROM_HERE = frozenset({"divRplyFwdMsg", "appendonsend"})  # Outlook: all that follows, unmarked
TO_THE_END = "to the end"


def text_from_html(html: str) -> str:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    """Marks the lines of what is quoted with ``>``, as a plain mail does; drops what no reader sees.

    Classes such as ``gmail_quote`` mark nothing: who answers between the lines writes inside of them.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[list[str]] = [[]]
        self._quoted: list[bool] = [False]
        self._unseen: list[str] = []
        self._open_quotes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "body":
            self._unseen.clear()  # nobody closed the head
        elif tag in UNSEEN:
            self._unseen.append(tag)
        if self._unseen:
            return
        if tag == "blockquote" or dict(attrs).get("id") in QUOTED_FROM_HERE:
            self._break(paragraph=True)
            self._open_quotes.append("blockquote" if tag == "blockquote" else TO_THE_END)
            self._quoted[-1] = True
        if tag == "p":
            self._break(paragraph=True)
        elif tag in LINES:
            self._break()
        if tag == "li":
            self._lines[-1].append("- ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in LINES:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            if tag == self._unseen[-1]:
                self._unseen.pop()
            return
        if tag == "blockquote" and self._open_quotes[-1:] == ["blockquote"]:
            self._open_quotes.pop()
        if tag in {"p", "blockquote"}:
            self._break(paragraph=True)
        elif tag in LINES:
            self._break()

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        words = " ".join(data.split())
        if words:
            before = " " if data[:1].isspace() and self._lines[-1] else ""
            after = " " if data[-1:].isspace() else ""
            self._lines[-1].append(f"{before}{words}{after}")
        elif data and self._lines[-1]:
            self._lines[-1].append(" ")

    def text(self) -> str:
        lines = []
        for words, is_quoted in zip(self._lines, self._quoted, strict=True):
            line = " ".join("".join(words).split())
            lines.append(f"> {line}" if is_quoted and line else line)
        return "\n".join(lines).strip()

    def _break(self, *, paragraph: bool = False) -> None:
        quoted = bool(self._open_quotes)
        if self._lines[-1]:
            self._lines.append([])
            self._quoted.append(quoted)
        if paragraph and len(self._lines) > 1 and self._lines[-2]:
            self._lines.append([])
            self._quoted.append(quoted)
        self._quoted[-1] = quoted
